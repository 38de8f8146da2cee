"""Letture del piano di formazione degli operatori."""

from decimal import Decimal

from django.db.models import Prefetch

from piano.models import IniziativaFormativa, PartecipazioneFormazione
from piano.stati import StatoFormazione


def iniziative(piano):
    """Le iniziative del piano con le persone attese e venute, in ordine di anno."""
    return IniziativaFormativa.objects.filter(piano=piano).con_persone().select_related("fondo", "obiettivo")


def iniziativa(piano, pk):
    """Un’iniziativa con le sue partecipazioni, o `None`."""
    righe = PartecipazioneFormazione.objects.select_related("comune")
    return iniziative(piano).prefetch_related(Prefetch("partecipazioni", righe)).filter(pk=pk).first()


def totali(piano, righe):
    """Per ogni anno: previste e svolte, persone venute, ore date, costo delle non annullate."""
    voci = []
    for anno in piano.anni:
        dell_anno = [r for r in righe if r.anno == anno and r.stato != StatoFormazione.ANNULLATA]
        svolte = [r for r in dell_anno if r.stato == StatoFormazione.SVOLTA]
        voci.append(
            {
                "anno": anno,
                "iniziative": len(dell_anno),
                "svolte": len(svolte),
                "persone": sum(r.presenti for r in svolte),
                "ore": sum((r.ore_persona for r in svolte), Decimal(0)),
                "costo": sum((r.costo or Decimal(0) for r in dell_anno), Decimal("0.00")),
            }
        )
    return voci
