"""Indirizzi di servizi e fondi."""

from django.urls import path

from servizi import views

app_name = "servizi"
urlpatterns = [
    path("", views.Catalogo.as_view(), name="catalogo"),
    path("aree/", views.Aree.as_view(), name="aree"),
    path("interventi/", views.Interventi.as_view(), name="interventi"),
    path("fondi/", views.Fondi.as_view(), name="fondi"),
]
