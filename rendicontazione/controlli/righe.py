"""I controlli su una riga di spesa: ciò che la ferma (C05, C06, C09) e ciò che chiede una spiegazione (C08). Funzioni pure.

`incoerenze` guarda una riga e ferma chi la scrive, da modulo o da foglio; le stesse regole stanno nella banca dati.
"""

from decimal import Decimal

from ambito.nucleo.formati_italiani import formatta_importo

ZERO = Decimal("0.00")


def spesa_netta(lorda, utenti, ssn, altre):
    """Ciò che resta a carico del Comune: lorda meno compartecipazione degli utenti, quota sanitaria e altre entrate."""
    return lorda - utenti - ssn - altre


def incoerenze(valori):
    """`[(campo, frase)]` per gli importi di una riga (`spesa_lorda`, `liquidato`, …: `Decimal` in euro); vuoto se torna tutto."""
    lorda, compartecipazione = valori["spesa_lorda"], valori["compartecipazione_utenti"]
    trovate = []
    if valori["liquidato"] > lorda:
        trovate.append(("liquidato", f"{_euro(valori['liquidato'])} supera la spesa lorda ({_euro(lorda)})."))
    if compartecipazione > lorda:
        trovate.append(("compartecipazione_utenti", f"{_euro(compartecipazione)} supera la spesa lorda ({_euro(lorda)})."))
    else:
        netta = spesa_netta(lorda, compartecipazione, valori["quota_ssn"], valori["altre_entrate"])
        if netta < 0:
            trovate.append(("spesa_lorda", f"Le entrate superano la spesa lorda: la netta sarebbe {_euro(netta)}."))
    return trovate


def va_spiegata(utenti, lorda, nota):
    """Vero se ci sono utenti senza spesa o spesa senza utenti e la nota non dice perché (controllo C08)."""
    return (utenti > 0) != (lorda > 0) and not nota


def _euro(importo):
    return f"{formatta_importo(importo)} €"
