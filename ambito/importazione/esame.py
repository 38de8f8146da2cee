"""Il foglio come lo ha capito il portale: le prime righe cella per cella, e di ogni colonna quante celle sono piene o sbagliate."""

from datetime import date
from decimal import Decimal

from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero

RIGHE_MOSTRATE = 25


def esamina(colonne_trovate, righe, lette, errori):
    """`{"colonne": [...], "righe": [...]}` da conservare con l’anteprima: prima le righe con errori, poi le altre, fino a 25.

    Una cella è `giusta`, `interpretata` (scritta in un modo, letta in un altro: `letta` dice come), `vuota` o `sbagliata`.
    """
    sbagliate = {(e.riga, e.colonna) for e in errori}
    con_errori = {e.riga for e in errori}
    valori = {riga["_riga"]: riga for riga in lette}
    scelte = sorted(righe, key=lambda riga: riga[0] not in con_errori)[:RIGHE_MOSTRATE]
    return {
        "colonne": [_colonna(posizione, colonna, righe, lette, errori) for posizione, colonna in colonne_trovate.items()],
        "righe": [
            {"riga": numero, "celle": [_cella(p, c, celle, valori.get(numero), (numero, c.etichetta) in sbagliate)
                                       for p, c in colonne_trovate.items()]}
            for numero, celle in sorted(scelte, key=lambda riga: riga[0])
        ],
    }  # fmt: skip


def _colonna(posizione, colonna, righe, lette, errori):
    piene = sum(1 for _, celle in righe if posizione < len(celle) and celle[posizione].strip())
    numeri = [v for riga in lette if isinstance(v := riga.get(colonna.nome), Decimal)]
    return {
        "etichetta": colonna.etichetta,
        "piene": formatta_numero(piene),
        "vuote": formatta_numero(len(righe) - piene),
        "sbagliate": formatta_numero(sum(e.colonna == colonna.etichetta for e in errori)),
        "somma": formatta_importo(sum(numeri)) if numeri else "",
    }


def _cella(posizione, colonna, celle, valori, sbagliata):
    testo = celle[posizione].strip() if posizione < len(celle) else ""
    if sbagliata:
        return {"testo": testo[:80], "stato": "sbagliata"}
    if not testo:
        return {"testo": "", "stato": "vuota"}
    letta = _come_si_legge(valori.get(colonna.nome)) if valori else testo
    if letta == testo:
        return {"testo": testo[:80], "stato": "giusta"}
    return {"testo": testo[:80], "stato": "interpretata", "letta": letta[:80]}


def _come_si_legge(valore):
    if isinstance(valore, Decimal):
        return formatta_importo(valore)
    if isinstance(valore, date):
        return formatta_data(valore)
    return getattr(valore, "etichetta", None) or str(valore)
