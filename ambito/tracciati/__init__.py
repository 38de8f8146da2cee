"""I fogli del nucleo: persone e incarichi di un Ambito."""

from django.urls import reverse

from ambito.importazione import Tracciato
from ambito.models import Ambito
from ambito.tracciati import persone


def _al_foglio(caricamento):
    return reverse("ambito:foglio_persone", args=[Ambito.objects.get(pk=caricamento.ambito_id).slug])


PERSONE = Tracciato(
    nome="persone",
    etichetta="Persone e incarichi da foglio",
    colonne=persone.COLONNE,
    controlla=persone.controlla,
    confronta=persone.confronta,
    applica=persone.applica,
    ritorno=_al_foglio,
    permesso="conferisce_incarichi",
    lettori=persone.lettori,
)
