"""Controlli a basso costo su un file xlsx prima di aprirlo: dimensioni, celle lontane, DTD, macro."""

import io
import re
import zipfile
import zlib

MASSIMO_FILE = 15 << 20
MASSIMO_APERTO = 120 << 20
MASSIMO_PARTI = 300
MASSIME_RIGHE = 60_000
MASSIME_COLONNE = 256
MASSIME_CELLE = 2_000_000

_RIGA = re.compile(rb"<(?:\w+:)?row[\s>/]")
_CELLA = re.compile(rb"<(?:\w+:)?c[\s>/]")
_POSTO = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^>]{0,200}?\br=[\"']([A-Z]{0,3})(\d{1,9})[\"']")
_CODA = 300


class FileNonLeggibile(ValueError):
    """Il file non si può leggere: il messaggio è una frase da mostrare a chi l'ha caricato."""


def _colonna(lettere: bytes) -> int:
    numero = 0
    for lettera in lettere:
        numero = numero * 26 + lettera - 64
    return numero


class _Misura:
    """Righe, celle e posto più lontano di un foglio letto a pezzi."""

    def __init__(self) -> None:
        self.righe = self.celle = self.ultima_riga = self.ultima_colonna = 0
        self.coda = b""

    def aggiungi(self, pezzo: bytes) -> None:
        tutto = self.coda + pezzo
        inizio = max(0, len(self.coda) - 8)
        self.righe += sum(1 for presa in _RIGA.finditer(tutto, inizio) if presa.end() > len(self.coda))
        self.celle += sum(1 for presa in _CELLA.finditer(tutto, inizio) if presa.end() > len(self.coda))
        for presa in _POSTO.finditer(tutto):
            self.ultima_riga = max(self.ultima_riga, int(presa[2]))
            self.ultima_colonna = max(self.ultima_colonna, _colonna(presa[1]))
        self.coda = tutto[-_CODA:]

    def verifica(self) -> None:
        righe = max(self.righe, self.ultima_riga)
        if righe > MASSIME_RIGHE:
            raise FileNonLeggibile(f"Il foglio ha troppe righe: al massimo {MASSIME_RIGHE}.")
        if self.ultima_colonna > MASSIME_COLONNE:
            raise FileNonLeggibile(f"Il foglio ha troppe colonne: al massimo {MASSIME_COLONNE}.")
        if max(self.celle, self.ultima_riga * self.ultima_colonna) > MASSIME_CELLE:
            raise FileNonLeggibile("Il foglio ha troppe celle: dividilo in più file.")


def _leggi_parte(archivio: zipfile.ZipFile, parte: zipfile.ZipInfo, gia_aperti: int) -> int:
    misura = _Misura() if parte.filename.startswith("xl/worksheets/") else None
    aperti, coda = 0, b""
    with archivio.open(parte) as flusso:
        while pezzo := flusso.read(1 << 18):
            aperti += len(pezzo)
            if gia_aperti + aperti > MASSIMO_APERTO:
                raise FileNonLeggibile("Il file è troppo grande da aperto.")
            if b"\x00" in pezzo:
                raise FileNonLeggibile("Il file ha una codifica interna non ammessa.")
            if b"<!DOCTYPE" in coda + pezzo or b"<!ENTITY" in coda + pezzo:
                raise FileNonLeggibile("Il file contiene definizioni non ammesse.")
            coda = pezzo[-16:]
            if misura:
                misura.aggiungi(pezzo)
                misura.verifica()
    return aperti


def controlla_xlsx(contenuto: bytes) -> None:
    """Solleva `FileNonLeggibile` se il file è troppo grande, malformato o contiene macro. Non tiene nulla in memoria."""
    try:
        with zipfile.ZipFile(io.BytesIO(contenuto)) as archivio:
            _controlla_archivio(archivio)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as errore:
        if isinstance(errore, FileNonLeggibile):
            raise
        raise FileNonLeggibile("Il file è rovinato o protetto da password.") from errore


def _controlla_archivio(archivio: zipfile.ZipFile) -> None:
    parti = archivio.infolist()
    nomi = {parte.filename for parte in parti}
    if len(parti) > MASSIMO_PARTI or len(nomi) != len(parti):
        raise FileNonLeggibile("Il file ha una struttura non valida.")
    if any("vba" in nome.lower() for nome in nomi):
        raise FileNonLeggibile("Il file contiene macro: salvalo come «.xlsx» senza macro.")
    if sum(parte.file_size for parte in parti) > MASSIMO_APERTO:
        raise FileNonLeggibile("Il file è troppo grande da aperto.")
    aperti = 0
    for parte in parti:
        if parte.filename.endswith((".xml", ".rels")):
            aperti += _leggi_parte(archivio, parte, aperti)
