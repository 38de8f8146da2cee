"""I fogli dell’accordo: i valori con cui si divide una spesa, un Comune per riga."""

from django.urls import reverse

from accordo.tracciati import dato
from ambito.importazione import Tracciato
from ambito.models import Ambito


def _ritorno(caricamento):
    slug = Ambito.objects.get(pk=caricamento.ambito_id).slug
    return reverse("accordo:dato", args=[slug, caricamento.parametri["riparto"], caricamento.parametri["dato"]])


DATO = Tracciato(
    nome="dato-riparto",
    etichetta="Dato di un riparto da foglio",
    colonne=dato.COLONNE,
    controlla=dato.controlla,
    confronta=dato.confronta,
    applica=dato.applica,
    ritorno=_ritorno,
    permesso="tiene_riparti",
    lettori=dato.lettori,
)
