"""Il figlio che confronta un PDF firmato con l’originale, oggetto per oggetto: riceve la lunghezza dell’originale e il file."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from .figlio import lavora
from .firme import RIQUADRO_GRANDE, SOLO_FIRME

# Che cosa cambia, firmando, nel catalogo e nelle pagine; tutto il resto deve restare com’era.
NEL_CATALOGO = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"}
NELLA_PAGINA = {"/Annots", "/Tabs"}
# Che cosa mette nel modulo chi firma: con altro (XFA, calcoli) si leggerebbe un documento diverso da quello che si stampa.
NEL_MODULO = {"/DA", "/DR", "/Fields", "/NeedAppearances", "/Q", "/SigFlags"}
# Nel riquadro visibile di una firma può esserci disegnato qualunque cosa, quindi non deve poter sostituire il testo. Una firma
# copre al più un decimo della pagina; quelle oltre il 3 % (tre centimetri per sei) insieme al più quattro decimi. Le più
# piccole non si sommano: sessantuno su una pagina sono ciò che fanno sessantun Sindaci, e per coprirla con quelle servirebbero
# più di trenta persone d’accordo, ognuna con la sua firma. Un riquadro che copre una parola resta possibile: fa fede l’originale,
# che il portale ha e mostra.
UNA, PICCOLA, INSIEME = 0.10, 0.03, 0.40


def confronta(richiesta: bytes) -> bytes:
    """`SOLO_FIRME`, o in chiaro il primo oggetto cambiato."""
    lunghezza, file = int.from_bytes(richiesta[:8], "big"), richiesta[8:]
    with pikepdf.open(io.BytesIO(file[:lunghezza])) as prima, pikepdf.open(io.BytesIO(file)) as dopo:
        return next(_cambiati(prima, dopo), None) or next(_fuori_posto(prima, dopo, _firmati(file)), SOLO_FIRME)


def _cambiati(prima: pikepdf.Pdf, dopo: pikepdf.Pdf) -> Iterator[bytes]:
    """Gli oggetti di prima che non sono più com’erano."""
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


def _fuori_posto(prima: pikepdf.Pdf, dopo: pikepdf.Pdf, firmati: set[tuple[int, int]]) -> Iterator[bytes]:
    """Ciò che nel modulo e fra le note non è un campo firmato, o si vede troppo."""
    if not _solo_campi_di_firma(dopo.Root.get("/AcroForm", pikepdf.Dictionary())):
        yield b"il modulo"
    for vecchia, nuova in zip(prima.pages, dopo.pages, strict=True):
        prime, note = (list(p.get("/Annots", [])) for p in (vecchia, nuova))
        aggiunte = [nota.objgen for nota in note[len(prime) :]]
        if [_scritto(n) for n in note[: len(prime)]] != [_scritto(n) for n in prime] or not firmati.issuperset(aggiunte):
            yield f"le note della pagina {nuova.objgen[0]}".encode()
        if not _si_vedono_poco(nuova, note[len(prime) :]):
            yield RIQUADRO_GRANDE
        # Una nota sta in una pagina sola: tolta, altrove non vale più.
        firmati = firmati.difference(aggiunte)


def _solo_campi_di_firma(modulo: pikepdf.Object) -> bool:
    """Il modulo (gli originali non ne hanno) ha soltanto campi di firma, senza azioni, e nessuno ridisegna il loro aspetto."""
    campi = list(_campi(modulo.get("/Fields", [])))
    di_firma = all(campo.get("/FT", "/Sig") == "/Sig" and not {"/A", "/AA"}.intersection(campo.keys()) for campo in campi)
    return di_firma and NEL_MODULO.issuperset(modulo.keys()) and not modulo.get("/NeedAppearances", False)


def _campi(campi: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    for campo in campi:
        yield campo
        yield from _campi(campo.get("/Kids", []))


def _si_vedono_poco(pagina: pikepdf.Page, note: list[pikepdf.Object]) -> bool:
    parti = [_area(nota.get("/Rect", [0] * 4)) / _area(pagina.cropbox) for nota in note]
    return max(parti, default=0) <= UNA and sum(parte for parte in parti if parte > PICCOLA) <= INSIEME


def _area(riquadro: Iterable[Any]) -> float:
    """Gli angoli possono essere scritti in qualunque ordine."""
    x, y, altra_x, altra_y = map(float, riquadro)
    return abs((altra_x - x) * (altra_y - y))


def _firmati(file: bytes) -> set[tuple[int, int]]:
    """I campi con una firma tutta loro, di quelle che `firme_figlio` verifica, e disegnati come quando è stata messa.

    Ciò che è cambiato dopo non lo copre quella firma: l’ultimo che firma potrebbe rifare i riquadri degli altri.
    """
    lettore = PdfFileReader(io.BytesIO(file))
    per_firma = {firma.sig_object.container_ref: firma for firma in lettore.embedded_signatures}
    campi = set()
    for firma in per_firma.values():
        campo = firma.sig_field.container_ref
        usati = {campo, *_disegnato_con(firma.sig_field)}
        if all(lettore.xrefs.get_last_change(usato) <= firma.signed_revision for usato in usati):
            campi.add((campo.idnum, campo.generation))
    return campi


def _disegnato_con(campo: generic.DictionaryObject) -> set[generic.Reference]:
    """Gli oggetti a cui arriva l’aspetto del campo."""
    visti: set[generic.Reference] = set()
    da_vedere = [campo.raw_get("/AP")] if "/AP" in campo else []
    while da_vedere:
        oggetto = da_vedere.pop()
        if isinstance(oggetto, generic.IndirectObject):
            if oggetto.reference in visti:
                continue
            visti.add(oggetto.reference)
            oggetto = oggetto.get_object()
        if isinstance(oggetto, generic.DictionaryObject):
            da_vedere += [oggetto.raw_get(chiave) for chiave in oggetto]
        elif isinstance(oggetto, generic.ArrayObject):
            da_vedere += [oggetto.raw_get(posto) for posto in range(len(oggetto))]
    return visti


if __name__ == "__main__":
    lavora(confronta)
