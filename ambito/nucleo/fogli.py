"""Lettura prudente di csv, xlsx, ods e xls caricati da una persona; scrittura di csv e xlsx.

Ogni cella diventa testo. I numeri dei fogli di calcolo prendono la **virgola** decimale: un «1.234» scritto con il
punto si leggerebbe come milleduecentotrentaquattro. Ciò che si scrive qui si rilegge uguale.
"""

from dataclasses import dataclass, field

from .fogli_guardia import FileNonLeggibile
from .fogli_scrittura import scrivi_csv, scrivi_xlsx, senza_apostrofo
from .tabelle.lettura import Riga, leggi_grezza

__all__ = ["FileNonLeggibile", "Foglio", "leggi_foglio", "scrivi_csv", "scrivi_xlsx"]


@dataclass(frozen=True)
class Foglio:
    """Un foglio letto: la prima riga non vuota è l'intestazione; ogni riga ha il numero che ha nel file.

    `avvisi` sono frasi da mostrare (altri fogli ignorati, testo codificato due volte).
    """

    intestazioni: list[str]
    righe: list[Riga]
    avvisi: list[str] = field(default_factory=list)


def leggi_foglio(nome: str, contenuto: bytes, foglio: str | None = None, riga_intestazioni: int | None = None) -> Foglio:
    """Legge un file guardando che cosa contiene; `FileNonLeggibile` se non si può. Il `nome` serve solo alle frasi.

    `foglio` sceglie il foglio per nome (altrimenti il primo visibile non vuoto); `riga_intestazioni` è il numero della
    riga con i nomi delle colonne, se sopra ci sono titoli.
    """
    grezza = leggi_grezza(nome, contenuto, foglio)
    return _componi(grezza.righe, grezza.avvisi, riga_intestazioni)


def _componi(righe: list[Riga], avvisi: list[str], riga_intestazioni: int | None) -> Foglio:
    utili = [(n, riga) for n, riga in righe if riga_intestazioni is None or n >= riga_intestazioni]
    if not utili:
        raise FileNonLeggibile("Il file non contiene righe.")
    larghezza = max(len(riga) for _, riga in utili)
    piene = [(n, [senza_apostrofo(c) for c in riga] + [""] * (larghezza - len(riga))) for n, riga in utili]
    while larghezza and not any(riga[larghezza - 1].strip() for _, riga in piene):
        larghezza -= 1
    (_, intestazioni), *dati = [(n, riga[:larghezza]) for n, riga in piene]
    return Foglio([" ".join(nome.split()) for nome in intestazioni], dati, avvisi)
