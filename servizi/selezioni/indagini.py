"""Le indagini sui bisogni e le loro risposte, domanda per domanda."""

from dataclasses import dataclass

from django.db.models import Count, Sum

from servizi.models import Indagine


def indagini():
    """Le indagini, dalla più recente, con quante domande e risposte hanno."""
    return Indagine.objects.annotate(
        domande=Count("risposte__domanda", distinct=True), contate=Sum("risposte__quante")
    ).order_by("-svolta_il", "titolo")  # fmt: skip


def indagine(pk):
    """L’indagine, o `None`."""
    return Indagine.objects.filter(pk=pk).first()


@dataclass(frozen=True)
class Domanda:
    """Una domanda con le sue risposte, dalla più data."""

    testo: str
    risposte: list

    @property
    def totale(self):
        return sum(r.quante for r in self.risposte)


def domande(indagine):
    """Le domande nell’ordine in cui sono state caricate."""
    per_domanda = {}
    for risposta in indagine.risposte.all():
        per_domanda.setdefault(risposta.domanda, []).append(risposta)
    return [Domanda(testo, sorted(righe, key=lambda r: -r.quante)) for testo, righe in per_domanda.items()]


def risposte(indagine):
    """(domanda, risposta) → quante, per confrontare con un foglio."""
    return {(r.domanda, r.risposta): r.quante for r in indagine.risposte.all()}
