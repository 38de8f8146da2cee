"""I controlli sulla spesa di un Comune, con i codici del catalogo di progetto. Funzioni pure.

`incoerenze` guarda una riga e ferma chi la scrive, da modulo o da foglio; le stesse regole stanno nella banca dati.
Il controllo C08 non ferma: chiede una spiegazione nella nota della riga prima dell’invio.
"""

from dataclasses import dataclass
from decimal import Decimal

from ambito.nucleo.formati_italiani import formatta_importo

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Controllo:
    """Una regola del catalogo: `blocca` = la riga non si salva; altrimenti va spiegata prima dell’invio."""

    codice: str
    regola: str
    blocca: bool


CATALOGO = (
    Controllo("C05", "Il liquidato non supera la spesa lorda", True),
    Controllo("C06", "La spesa netta non è negativa", True),
    Controllo("C08", "Dove ci sono utenti c’è spesa, e viceversa", False),
    Controllo("C09", "La compartecipazione degli utenti non supera la spesa lorda", True),
)


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
