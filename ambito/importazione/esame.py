"""Il foglio come lo ha capito il portale: le prime righe cella per cella, e di ogni colonna quante celle sono piene o sbagliate."""

from collections import Counter
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
    quante = Counter(e.colonna for e in errori)
    scelte = sorted(righe, key=lambda riga: riga[0] not in con_errori)[:RIGHE_MOSTRATE]
    mostrate = {numero for numero, _ in scelte}
    valori = {riga["_riga"]: riga for riga in lette if riga["_riga"] in mostrate}
    return {
        "colonne": [_colonna(posizione, colonna, righe, lette, quante) for posizione, colonna in colonne_trovate.items()],
        "righe": [
            {"riga": numero, "celle": [_cella(p, c, celle, valori.get(numero), (numero, c.etichetta) in sbagliate)
                                       for p, c in colonne_trovate.items()]}
            for numero, celle in sorted(scelte, key=lambda riga: riga[0])
        ],
    }  # fmt: skip


def _colonna(posizione, colonna, righe, lette, sbagliate):
    testi = [celle[posizione] if posizione < len(celle) else "" for _, celle in righe]
    # Si guarda ogni testo diverso una volta: in un foglio i valori si ripetono.
    vuote = sum(volte for testo, volte in Counter(testi).items() if not testo.strip())
    letti = [valore for riga in lette if (valore := riga.get(colonna.nome)) is not None]
    numeri = letti if letti and isinstance(letti[0], Decimal) else []
    return {
        "etichetta": colonna.etichetta,
        "piene": formatta_numero(len(righe) - vuote),
        "vuote": formatta_numero(vuote),
        "sbagliate": formatta_numero(sbagliate[colonna.etichetta]),
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
