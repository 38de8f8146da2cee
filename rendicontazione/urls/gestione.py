"""Gli indirizzi delle corrispondenze, dentro la console di chi gestisce la piattaforma."""

from django.urls import path

from rendicontazione.views import corrispondenze

app_name = "corrispondenze"
SCHEMA = "<int:anno>/<slug:griglia>/"
urlpatterns = [
    path("", corrispondenze.Elenco.as_view(), name="elenco"),
    path(SCHEMA, corrispondenze.PaginaSchema.as_view(), name="schema"),
    path(f"{SCHEMA}copia/", corrispondenze.Copia.as_view(), name="copia"),
    path(f"{SCHEMA}nuova/", corrispondenze.Nuova.as_view(), name="nuova"),
    path(f"{SCHEMA}<int:pk>/", corrispondenze.Riga.as_view(), name="riga"),
    path(f"{SCHEMA}<int:pk>/togli/", corrispondenze.Togli.as_view(), name="togli"),
]
