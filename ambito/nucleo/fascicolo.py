"""Più PDF in un fascicolo solo: un segnalibro per documento, pagine numerate di seguito.

È una copia di lettura: i documenti che valgono restano quelli uniti, ciascuno con il suo codice di verifica.
"""

import io
import warnings
from collections.abc import Iterator

import pikepdf
from pikepdf.exceptions import PageCopyWarning

MARGINE, CORPO = 28, 8


def unisci(documenti: list[tuple[str, bytes]]) -> bytes:
    """Il fascicolo dei `documenti`, coppie (titolo, byte), nell’ordine dato. Gli stessi documenti danno gli stessi byte."""
    fascicolo = pikepdf.new()
    segnalibri = []
    for titolo, byte in documenti:
        with pikepdf.open(io.BytesIO(byte)) as documento:
            segnalibri.append((titolo, len(fascicolo.pages)))
            _aggiungi(fascicolo, documento)
    with fascicolo.open_outline() as indice:
        indice.root.extend(pikepdf.OutlineItem(titolo, pagina) for titolo, pagina in segnalibri)
    fascicolo.Root.PageMode = pikepdf.Name.UseOutlines
    for numero, pagina in enumerate(fascicolo.pages, start=1):
        _numera(fascicolo, pagina, f"{numero} / {len(fascicolo.pages)}")
    uscita = io.BytesIO()
    fascicolo.save(uscita, deterministic_id=True)
    return uscita.getvalue()


def _aggiungi(fascicolo: pikepdf.Pdf, documento: pikepdf.Pdf) -> None:
    """Aggiunge le pagine; i rimandi interni per nome (l’indice di un piano) puntano alle pagine dov’esse sono nel fascicolo."""
    inizio, rimandi = len(fascicolo.pages), list(_rimandi_per_nome(documento))
    with warnings.catch_warnings():
        # I nomi non si copiano, e per questo i rimandi si riscrivono qui sotto.
        warnings.simplefilter("ignore", PageCopyWarning)
        fascicolo.pages.extend(documento.pages)
    for pagina, posto, arrivo in rimandi:
        nota = fascicolo.pages[inizio + pagina].Annots[posto]
        if "/A" in nota:
            del nota.A
        nota.Dest = pikepdf.Array([fascicolo.pages[inizio + arrivo].obj, pikepdf.Name.Fit])


def _rimandi_per_nome(documento: pikepdf.Pdf) -> Iterator[tuple[int, int, int]]:
    """Pagina del rimando, suo posto fra le note di quella pagina, pagina d’arrivo."""
    nomi = documento.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    arrivi = dict(pikepdf.NameTree(nomi)) if nomi is not None else {}
    pagine = {pagina.objgen: numero for numero, pagina in enumerate(documento.pages)}
    for numero, pagina in enumerate(documento.pages):
        for posto, nota in enumerate(pagina.get("/Annots", [])):
            meta = nota.get("/Dest", nota.get("/A", pikepdf.Dictionary()).get("/D"))
            arrivo = arrivi.get(str(meta)) if isinstance(meta, pikepdf.String) else None
            arrivo = arrivo.get("/D") if isinstance(arrivo, pikepdf.Dictionary) else arrivo
            if arrivo is not None and arrivo[0].objgen in pagine:
                yield numero, posto, pagine[arrivo[0].objgen]


def _numera(fascicolo: pikepdf.Pdf, pagina: pikepdf.Page, scritta: str) -> None:
    """Scrive il numero in alto a destra, dove i documenti non scrivono nulla."""
    carattere = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    nome = pagina.add_resource(carattere, pikepdf.Name.Font, pikepdf.Name("/FascicoloNumero"))
    _, _, destra, alto = (float(lato) for lato in pagina.mediabox)
    x, y = destra - MARGINE - len(scritta) * CORPO / 2, alto - MARGINE / 2
    pagina.contents_add(f"q BT {nome} {CORPO} Tf {x:.1f} {y:.1f} Td ({scritta}) Tj ET Q".encode(), prepend=False)
