"""I fogli di servizi e fondi: le misure annuali di un Comune, le risposte di un’indagine, i valori di un indicatore."""

from django.urls import reverse

from ambito.importazione import Tracciato
from ambito.models import Ambito
from servizi.tracciati import indagine, indicatore, misure


def _slug(caricamento):
    return Ambito.objects.get(pk=caricamento.ambito_id).slug


def _alle_misure(caricamento):
    slug = _slug(caricamento)
    return reverse("servizi:misure_comune", args=[slug, caricamento.parametri["anno"], caricamento.comune.codice_istat])


def _all_indagine(caricamento):
    return reverse("servizi:indagine", args=[_slug(caricamento), caricamento.parametri["indagine"]])


def _all_indicatore(caricamento):
    return reverse("servizi:indicatore", args=[_slug(caricamento), caricamento.parametri["indicatore"]])


MISURE_COMUNE = Tracciato(
    nome="misure",
    etichetta="Misure dei servizi del Comune da foglio",
    colonne=misure.COLONNE,
    controlla=misure.controlla,
    confronta=misure.confronta,
    applica=misure.applica,
    ritorno=_alle_misure,
    permesso="compila_servizi",
    lettori=misure.lettori,
)
INDAGINE = Tracciato(
    nome="indagine",
    etichetta="Risposte di un’indagine da foglio",
    colonne=indagine.COLONNE,
    controlla=indagine.controlla,
    confronta=indagine.confronta,
    applica=indagine.applica,
    ritorno=_all_indagine,
    permesso="gestisce_servizi",
)
INDICATORE = Tracciato(
    nome="indicatore",
    etichetta="Valori di un indicatore dei Comuni da foglio",
    colonne=indicatore.COLONNE,
    controlla=indicatore.controlla,
    confronta=indicatore.confronta,
    applica=indicatore.applica,
    ritorno=_all_indicatore,
    permesso="gestisce_servizi",
    lettori=indicatore.lettori,
)
