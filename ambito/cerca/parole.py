"""Le parole di una ricerca: piegate (minuscole, senza accenti né segni), senza quelle che non dicono nulla."""

import re

LUNGHEZZA = 100
PAROLE_MASSIME = 8
# Due parole con la stessa radice hanno le stesse prime lettere: il dizionario italiano di PostgreSQL non le tocca mai.
INIZIO = 3
LUNGA = 5
# Nella stessa corrispondenza di `cerca_piega`, la funzione della banca dati: una prova le confronta.
ACCENTI = {
    "a": "àáâãäå", "e": "èéêë", "i": "ìíîï", "o": "òóôõö", "u": "ùúûü", "c": "ç", "n": "ñ",
}  # fmt: skip
APOSTROFI = "'’‘ʼ`"
SEGNI = APOSTROFI + '/-–—._,;:()[]«»"“”&°ª#*+=?!|@<>'
PIEGHE = str.maketrans({**{segno: liscia for liscia, segni in ACCENTI.items() for segno in segni}, **dict.fromkeys(SEGNI, " ")})
VUOTE = frozenset(
    [
        "a",
        "ad",
        "al",
        "allo",
        "alla",
        "ai",
        "agli",
        "alle",
        "all",
        "con",
        "col",
        "coi",
        "da",
        "dal",
        "dallo",
        "dalla",
        "dai",
        "dagli",
        "dalle",
        "dall",
        "di",
        "del",
        "dello",
        "della",
        "dei",
        "degli",
        "delle",
        "dell",
        "e",
        "ed",
        "gli",
        "i",
        "il",
        "in",
        "la",
        "le",
        "lo",
        "l",
        "nei",
        "nel",
        "nello",
        "nella",
        "negli",
        "nelle",
        "nell",
        "o",
        "per",
        "su",
        "sul",
        "sullo",
        "sulla",
        "sui",
        "sugli",
        "sulle",
        "sull",
        "tra",
        "fra",
        "un",
        "una",
        "uno",
    ]
)
PAROLA = re.compile(r"[^\W_]+")


def piega(testo):
    """Il testo in minuscole, senza accenti, con uno spazio al posto dei segni: lettera per lettera, lungo quanto prima."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in testo).translate(PIEGHE)


def parole(testo):
    """Le parole da cercare, nell’ordine. Articoli e preposizioni contano solo se non c’è altro, o se l’ultima si sta scrivendo."""
    tutte = PAROLA.findall(piega(testo[:LUNGHEZZA]))[:PAROLE_MASSIME]
    piene = [p for p in tutte if p not in VUOTE]
    return piene or tutte


def inizio(parola):
    """L’espressione regolare che trova ogni testo in cui la parola potrebbe esserci: non decide, scarta in fretta gli altri."""
    classi = [f"[{c}{ACCENTI[c]}{ACCENTI[c].upper()}]" if c in ACCENTI else re.escape(c) for c in parola[:INIZIO]]
    return f"[{APOSTROFI}]?".join(classi)


def nuda(parola):
    """La parola senza la vocale finale, se è abbastanza lunga: «anziano» e «anziani» per il dizionario hanno radici diverse."""
    return parola[:-1] if len(parola) >= LUNGA and parola[-1] in "aeio" else parola


def corrisponde(cercate, testo):
    """Ogni parola cercata, senza la vocale finale, comincia come una parola del testo?"""
    presenti = PAROLA.findall(piega(testo))
    return all(any(p.startswith(nuda(cercata)) for p in presenti) for cercata in cercate)
