"""Quando un triennio è finito: da allora le adesioni accolte non valgono più. Si calcola, non si scrive."""

from piano.models import PianoDiZona


def trienni_finiti(inizi, oggi):
    """Fra i trienni che cominciano in quegli anni, quelli finiti: passato il terzo anno, e il piano non è prorogato fino a oggi."""
    passati = {inizio for inizio in inizi if inizio + 2 < oggi.year}
    if not passati:
        return frozenset()
    durano = PianoDiZona.objects.filter(triennio_inizio__in=passati, triennio_fine__gte=oggi.year)
    return frozenset(passati - set(durano.values_list("triennio_inizio", flat=True)))


def triennio_finito(avviso, oggi):
    """Il triennio di quell’avviso è finito?"""
    return avviso.triennio_inizio in trienni_finiti([avviso.triennio_inizio], oggi)
