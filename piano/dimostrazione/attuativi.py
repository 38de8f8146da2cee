"""Due attuativi dimostrativi: il 2025 riletto, il 2026 ancora da finire."""

from decimal import Decimal

from ambito import flusso
from piano.dimostrazione.dati import leggi
from piano.models import AreaPolicy, Obiettivo, RisorsaAttuativo, VoceAttuativo
from piano.operazioni import attuativi
from servizi.selezioni import fondi


def scrivi(piano, chi):
    """Un attuativo per ogni anno del file, con le sue schede; quelli «verificati» si segnano tali."""
    per_fondo = {fondo.codice: fondo for fondo in fondi()}
    for anno in leggi("attuativi.json"):
        attuativo = attuativi.apri_attuativo(piano, anno["anno"], **chi)
        attuativo = attuativi.scrivi_sintesi(attuativo, anno["sintesi"], **chi)
        for scheda in anno["schede"]:
            risorse = [RisorsaAttuativo(fondo=per_fondo[codice], importo=Decimal(i)) for codice, i in scheda.pop("risorse", [])]
            attuativi.salva_voce(_voce(attuativo, scheda), risorse=risorse, **chi)
        if anno["verificato"]:
            flusso.esegui(attuativo, "verifica", **chi)


def _voce(attuativo, scheda):
    obiettivo, area = scheda.pop("obiettivo", None), scheda.pop("area", None)
    return VoceAttuativo(
        attuativo=attuativo,
        obiettivo=obiettivo and Obiettivo.objects.get(piano=attuativo.piano, codice=obiettivo),
        area=area and AreaPolicy.objects.get(piano=attuativo.piano, codice=area),
        **scheda,
    )
