"""Il servizio sociale professionale: assistenti sociali per Comune, rapporto con i residenti, contributo, uffici."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ambito import selezioni as nucleo
from ambito.nucleo.assistenti_sociali import prospetto
from servizi.models import Contratto, Organico, UfficioSociale

ZERO = Decimal("0.00")


def anni():
    """Gli anni per cui c’è almeno una riga, dal più recente."""
    return list(Organico.objects.order_by("-anno").values_list("anno", flat=True).distinct())


def righe(anno):
    """Le righe dell’organico di un anno, per Comune; quelle dell’intero Ambito in fondo."""
    return Organico.objects.filter(anno=anno).select_related("comune").order_by("comune__nome", "datore", "contratto")


def riga_con(pk):
    """La riga con quell’identificativo, o `None`."""
    return Organico.objects.select_related("comune").filter(pk=pk).first()


@dataclass(frozen=True)
class DelComune:
    """Gli assistenti sociali di un Comune: a tempo indeterminato, in tutto, e quanti residenti per ciascuno (tutti i contratti)."""

    appartenenza: object
    indeterminati: Decimal
    totali: Decimal

    @property
    def residenti_per_etp(self):
        residenti = self.appartenenza.residenti
        return int(Fraction(residenti) / Fraction(self.totali)) if residenti and self.totali else None


class Quadro:
    """L’organico di un anno: per Comune, per l’intero Ambito, con il prospetto del livello essenziale."""

    def __init__(self, anno, oggi):
        self.anno, self.righe = anno, list(righe(anno))
        appartenenze = list(nucleo.appartenenze(oggi))
        self.residenti = sum(a.residenti or 0 for a in appartenenze)
        somme = defaultdict(lambda: [ZERO, ZERO])
        for riga in self.righe:
            somme[riga.comune_id][0] += riga.etp if riga.contratto == Contratto.INDETERMINATO else ZERO
            somme[riga.comune_id][1] += riga.etp
        self.comuni = [DelComune(a, *somme.get(a.comune_id, (ZERO, ZERO))) for a in appartenenze]
        self.condivisi = somme.get(None, (ZERO, ZERO))[1]
        self.indeterminati = sum((s[0] for s in somme.values()), ZERO)
        self.totali = sum((s[1] for s in somme.values()), ZERO)
        self.persone = sum(riga.persone for riga in self.righe)

    @property
    def prospetto(self):
        """Il conto di legge, sui soli assistenti a tempo indeterminato."""
        return prospetto(self.indeterminati, self.residenti)


def uffici(oggi):
    """Una coppia (appartenenza, ufficio o `None`) per ogni Comune dell’Ambito."""
    scritti = {u.comune_id: u for u in UfficioSociale.objects.all()}
    return [(a, scritti.get(a.comune_id)) for a in nucleo.appartenenze(oggi)]


def recapito(ambito):
    """L’e-mail dell’ufficio sociale del Comune capofila, a cui chiunque può scrivere; «» se nessuno l’ha scritta."""
    ufficio = ufficio_di(ambito.capofila)
    return ufficio.email if ufficio else ""


def ufficio_di(comune):
    """L’ufficio sociale di un Comune, o `None`."""
    return UfficioSociale.objects.filter(comune=comune).first()
