"""Gli indirizzi pubblici dell’Assemblea, sotto `/<ambito>/trasparenza/`."""

from django.urls import path

from ambito.assemblea.views import trasparenza

urlpatterns = [
    path("sedute/", trasparenza.Sedute.as_view(), name="sedute_pubbliche"),
    path("sedute/<int:pk>/", trasparenza.SedutaPubblica.as_view(), name="seduta_pubblica"),
    path("atti/", trasparenza.Atti.as_view(), name="atti_pubblici"),
    path("atti/<int:pk>/", trasparenza.Atto.as_view(), name="atto_pubblico"),
]
