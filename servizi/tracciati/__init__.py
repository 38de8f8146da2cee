"""I fogli di servizi e fondi: le misure annuali di un Comune si scaricano già riempite, si correggono, si ricaricano."""

from django.urls import reverse

from ambito.importazione import Tracciato
from ambito.models import Ambito
from servizi.tracciati.misure import COLONNE, applica, confronta, controlla, lettori


def ritorno(caricamento):
    """La pagina delle misure del Comune."""
    slug = Ambito.objects.get(pk=caricamento.ambito_id).slug
    return reverse("servizi:misure_comune", args=[slug, caricamento.parametri["anno"], caricamento.comune.codice_istat])


MISURE_COMUNE = Tracciato(
    nome="misure",
    etichetta="Misure dei servizi del Comune da foglio",
    colonne=COLONNE,
    controlla=controlla,
    confronta=confronta,
    applica=applica,
    ritorno=ritorno,
    permesso="compila_servizi",
    lettori=lettori,
)
