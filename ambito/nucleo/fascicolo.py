"""Più PDF in un fascicolo solo: un segnalibro per documento, pagine numerate di seguito.

È una copia di lettura: i documenti che valgono restano quelli uniti, ciascuno con il suo codice di verifica.
"""

import io

import pikepdf

MARGINE, CORPO = 28, 8


def unisci(documenti: list[tuple[str, bytes]]) -> bytes:
    """Il fascicolo dei `documenti`, coppie (titolo, byte), nell’ordine dato. Gli stessi documenti danno gli stessi byte."""
    fascicolo = pikepdf.new()
    segnalibri = []
    for titolo, byte in documenti:
        with pikepdf.open(io.BytesIO(byte)) as documento:
            segnalibri.append((titolo, len(fascicolo.pages)))
            fascicolo.pages.extend(documento.pages)
    with fascicolo.open_outline() as indice:
        indice.root.extend(pikepdf.OutlineItem(titolo, pagina) for titolo, pagina in segnalibri)
    fascicolo.Root.PageMode = pikepdf.Name.UseOutlines
    for numero, pagina in enumerate(fascicolo.pages, start=1):
        _numera(fascicolo, pagina, f"{numero} / {len(fascicolo.pages)}")
    uscita = io.BytesIO()
    fascicolo.save(uscita, deterministic_id=True)
    return uscita.getvalue()


def _numera(fascicolo: pikepdf.Pdf, pagina: pikepdf.Page, scritta: str) -> None:
    """Scrive il numero in alto a destra, dove i documenti non scrivono nulla."""
    carattere = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    nome = pagina.add_resource(carattere, pikepdf.Name.Font, pikepdf.Name("/FascicoloNumero"))
    _, _, destra, alto = (float(lato) for lato in pagina.mediabox)
    x, y = destra - MARGINE - len(scritta) * CORPO / 2, alto - MARGINE / 2
    pagina.contents_add(f"q BT {nome} {CORPO} Tf {x:.1f} {y:.1f} Td ({scritta}) Tj ET Q".encode(), prepend=False)
