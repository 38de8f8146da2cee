"""Indirizzi del bilancio e della spesa qualificata."""

from django.urls import path

from rendicontazione.views import qualificata
from rendicontazione.views.bilancio import catena, documento, righe, versioni

ANNO = "<int:anno>/bilancio/"
VERSIONE = f"{ANNO}versioni/<int:numero>/"
urlpatterns = [
    path("<int:anno>/qualificata/", qualificata.SpesaQualificata.as_view(), name="qualificata"),
    path("bilancio/", versioni.Bilanci.as_view(), name="bilanci"),
    path(ANNO, versioni.Bilancio.as_view(), name="bilancio"),
    path(f"{ANNO}nuova/", versioni.NuovoBilancio.as_view(), name="nuovo_bilancio"),
    path(f"{ANNO}confronto/<int:da>..<int:a>/", versioni.ConfrontoBilancio.as_view(), name="confronto_bilancio"),
    path(f"{ANNO}catena/", catena.Catena.as_view(), name="catena"),
    path(f"{ANNO}movimenti/", catena.Movimenti.as_view(), name="movimenti_bilancio"),
    path(f"{ANNO}capitoli/<int:pk>/", catena.Capitolo.as_view(), name="capitolo_bilancio"),
    path(f"{ANNO}capitoli/<int:pk>/movimento/", catena.NuovoMovimento.as_view(), name="nuovo_movimento"),
    path(VERSIONE, versioni.Versione.as_view(), name="versione_bilancio"),
    path(f"{VERSIONE}documento/", documento.DocumentoBilancio.as_view(), name="documento_bilancio"),
    path(f"{VERSIONE}approva/", versioni.ApprovaBilancio.as_view(), name="approva_bilancio"),
    path(f"{VERSIONE}elimina/", versioni.EliminaBilancio.as_view(), name="elimina_bilancio"),
    path(f"{VERSIONE}righe/nuova/", righe.RigaNuova.as_view(), name="riga_bilancio_nuova"),
    path(f"{VERSIONE}righe/foglio/", righe.FoglioBilancio.as_view(), name="foglio_bilancio"),
    path(f"{VERSIONE}righe/<int:pk>/", righe.RigaModifica.as_view(), name="riga_bilancio"),
    path(f"{VERSIONE}righe/<int:pk>/togli/", righe.RigaTogli.as_view(), name="riga_bilancio_togli"),
]
