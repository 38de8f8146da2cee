"""I bisogni: gli indicatori della popolazione di ogni Comune, dall’ultima serie che ha le età."""

from dataclasses import dataclass

from ambito import selezioni as nucleo
from ambito.models import PopolazioneComune


@dataclass(frozen=True)
class Popolazione:
    """Un Comune con i residenti per fascia d’età; senza, se di quel Comune le età non si conoscono."""

    comune: object
    totale: int | None
    fasce: dict

    def indicatore(self, quale):
        """Il valore dell’indicatore, o `None` se mancano le età."""
        return quale.calcola(self.fasce, self.totale) if self.fasce else None


def popolazioni(oggi):
    """`(popolazioni dei Comuni per nome, data della serie, fonte)`; data e fonte mancano se nessuno ha le età."""
    appartenenze = list(nucleo.appartenenze(oggi))
    con_eta = PopolazioneComune.objects.filter(comune__in=[a.comune_id for a in appartenenze]).exclude(fasce={})
    ultime = {p.comune_id: p for p in con_eta.order_by("comune_id", "-data").distinct("comune_id")}
    righe = [_riga(a.comune, ultime.get(a.comune_id)) for a in appartenenze]
    recente = max(ultime.values(), key=lambda p: p.data, default=None)
    return righe, recente and recente.data, recente.fonte if recente else ""


def _riga(comune, popolazione):
    return Popolazione(comune, popolazione and popolazione.valore, popolazione.fasce if popolazione else {})


def insieme(righe):
    """L’Ambito intero come se fosse un Comune solo."""
    note = [r for r in righe if r.fasce]
    fasce = {nome: sum(r.fasce[nome] for r in note) for nome in (note[0].fasce if note else {})}
    return Popolazione(None, sum(r.totale for r in note), fasce)
