"""Il foglio della spesa di un Comune: si scarica già riempito, si corregge, si ricarica con il motore delle importazioni."""

from django.urls import reverse

from ambito.importazione import Tracciato
from ambito.models import Ambito
from rendicontazione.tracciati.colonne import COLONNE
from rendicontazione.tracciati.confronto import applica, confronta, controlla, controlla_totale
from rendicontazione.tracciati.letture import lettori


def ritorno(caricamento):
    """La pagina d’importazione del Comune."""
    slug = Ambito.objects.get(pk=caricamento.ambito_id).slug
    return reverse("rendicontazione:importa", args=[slug, caricamento.parametri["anno"], caricamento.comune.codice_istat])


SPESA = Tracciato(
    nome="spesa",
    etichetta="Spesa del Comune da foglio",
    colonne=COLONNE,
    controlla=controlla,
    confronta=confronta,
    applica=applica,
    ritorno=ritorno,
    permesso="compila_spesa",
    controlla_totale=controlla_totale,
    lettori=lettori,
)
