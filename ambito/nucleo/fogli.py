"""Lettura prudente di csv, xlsx, ods e xls caricati da una persona; scrittura di csv e xlsx.

Ogni cella diventa testo. I numeri dei fogli di calcolo prendono la **virgola** decimale: un «1.234» scritto con il
punto si leggerebbe come milleduecentotrentaquattro. Ciò che si scrive qui si rilegge uguale.
"""

import csv
import io
import json
import re
from dataclasses import dataclass, field

from .figlio import FiglioFallito, esegui
from .fogli_guardia import MASSIME_CELLE, MASSIME_COLONNE, MASSIME_RIGHE, MASSIMO_FILE, FileNonLeggibile, controlla_xlsx
from .fogli_scrittura import scrivi_csv, scrivi_xlsx, senza_apostrofo

__all__ = ["FileNonLeggibile", "Foglio", "leggi_foglio", "scrivi_csv", "scrivi_xlsx"]

Riga = tuple[int, list[str]]
_DOPPIA_CODIFICA = re.compile("Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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
    if not contenuto.strip():
        raise FileNonLeggibile("Il file è vuoto.")
    if len(contenuto) > MASSIMO_FILE:
        raise FileNonLeggibile(f"Il file è troppo grande: al massimo {MASSIMO_FILE >> 20} MB.")
    if contenuto.startswith(b"PK"):
        controlla_xlsx(contenuto)
        righe, avvisi = _da_calamine(contenuto, foglio)
    elif contenuto.startswith(_OLE):
        righe, avvisi = _da_calamine(contenuto, foglio)
    else:
        righe, avvisi = _da_testo(nome, contenuto)
    return _componi(righe, avvisi, riga_intestazioni)


def _componi(righe: list[Riga], avvisi: list[str], riga_intestazioni: int | None) -> Foglio:
    utili = [(n, riga) for n, riga in righe if riga_intestazioni is None or n >= riga_intestazioni]
    if not utili:
        raise FileNonLeggibile("Il file non contiene righe.")
    larghezza = max(len(riga) for _, riga in utili)
    if len(utili) > MASSIME_RIGHE or larghezza > MASSIME_COLONNE or len(utili) * larghezza > MASSIME_CELLE:
        raise FileNonLeggibile(f"Il file è troppo grande: al massimo {MASSIME_RIGHE} righe e {MASSIME_COLONNE} colonne.")
    piene = [(n, [senza_apostrofo(c) for c in riga] + [""] * (larghezza - len(riga))) for n, riga in utili]
    while larghezza and not any(riga[larghezza - 1].strip() for _, riga in piene):
        larghezza -= 1
    (_, intestazioni), *dati = [(n, riga[:larghezza]) for n, riga in piene]
    if any(_DOPPIA_CODIFICA.search(cella) for _, riga in piene for cella in riga):
        avvisi = [*avvisi, "Le lettere accentate sembrano codificate due volte (per esempio «Ã¨» al posto di «è»)."]
    return Foglio([" ".join(nome.split()) for nome in intestazioni], dati, avvisi)


def _da_calamine(contenuto: bytes, foglio: str | None) -> tuple[list[Riga], list[str]]:
    richiesta = json.dumps(foglio).encode() + b"\n" + contenuto
    try:
        risposta = json.loads(esegui("ambito.nucleo.fogli_figlio", richiesta, secondi=20, memoria=1 << 30))
    except FiglioFallito as errore:
        if errore.scaduto or errore.senza_memoria or "OverflowError" in errore.messaggio:
            raise FileNonLeggibile("Il file è troppo grande o troppo complicato per essere letto.") from errore
        raise FileNonLeggibile("Il file è rovinato, protetto da password o non è un foglio di calcolo.") from errore
    if not risposta["righe"]:
        quale = f"Il foglio «{foglio}» non c’è o è vuoto." if foglio else "Il file non contiene righe."
        raise FileNonLeggibile(quale)
    altri = [f"«{nome}»" for nome in risposta["fogli"] if nome != risposta["letto"]]
    avvisi = [f"Letto il foglio «{risposta['letto']}»; non letti: {', '.join(altri)}."] if altri else []
    return [(numero, riga) for numero, riga in risposta["righe"]], avvisi


def _decodifica(contenuto: bytes) -> str:
    if contenuto.startswith((b"\xff\xfe", b"\xfe\xff")):
        codifiche = ["utf-16"]
    elif contenuto.startswith(b"\xef\xbb\xbf"):
        codifiche = ["utf-8-sig"]
    else:
        codifiche = ["utf-8", "cp1252"]
    for codifica in codifiche:
        try:
            return contenuto.decode(codifica)
        except UnicodeDecodeError:
            continue
    raise FileNonLeggibile("Non si riconosce la codifica del testo: salva il file come «CSV UTF-8».")


def _da_testo(nome: str, contenuto: bytes) -> tuple[list[Riga], list[str]]:
    testo = _decodifica(contenuto)
    if "\x00" in testo:
        raise FileNonLeggibile("Il file non è un testo: servono csv, xlsx, ods o xls.")
    if re.match(r"\s*(?:<|%PDF|\{\\rtf)", testo):
        ne_ha_il_nome = nome.lower().endswith((".xls", ".xlsx", ".ods", ".csv"))
        consiglio = (
            ", anche se ne ha il nome: aprilo e salvalo come «.xlsx»." if ne_ha_il_nome else ": servono csv, xlsx, ods o xls."
        )
        raise FileNonLeggibile(f"Il file non è un foglio di calcolo{consiglio}")
    if dichiarato := re.match(r"sep=(.)\r?\n", testo):
        testo = testo[dichiarato.end() :]
    separatore = dichiarato[1] if dichiarato else _separatore(testo)
    righe = []
    try:
        for numero, riga in enumerate(csv.reader(io.StringIO(testo, newline=""), delimiter=separatore, strict=True), start=1):
            if any(cella.strip() for cella in riga):
                righe.append((numero, riga))
            if numero > 2 * MASSIME_RIGHE:
                raise FileNonLeggibile(f"Il file ha troppe righe: al massimo {MASSIME_RIGHE}.")
    except (csv.Error, TypeError, ValueError) as errore:
        if isinstance(errore, FileNonLeggibile):
            raise
        raise FileNonLeggibile(f"Dopo la riga {len(righe)} le virgolette non tornano o una cella è troppo lunga.") from errore
    return righe, []


def _separatore(testo: str) -> str:
    """Tabulazione, punto e virgola o virgola: il primo che compare in almeno metà delle prime righe."""
    senza_virgolette = re.sub(r'"[^"]*"', "", testo[:100_000])
    righe = [riga for riga in senza_virgolette.splitlines() if riga.strip()][:20]
    for separatore in "\t;,":
        if 2 * sum(separatore in riga for riga in righe) >= len(righe) > 0:
            return separatore
    return ";"
