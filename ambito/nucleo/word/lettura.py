"""La lettura dalla parte del portale: misura il file, lo affida al figlio, ripulisce ciò che torna."""

import json
from base64 import b64decode
from dataclasses import dataclass, field

from ..figlio import FiglioFallito, esegui
from ..marcatura import pulisci_html
from .immagini_lette import ImmagineLetta

MASSIMO_FILE = 15 << 20
SECONDI = 20
MEMORIA = 1 << 30
_FIGLIO = "ambito.nucleo.word.figlio"


class DocumentoNonLeggibile(ValueError):
    """Il documento non si può leggere: il messaggio è una frase da mostrare a chi l’ha caricato."""


@dataclass(frozen=True)
class DocumentoLetto:
    """Il testo già ripulito e le frasi che dicono che cosa del documento non è passato.

    Dove c’era un’immagine che si può prendere il testo ha il segno di una figura, con il codice provvisorio che ha in `immagini`.
    """

    html: str
    tralasciati: list[str]
    immagini: list[ImmagineLetta] = field(default_factory=list)


def leggi_documento(contenuto: bytes) -> DocumentoLetto:
    """Legge un docx o un odt guardando che cosa contiene, non come si chiama; `DocumentoNonLeggibile` se non si può."""
    if len(contenuto) > MASSIMO_FILE:
        raise DocumentoNonLeggibile("Il documento è troppo grande: al massimo 15 MB. Togli le immagini e riprova.")
    if not contenuto.startswith(b"PK\x03\x04"):
        raise DocumentoNonLeggibile(_che_cos_e(contenuto))
    try:
        risposta = json.loads(esegui(_FIGLIO, contenuto, secondi=SECONDI, memoria=MEMORIA))
    except FiglioFallito as errore:
        troppo = errore.scaduto or errore.senza_memoria
        frase = "è troppo complicato da leggere: dividilo in più parti" if troppo else "è rovinato: salvalo di nuovo"
        raise DocumentoNonLeggibile(f"Il documento {frase} e riprova.") from errore
    if "rifiuto" in risposta:
        raise DocumentoNonLeggibile(risposta["rifiuto"])
    immagini = [ImmagineLetta(**{**voce, "byte": b64decode(voce["byte"])}) for voce in risposta["immagini"]]
    return DocumentoLetto(pulisci_html(risposta["html"]), risposta["tralasciati"], immagini)


def _che_cos_e(contenuto: bytes) -> str:
    salva = "Aprilo con Word o LibreOffice e salvalo come «.docx» o «.odt»."
    if contenuto.startswith(b"\xd0\xcf\x11\xe0"):
        return f"È un vecchio documento di Word (.doc) o è protetto da password. {salva}"
    if contenuto.startswith(b"%PDF-"):
        return "È un PDF: serve il documento da cui è nato, in formato «.docx» o «.odt»."
    if contenuto.startswith(b"{\\rtf"):
        return f"È un documento RTF. {salva}"
    return f"Non è un documento di Word o di LibreOffice. {salva}"
