"""Dove una fotografia del piano nomina un Comune: in quale sezione o obiettivo, con la frase intorno."""

import re
from dataclasses import dataclass

from ambito.nucleo.testo import testo_semplice

INTORNO = 160
# «Ambito di Lodi» e «provincia di Lodi» non parlano del Comune di Lodi.
NON_IL_COMUNE = re.compile(
    r"(?:ambito|distretto|provincia|ats|asst|prefettura|questura|tribunale)(?: \w+)? (?:di|del|della) $", re.I
)
APOSTROFI = str.maketrans({"’": "'", "‘": "'", "`": "'", "\u00a0": " ", "\n": " ", "\t": " "})


@dataclass(frozen=True)
class Menzione:
    """Un punto del piano che nomina un Comune: in quale `sezione` o `obiettivo` (`genere`), e la frase intorno al nome."""

    genere: str
    codice: str
    titolo: str
    prima: str
    nome: str
    dopo: str


def menzioni(dati, comuni):
    """Dove la fotografia nomina ciascuno dei Comuni (nomi): nome → elenco di `Menzione`, una per sezione o obiettivo."""
    cerca = _cercatore(comuni)
    trovate = {nome: [] for nome in comuni}
    for genere, voce, righe in _testi(dati):
        gia = set()
        for riga in righe:
            for nome, inizio, fine in cerca(riga):
                if nome not in gia:
                    gia.add(nome)
                    pezzi = _intorno(riga, inizio, fine)
                    trovate[nome].append(Menzione(genere, voce["codice"], voce["titolo"], *pezzi))
    return trovate


def _testi(dati):
    """Ogni parte del piano con le sue righe: `(genere, voce, righe)`."""
    for sezione in dati["sezioni"]:
        # Le celle di una tabella arrivano separate da tabulazioni.
        yield "sezione", sezione, testo_semplice(sezione["testo"]).replace("\t", " – ").split("\n")
    for obiettivo in dati["obiettivi"]:
        righe = [obiettivo[campo] for campo in ("titolo", "descrizione", "bisogno", "modalita")]
        righe += [f"{azione['titolo']} – {azione['responsabile']}" for azione in obiettivo["azioni"]]
        yield "obiettivo", obiettivo, righe


def _cercatore(comuni):
    """Una funzione che dà `(nome, inizio, fine)` dei Comuni nominati in un testo; «Lodi Vecchio» non nomina Lodi."""
    per_chiave = {_chiave(nome): nome for nome in comuni}
    nomi = sorted(map(re.escape, per_chiave), key=len, reverse=True)
    schema = re.compile(rf"(?<!\w)(?:{'|'.join(nomi)})(?!\w)") if nomi else None

    def cerca(testo):
        piatto = _chiave(testo)
        for trovato in schema.finditer(piatto) if schema else ():
            if not NON_IL_COMUNE.search(piatto[max(0, trovato.start() - INTORNO) : trovato.start()]):
                yield per_chiave[trovato[0]], trovato.start(), trovato.end()

    return cerca


def _chiave(testo):
    """Il testo con apostrofi e spazi di una forma sola; ogni carattere resta al suo posto."""
    return testo.translate(APOSTROFI)


def _intorno(riga, inizio, fine):
    """La frase che contiene il nome, divisa in ciò che viene prima, il nome, ciò che segue; se è lunga, un taglio si vede."""
    da = riga.rfind(". ", 0, inizio)
    a = riga.find(". ", fine)
    prima = riga[da + 2 if da >= 0 else 0 : inizio]
    dopo = riga[fine : a + 1 if a >= 0 else len(riga)]
    if len(prima) > INTORNO:
        prima = "… " + prima[-INTORNO:].partition(" ")[2]
    if len(dopo) > INTORNO:
        dopo = dopo[:INTORNO].rpartition(" ")[0] + " …"
    return prima, riga[inizio:fine], dopo
