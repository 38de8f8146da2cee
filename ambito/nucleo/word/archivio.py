"""L’archivio zip di un documento aperto con prudenza: dimensioni, nomi, macro, DTD; le parti XML si leggono una per volta."""

import io
import zipfile
import zlib
from xml.etree import ElementTree as ET

MASSIMO_PARTE = 60 << 20
MASSIME_PARTI = 2000
MASSIMI_ELEMENTI = 400_000
MASSIMA_PROFONDITA = 200


class Rifiuto(ValueError):
    """Il documento non si legge: il messaggio è la frase per chi l’ha caricato."""


class _Costruttore(ET.TreeBuilder):
    """Costruisce l’albero rifiutando le DTD (e con loro ogni entità) e gli alberi smisurati."""

    def __init__(self) -> None:
        super().__init__()
        self.quanti = self.livello = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise Rifiuto("Il documento contiene definizioni non ammesse.")

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self.quanti += 1
        self.livello += 1
        if self.quanti > MASSIMI_ELEMENTI or self.livello > MASSIMA_PROFONDITA:
            raise Rifiuto("Il documento è troppo lungo o troppo annidato: dividilo in più parti.")
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        self.livello -= 1
        return super().end(tag)


class Archivio:
    """Le parti di un documento. `Rifiuto` se è rovinato, cifrato, gonfiato o porta macro."""

    def __init__(self, contenuto: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(contenuto))
            parti = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as errore:
            raise Rifiuto(_ROVINATO) from errore
        self.nomi = {parte.filename for parte in parti}
        if len(parti) > MASSIME_PARTI or len(self.nomi) != len(parti):
            raise Rifiuto("Il documento ha una struttura non valida.")
        if any("vbaproject" in nome.lower() for nome in self.nomi):
            raise Rifiuto("Il documento contiene macro: salvalo come «.docx» senza macro.")

    def xml(self, nome: str) -> ET.Element | None:
        """La radice di una parte XML; `None` se la parte non c’è."""
        if nome not in self.nomi:
            return None
        parser = ET.XMLParser(target=_Costruttore())
        letti = 0
        try:
            with self._zip.open(nome) as flusso:
                while pezzo := flusso.read(1 << 18):
                    letti += len(pezzo)
                    if letti > MASSIMO_PARTE:
                        raise Rifiuto("Il documento è troppo grande da aperto.")
                    parser.feed(pezzo)
            return parser.close()
        except (ET.ParseError, zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, LookupError) as errore:
            raise Rifiuto(_ROVINATO) from errore

    def byte(self, nome: str, massimo: int) -> bytes:
        """I byte di una parte; vuoti se non c’è, è più grande di `massimo` o è rovinata."""
        if nome not in self.nomi:
            return b""
        try:
            with self._zip.open(nome) as flusso:
                letti = flusso.read(massimo + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError):
            return b""
        return letti if len(letti) <= massimo else b""


_ROVINATO = "Il documento è rovinato o protetto da password: salvalo di nuovo e riprova."
