"""Dai byte alle righe di celle: si guarda che cosa c'è nel file, non come si chiama. Ogni cella diventa testo."""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from typing import Any

from ..figlio import FiglioFallito, esegui
from ..fogli_guardia import MASSIME_CELLE, MASSIME_COLONNE, MASSIME_RIGHE, MASSIMO_FILE, FileNonLeggibile, controlla_xlsx
from .pagina_html import codifica_dichiarata, e_una_tabella_html, righe_html

Riga = tuple[int, list[str]]
Zona = tuple[tuple[int, int], tuple[int, int]]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOPPIA = re.compile("[ÂÃ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ€Žžÿ]")
_SEPARATORI = "\t;,|"
NOMI_SEPARATORI = {"\t": "tab"}


@dataclass(frozen=True)
class Grezza:
    """Le righe non vuote di una tabella, ciascuna con il numero che ha nel file, e come la si è letta.

    `tipata`: i numeri vengono da un foglio di calcolo, quindi la virgola è certamente decimale. `unite`: zone di celle unite,
    da riga e colonna a riga e colonna, contate da zero.
    """

    righe: list[Riga]
    codifica: str | None = None
    separatore: str | None = None
    tipata: bool = False
    unite: list[Zona] = field(default_factory=list)
    avvisi: list[str] = field(default_factory=list)


def leggi_grezza(nome: str, contenuto: bytes, foglio: str | None = None) -> Grezza:
    """Le righe di un csv, txt, xlsx, xls, ods o di una pagina HTML con una tabella; `FileNonLeggibile` se non si può."""
    if not contenuto.strip():
        raise FileNonLeggibile("Il file è vuoto.")
    if len(contenuto) > MASSIMO_FILE:
        raise FileNonLeggibile(f"Il file è troppo grande: al massimo {MASSIMO_FILE >> 20} MB.")
    if contenuto.startswith(b"PK"):
        controlla_xlsx(contenuto)
    grezza = _da_foglio(contenuto, foglio) if contenuto.startswith((b"PK", _OLE)) else _da_testo(nome, contenuto)
    if not grezza.righe:
        raise FileNonLeggibile("Il file non contiene righe.")
    larghezza = max(len(riga) for _, riga in grezza.righe)
    if len(grezza.righe) > MASSIME_RIGHE or larghezza > MASSIME_COLONNE or len(grezza.righe) * larghezza > MASSIME_CELLE:
        raise FileNonLeggibile(f"Il file è troppo grande: al massimo {MASSIME_RIGHE} righe e {MASSIME_COLONNE} colonne.")
    return grezza


def _da_foglio(contenuto: bytes, foglio: str | None) -> Grezza:
    risposta = _figlio(json.dumps(foglio).encode() + b"\n" + contenuto)
    if not risposta["righe"]:
        raise FileNonLeggibile(f"Il foglio «{foglio}» non c’è o è vuoto." if foglio else "Il file non contiene righe.")
    altri = [f"«{nome}»" for nome in risposta["fogli"] if nome != risposta["letto"]]
    avvisi = [f"Letto il foglio «{risposta['letto']}»; non letti: {', '.join(altri)}."] if altri else []
    righe = [(numero, riga) for numero, riga in risposta["righe"]]
    return Grezza(righe, tipata=True, unite=[(tuple(da), tuple(a)) for da, a in risposta["unite"]], avvisi=avvisi)


def _figlio(richiesta: bytes) -> dict[str, Any]:
    try:
        return json.loads(esegui("ambito.nucleo.fogli_figlio", richiesta, secondi=20, memoria=1 << 30))
    except FiglioFallito as errore:
        if errore.scaduto or errore.senza_memoria or "OverflowError" in errore.messaggio:
            raise FileNonLeggibile("Il file è troppo grande o troppo complicato per essere letto.") from errore
        raise FileNonLeggibile("Il file è rovinato, protetto da password o non è un foglio di calcolo.") from errore


def _decodifica(contenuto: bytes) -> tuple[str, str]:
    """Il testo e il nome della codifica, dal segno iniziale se c'è."""
    if contenuto.startswith((b"\xff\xfe", b"\xfe\xff")):
        ordine = "LE" if contenuto.startswith(b"\xff\xfe") else "BE"
        return _prova(contenuto, ("utf-16", f"utf-16 {ordine} con BOM"))
    if contenuto.startswith(b"\xef\xbb\xbf"):
        return _prova(contenuto, ("utf-8-sig", "utf-8 con BOM"))
    return _prova(contenuto, ("utf-8", "utf-8"), ("cp1252", "cp1252"))


