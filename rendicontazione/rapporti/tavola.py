"""Una tabella di un rapporto, scritta una volta: la pagina e il PDF ne prendono i testi, xlsx e csv i valori."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero
from ambito.nucleo.statistiche import quota

ASSENTE = "–"
SCRITTURE = {
    "testo": str,
    "euro": formatta_importo,
    "numero": formatta_numero,
    "percento": lambda v: f"{formatta_numero(v, 1)} %",
    "data": formatta_data,
}
TESTUALI = ("testo", "data")


@dataclass(frozen=True)
class Colonna:
    """Una colonna: il nome che si legge e come se ne scrivono i valori. Con `in_pagina` falso sta soltanto nei fogli.

    `larghezza`: una classe del foglio di stile dei documenti, per le colonne strette; le altre si dividono il resto.
    """

    etichetta: str
    genere: str = "testo"
    in_pagina: bool = True
    larghezza: str = ""

    @property
    def classe(self):
        """Come si allinea in pagina e nel PDF."""
        return "" if self.genere in TESTUALI else "numero"


@dataclass(frozen=True)
class Riga:
    """I valori di una riga, uno per colonna; `codice` riporta alle righe di spesa di cui è la somma."""

    valori: Sequence
    codice: str = ""


@dataclass(frozen=True)
class Tavola:
    """Una tabella: `chiave` la distingue nel rapporto (e dà il nome ai file), `totale` è la riga in fondo, se c’è."""

    chiave: str
    titolo: str
    colonne: Sequence[Colonna]
    righe: Sequence[Riga]
    totale: Riga | None = None

    @property
    def con_codici(self):
        return any(r.codice for r in self.righe)

    def intestazioni(self):
        """Le intestazioni del foglio."""
        return [*(c.etichetta for c in self.colonne), *(["Codice"] if self.con_codici else [])]

    def valori(self):
        """Le righe del foglio: numeri come numeri, e in fondo il totale."""
        tutte = [*self.righe, *([self.totale] if self.totale else [])]
        return [[*r.valori, *([r.codice] if self.con_codici else [])] for r in tutte]

    def scritta(self):
        """La tabella in soli testi, come si mostra in pagina e si congela per il PDF."""
        return {
            "chiave": self.chiave,
            "titolo": self.titolo,
            "colonne": [
                {"etichetta": c.etichetta, "classe": c.classe, "larghezza": c.larghezza} for c in self.colonne if c.in_pagina
            ],
            "con_codici": self.con_codici,
            "senza_importi": not any(c.genere == "euro" for c in self.colonne),
            "righe": [self._testi(r) for r in self.righe],
            "totale": self._testi(self.totale) if self.totale else None,
        }

    def _testi(self, riga):
        celle = [
            {
                "testo": ASSENTE if valore is None else SCRITTURE[colonna.genere](valore),
                "classe": colonna.classe,
                "etichetta": colonna.etichetta,
            }
            for colonna, valore in zip(self.colonne, riga.valori, strict=True)
            if colonna.in_pagina
        ]
        return {"celle": celle, "codice": riga.codice}


def somma(righe, posto):
    """La somma di una colonna; i valori assenti non contano."""
    return sum((r.valori[posto] for r in righe if r.valori[posto] is not None), Decimal("0.00"))


def percento(parte, tutto):
    """La parte sul tutto, con un decimale: la stessa in pagina e nei fogli; `None` se il tutto è zero."""
    if not tutto:
        return None
    millesimi = int((abs(quota(parte, tutto)) * 1000 + Fraction(1, 2)) // 1)
    return Decimal(millesimi if parte >= 0 else -millesimi).scaleb(-1)
