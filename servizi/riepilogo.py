"""Conti sulle risorse e sui bisogni, senza banca dati: proiezione di una spesa, indicatori della popolazione."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ambito.nucleo.statistiche import ogni


def proiezione(fatto, da, al, entro):
    """Quanto si arriverebbe a fare al giorno `entro` tenendo il passo tenuto da `da` ad `al`: euro, al centesimo per difetto."""
    passati, interi = (al - da).days, (entro - da).days
    if passati <= 0 or interi <= passati:
        return fatto
    return Decimal(int(Fraction(fatto) * interi / passati * 100)).scaleb(-2)


@dataclass(frozen=True)
class Indicatore:
    """Un indicatore della popolazione di un Comune: `calcola(fasce, totale)` dà il valore, o `None` se non si può."""

    codice: str
    nome: str
    unita: str
    decimali: int
    spiega: str
    calcola: Callable


def _somma(*fasce):
    return lambda eta: sum(eta[f] for f in fasce)


minori, piccoli = _somma("0-2", "3-5", "6-17"), _somma("0-2")
attivi = _somma("18-64")
anziani, grandi, grandissimi = _somma("65-74", "75-84", "85+"), _somma("75-84", "85+"), _somma("85+")


def _quota(di_chi):
    return lambda eta, totale: ogni(di_chi(eta), totale, 100)


INDICATORI = {
    i.codice: i
    for i in [
        Indicatore("anziani", "Anziani: 65 anni e più", "su 100 residenti", 1, "Residenti di 65 anni e più.", _quota(anziani)),
        Indicatore("grandi-anziani", "Grandi anziani: 75 anni e più", "su 100 residenti", 1,
                   "Residenti di 75 anni e più: l’età in cui cresce il bisogno di assistenza.", _quota(grandi)),
        Indicatore("ultraottantacinquenni", "85 anni e più", "su 100 residenti", 1, "Residenti di 85 anni e più.",
                   _quota(grandissimi)),
        Indicatore("minori", "Minori: fino a 17 anni", "su 100 residenti", 1, "Residenti che non hanno compiuto 18 anni.",
                   _quota(minori)),
        Indicatore("prima-infanzia", "Prima infanzia: 0-2 anni", "su 100 residenti", 1,
                   "Bambini in età da asilo nido.", _quota(piccoli)),
        Indicatore("anziani-per-minori", "Anziani per 100 minori", "anziani ogni 100 minori", 0,
                   "Residenti di 65 anni e più ogni 100 con meno di 18 anni. Non è l’indice di vecchiaia Istat, che conta i "
                   "minori di 15 anni.", lambda eta, totale: ogni(anziani(eta), minori(eta), 100)),
        Indicatore("carico", "Carico sociale", "ogni 100 fra 18 e 64 anni", 0,
                   "Minori e anziani ogni 100 residenti fra 18 e 64 anni.",
                   lambda eta, totale: ogni(minori(eta) + anziani(eta), attivi(eta), 100)),
    ]
}  # fmt: skip
