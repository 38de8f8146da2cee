"""Tabelle regolari: le storte le aggiusterebbe l’editor di ogni persona, e cinque aggiusti insieme farebbero cinque colonne."""


def tabella_regolare(righe, cella_vuota):
    """Le righe con celle unite che non si accavallano né escono, e celle vuote dove mancano. Una riga senza celle si toglie."""
    righe = [celle for celle in righe if celle]
    occupate = [set() for _ in righe]
    for numero, celle in enumerate(righe):
        for cella in celle:
            _colloca(cella.attributi, numero, occupate)
    larghezza = max((max(colonne) + 1 for colonne in occupate), default=0)
    for celle, colonne in zip(righe, occupate, strict=True):
        celle += [cella_vuota() for _ in range(larghezza - len(colonne))]
    return righe


def _colloca(attributi, riga, occupate):
    """Mette la cella nel primo posto libero della riga e segna ciò che copre."""
    prima = next(n for n in range(len(occupate[riga]) + 1) if n not in occupate[riga])
    alte = min(attributi["rowspan"], len(occupate) - riga)
    larghe = 1
    while larghe < attributi["colspan"] and prima + larghe not in occupate[riga]:
        larghe += 1
    attributi["rowspan"], attributi["colspan"] = alte, larghe
    for sotto in occupate[riga : riga + alte]:
        sotto.update(range(prima, prima + larghe))