def _prova(contenuto: bytes, *codifiche: tuple[str, str]) -> tuple[str, str]:
    for codifica, nome in codifiche:
        try:
            return contenuto.decode(codifica), nome
        except UnicodeDecodeError:
            continue
    raise FileNonLeggibile("Non si riconosce la codifica del testo: salva il file come «CSV UTF-8».")


def _da_testo(nome: str, contenuto: bytes) -> Grezza:
    testo, codifica = _decodifica(contenuto)
    if "\x00" in testo:
        raise FileNonLeggibile("Il file non è un testo: servono csv, xlsx, ods o xls.")
    if e_una_tabella_html(testo):
        return Grezza(righe_html(testo), codifica_dichiarata(testo) or codifica)
    if re.match(r"\s*(?:<|%PDF|\{\\rtf)", testo):
        _rifiuta(nome)
    righe, separatore = _da_separato(testo)
    riparate, avvisi = _ripara(righe)
    if avvisi:
        codifica = f"{codifica} scritto due volte"
    return Grezza(riparate, codifica, separatore, avvisi=avvisi)


def _rifiuta(nome: str) -> None:
    ne_ha_il_nome = nome.lower().endswith((".xls", ".xlsx", ".ods", ".csv"))
    consiglio = ", anche se ne ha il nome: aprilo e salvalo come «.xlsx»." if ne_ha_il_nome else ": servono csv, xlsx, ods o xls."
    raise FileNonLeggibile(f"Il file non è un foglio di calcolo{consiglio}")


def _da_separato(testo: str) -> tuple[list[Riga], str]:
    prima = 1
    if dichiarato := re.match(r"sep=(.)\r?\n", testo):
        testo, prima = testo[dichiarato.end() :], 2
    separatore = dichiarato[1] if dichiarato else _separatore(testo)
    righe: list[Riga] = []
    try:
        lettore = csv.reader(io.StringIO(testo, newline=""), delimiter=separatore, strict=True)
        for numero, riga in enumerate(lettore, start=prima):
            if any(cella.strip() for cella in riga):
                righe.append((numero, riga))
            if numero > 2 * MASSIME_RIGHE:
                raise FileNonLeggibile(f"Il file ha troppe righe: al massimo {MASSIME_RIGHE}.")
    except (csv.Error, TypeError, ValueError) as errore:
        if isinstance(errore, FileNonLeggibile):
            raise
        raise FileNonLeggibile(f"Dopo la riga {len(righe)} le virgolette non tornano o una cella è troppo lunga.") from errore
    return righe, separatore


def _separatore(testo: str) -> str:
    """Quello che divide allo stesso modo più righe fra le prime; a parità tabulazione, punto e virgola, virgola, barra."""
    senza_virgolette = re.sub(r'"[^"]*"', "", testo[:100_000])
    righe = [riga for riga in senza_virgolette.splitlines() if riga.strip()][:40]
    conti = {segno: [n for riga in righe if (n := riga.count(segno))] for segno in _SEPARATORI}
    frequenti = {segno: presenti for segno, presenti in conti.items() if 2 * len(presenti) >= len(righe) > 0}
    if not frequenti:
        return ";"
    return max(frequenti, key=lambda segno: (_concordi(frequenti[segno]), -_SEPARATORI.index(segno)))


def _concordi(conti: list[int]) -> int:
    """Quante righe hanno lo stesso numero di separatori (il più comune)."""
    return max(conti.count(n) for n in set(conti))


def _ripara(righe: list[Riga]) -> tuple[list[Riga], list[str]]:
    """Le lettere accentate codificate due volte si rimettono a posto, e si dice."""
    if not any(_DOPPIA.search(cella) for _, riga in righe for cella in riga):
        return righe, []
    riparate = [(numero, [_cella_riparata(cella) for cella in riga]) for numero, riga in righe]
    if riparate == righe:
        return righe, []
    return riparate, ["Le lettere accentate erano codificate due volte (per esempio «Ã¨» al posto di «è»): sono state riparate."]


def _cella_riparata(cella: str) -> str:
    if not _DOPPIA.search(cella):
        return cella
    try:
        return cella.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return cella
