"""Il figlio che confronta un PDF firmato con l’originale, oggetto per oggetto: riceve la lunghezza dell’originale e il file."""

import io
from collections.abc import Iterator

import pikepdf

from .figlio import lavora
from .firme import SOLO_FIRME

# Che cosa cambia, firmando, nel catalogo e nelle pagine; tutto il resto deve restare com’era.
NEL_CATALOGO = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"}
NELLA_PAGINA = {"/Annots", "/Tabs"}


def confronta(richiesta: bytes) -> bytes:
    """`SOLO_FIRME`, o in chiaro il primo oggetto cambiato."""
    lunghezza, file = int.from_bytes(richiesta[:8], "big"), richiesta[8:]
    with pikepdf.open(io.BytesIO(file[:lunghezza])) as prima, pikepdf.open(io.BytesIO(file)) as dopo:
        return next(_cambiati(prima, dopo), SOLO_FIRME)


def _cambiati(prima: pikepdf.Pdf, dopo: pikepdf.Pdf) -> Iterator[bytes]:
    if prima.Root.objgen != dopo.Root.objgen or len(prima.pages) != len(dopo.pages):
        yield b"il catalogo o le pagine sono altre"
        return
    pagine, note = {p.objgen for p in prima.pages}, _note_condivise(prima)
    libere = {prima.trailer.get("/Info", prima.Root).objgen} - {prima.Root.objgen}
    for vecchio in prima.objects:
        if not isinstance(vecchio, pikepdf.Object) or vecchio.objgen in libere | note:
            continue
        if not _uguali(vecchio, dopo.get_object(vecchio.objgen), prima.Root.objgen, pagine):
            yield f"oggetto {vecchio.objgen[0]}".encode()
    for vecchia, nuova in zip(prima.pages, dopo.pages, strict=True):
        if not _solo_firme_fra_le_note(vecchia, nuova):
            yield f"pagina {nuova.objgen[0]}".encode()


def _note_condivise(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Gli elenchi di note scritti a parte dalla pagina: li guarda il confronto delle pagine."""
    return {p.Annots.objgen for p in pdf.pages if "/Annots" in p} - {(0, 0)}


def _uguali(vecchio: pikepdf.Object, nuovo: pikepdf.Object, catalogo: tuple[int, int], pagine: set[tuple[int, int]]) -> bool:
    if isinstance(vecchio, pikepdf.Stream):
        if vecchio.get("/Type") in ("/Metadata", "/XRef"):
            return True
        return (
            isinstance(nuovo, pikepdf.Stream)
            and vecchio.read_raw_bytes() == nuovo.read_raw_bytes()
            and _voci(vecchio) == _voci(nuovo)
        )
    if isinstance(vecchio, pikepdf.Dictionary) and isinstance(nuovo, pikepdf.Dictionary):
        ammesse = NEL_CATALOGO if vecchio.objgen == catalogo else NELLA_PAGINA if vecchio.objgen in pagine else set()
        return _voci(vecchio, ammesse) == _voci(nuovo, ammesse)
    return vecchio.unparse(resolved=True) == nuovo.unparse(resolved=True)


def _voci(oggetto: pikepdf.Object, escluse: set[str] = frozenset()) -> dict[str, bytes]:
    """Le voci di un dizionario come si scrivono nel file: un riferimento resta un riferimento."""
    return {chiave: _scritto(valore) for chiave, valore in oggetto.items() if chiave not in escluse}


def _scritto(valore: object) -> bytes:
    return valore.unparse() if isinstance(valore, pikepdf.Object) else repr(valore).encode()


def _solo_firme_fra_le_note(vecchia: pikepdf.Page, nuova: pikepdf.Page) -> bool:
    """Le note di prima ci sono ancora, nello stesso ordine; quelle in più sono campi di firma."""
    prima, dopo = (list(p.get("/Annots", [])) for p in (vecchia, nuova))
    tenute = [_scritto(nota) for nota in dopo[: len(prima)]] == [_scritto(nota) for nota in prima]
    return tenute and all(n.get("/Subtype") == "/Widget" and n.get("/FT") == "/Sig" for n in dopo[len(prima) :])


if __name__ == "__main__":
    lavora(confronta)
