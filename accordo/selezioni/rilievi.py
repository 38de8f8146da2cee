"""Letture dei rilievi: che cosa si prepara, che cosa va corretto, che cosa è stato corretto nei giri passati."""

from accordo.models import Rilievo
from accordo.requisiti.adesioni import DICHIARAZIONI, passi_incompleti
from accordo.requisiti.rilievi import BERSAGLI, LEGATI
from accordo.stati import StatoAdesione


def rilievi_in_preparazione(adesione):
    """I rilievi che l’Ufficio di Piano sta scrivendo: chi compila non li vede."""
    return Rilievo.objects.filter(adesione=adesione, consegnato_il__isnull=True)


def rilievi_aperti(adesione):
    """I rilievi consegnati e non ancora rinviati, da affrontare adesso."""
    return Rilievo.objects.filter(adesione=adesione, consegnato_il__isnull=False, chiuso_il__isnull=True)


def rilievi_chiusi(adesione):
    """I rilievi dei giri di correzione già fatti, dal più recente."""
    return Rilievo.objects.filter(adesione=adesione, chiuso_il__isnull=False).order_by("-chiuso_il", "pk")


def campi_aperti(adesione):
    """I dati che chi compila può cambiare durante una correzione; `None` se si può cambiare tutto.

    Sono quelli con un rilievo, quelli che ne dipendono, e quelli dei passi in cui manca qualcosa per inviare: chi deve rinviare
    non resta mai fermo. Le dichiarazioni si rendono a ogni invio. Senza rilievi (rimandata prima che ci fossero) è tutto aperto.
    """
    if adesione.stato != StatoAdesione.INTEGRAZIONE_RICHIESTA:
        return None
    bersagli = set(rilievi_aperti(adesione).values_list("bersaglio", flat=True))
    if not bersagli:
        return None
    incompleti = {altro for passo in passi_incompleti(adesione) for altro in BERSAGLI[passo]}
    legati = {altro for bersaglio in bersagli for altro in LEGATI.get(bersaglio, ())}
    return frozenset(bersagli | legati | incompleti | set(DICHIARAZIONI))
