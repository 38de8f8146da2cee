"""Quanti assistenti sociali servono e quale contributo statale ne viene (L. 178/2020, art. 1, commi 797 e seguenti).

I conti sono sui soli assistenti a tempo indeterminato, in equivalenti a tempo pieno, e sui residenti dell’Ambito.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

# Un assistente ogni tanti residenti: da dove comincia il contributo, il livello essenziale, l’obiettivo ulteriore.
INIZIO, LIVELLO, OBIETTIVO = 6500, 5000, 4000
# Euro l’anno per ogni equivalente a tempo pieno oltre l’inizio fino al livello, e oltre il livello fino all’obiettivo.
PRIMA_FASCIA, SECONDA_FASCIA = 40_000, 20_000


@dataclass(frozen=True)
class Prospetto:
    """Il conto per un territorio. `residenti_per_etp` è `None` se non c’è nessun assistente."""

    etp: Fraction
    residenti: int
    residenti_per_etp: Fraction | None
    mancano_al_livello: Fraction
    mancano_all_obiettivo: Fraction
    etp_prima_fascia: Fraction
    etp_seconda_fascia: Fraction
    contributo: Decimal

    @property
    def raggiunge_il_livello(self) -> bool:
        """C’è almeno un assistente ogni 5.000 residenti."""
        return self.etp > 0 and self.mancano_al_livello == 0

    @property
    def raggiunge_l_obiettivo(self) -> bool:
        """C’è almeno un assistente ogni 4.000 residenti."""
        return self.etp > 0 and self.mancano_all_obiettivo == 0


def prospetto(etp: Decimal | Fraction | int, residenti: int) -> Prospetto:
    """Rapporto, ciò che manca alle due soglie e contributo al centesimo per difetto; `ValueError` se un dato è negativo."""
    etp = Fraction(etp)
    if etp < 0 or residenti < 0:
        raise ValueError("Assistenti e residenti non possono essere negativi.")
    soglie = {quanti: Fraction(residenti, quanti) for quanti in (INIZIO, LIVELLO, OBIETTIVO)}
    prima = _fra(etp, soglie[INIZIO], soglie[LIVELLO])
    seconda = _fra(etp, soglie[LIVELLO], soglie[OBIETTIVO])
    centesimi = int((prima * PRIMA_FASCIA + seconda * SECONDA_FASCIA) * 100)
    return Prospetto(
        etp=etp,
        residenti=residenti,
        residenti_per_etp=residenti / etp if etp else None,
        mancano_al_livello=max(Fraction(0), soglie[LIVELLO] - etp),
        mancano_all_obiettivo=max(Fraction(0), soglie[OBIETTIVO] - etp),
        etp_prima_fascia=prima,
        etp_seconda_fascia=seconda,
        contributo=Decimal(centesimi).scaleb(-2),
    )


def _fra(etp: Fraction, da: Fraction, a: Fraction) -> Fraction:
    """La parte di `etp` che sta fra le due soglie."""
    return max(Fraction(0), min(etp, a) - da)
