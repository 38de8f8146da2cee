"""Il percorso del piano: ogni tappa con il suo ritardo, in giorni."""

from dataclasses import dataclass

from piano.models import TappaIter


@dataclass(frozen=True)
class Passo:
    """Una tappa com’è oggi: `ritardo` in giorni (0 se in tempo), `stato` fra «fatta», «in_ritardo», «in_corso», «prevista»."""

    tappa: TappaIter
    stato: str
    ritardo: int


def tappe(piano):
    """Le tappe del piano, nell’ordine del percorso."""
    return TappaIter.objects.filter(piano=piano).select_related("responsabile")


def tappa(piano, pk):
    """La tappa, o `None`."""
    return tappe(piano).filter(pk=pk).first()


def percorso(piano, oggi):
    """Le tappe del piano con il loro stato di `oggi`."""
    return [passo(tappa, oggi) for tappa in tappe(piano)]


def passo(tappa, oggi):
    """Lo stato di una tappa: fatta (anche tardi), in ritardo, in corso, prevista."""
    if tappa.fatta_il:
        return Passo(tappa, "fatta", max(0, (tappa.fatta_il - tappa.al).days))
    if tappa.al < oggi:
        return Passo(tappa, "in_ritardo", (oggi - tappa.al).days)
    return Passo(tappa, "in_corso" if tappa.dal <= oggi else "prevista", 0)
