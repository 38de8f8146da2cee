"""Gli indirizzi pubblici della spesa, sotto `/<ambito>/trasparenza/`."""

from django.urls import path

from rendicontazione.views import pubbliche

urlpatterns = [
    path("spesa/", pubbliche.Anni.as_view(), name="spese_pubbliche"),
    path("spesa/<int:anno>/", pubbliche.Spesa.as_view(), name="spesa_pubblica"),
]
