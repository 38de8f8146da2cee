"""Il testo e la sintesi del piano, sezione per sezione: quali sono cambiati e di quante parole."""

import re
from collections import Counter
from dataclasses import dataclass

from ambito.nucleo.testo import testo_semplice
from piano.confronto.voci import Genere, accoppia, genere

_PAROLA = re.compile(r"\w+")
# Ciò che di una sezione, se è diverso, la fa dire cambiata; e, delle figure che mostra prima e dopo, come si chiama in una frase.
CONTANO = ("codice", "titolo", "testo", "sintesi")
PAROLE_DI_FIGURA = {"titolo": "la didascalia", "descrizione": "la descrizione", "fonte": "la fonte"}


@dataclass(frozen=True)
class SezioneConfrontata:
    """Una sezione nei due momenti: `prima` e `dopo` sono le sue fotografie (`None` dove non c’è).

    `piu` e `meno`: le parole del testo che ci sono solo dopo, solo prima. Scambiando i due momenti si scambiano; un testo soltanto
    spostato, o soltanto formattato, ha zero e zero.
    """

    genere: Genere
    prima: dict | None
    dopo: dict | None
    piu: int = 0
    meno: int = 0

    @property
    def attuale(self):
        """La fotografia più recente che la contiene."""
        return self.dopo or self.prima

    @property
    def nome(self):
        """Codice e titolo, come sono adesso."""
        return _nome(self.attuale)

    @property
    def nome_di_prima(self):
        """Il nome che aveva, se non è quello di adesso; altrimenti vuoto."""
        return _nome(self.prima) if self.prima and self.dopo and _nome(self.prima) != _nome(self.dopo) else ""

    @property
    def testi(self):
        """(testo di prima, testo di adesso); vuoto dove la sezione non c’è."""
        return tuple(foto["testo"] if foto else "" for foto in (self.prima, self.dopo))

    @property
    def sintesi(self):
        """(sintesi di prima, sintesi di adesso); vuota dove non c’è, o dove la fotografia è di prima che si scrivesse."""
        return tuple(foto.get("sintesi", "") if foto else "" for foto in (self.prima, self.dopo))

    @property
    def sintesi_cambiata(self):
        prima, dopo = self.sintesi
        return prima != dopo

    @property
    def figure(self):
        """Che cosa è cambiato nelle parole delle figure che il testo mostra nei due momenti, una frase per ciascuna."""
        return _figure_cambiate(self.prima, self.dopo)


def sezioni_confrontate(prima, dopo):
    """Le sezioni di due fotografie del piano, nell’ordine di adesso, uguali comprese."""
    return [_confronta(*coppia) for coppia in accoppia(prima["sezioni"], dopo["sezioni"], "codice")]


def _confronta(prima, dopo):
    cambiata = prima and dopo and (any(prima.get(c, "") != dopo.get(c, "") for c in CONTANO) or _figure_cambiate(prima, dopo))
    fatto = genere(prima, dopo, cambiata)
    if fatto == Genere.UGUALE:
        return SezioneConfrontata(fatto, prima, dopo)
    vecchie, nuove = (Counter(_parole(foto)) for foto in (prima, dopo))
    return SezioneConfrontata(fatto, prima, dopo, piu=(nuove - vecchie).total(), meno=(vecchie - nuove).total())


def _figure_cambiate(prima, dopo):
    di_prima, di_dopo = ({f["codice"]: f for f in (foto or {}).get("figure", [])} for foto in (prima, dopo))
    return [
        f"Figura «{adesso['titolo']}»: {nome} {_era(allora[campo])}, adesso {_e(adesso[campo])}."
        for codice, adesso in di_dopo.items()
        if (allora := di_prima.get(codice))
        for campo, nome in PAROLE_DI_FIGURA.items()
        if allora[campo] != adesso[campo]
    ]


def _era(parole):
    return f"era «{parole}»" if parole else "mancava"


def _e(parole):
    return f"è «{parole}»" if parole else "non c’è"


def _parole(foto):
    return _PAROLA.findall(testo_semplice(foto["testo"])) if foto else []


def _nome(foto):
    return f"{foto['codice']} {foto['titolo']}"
