"""Il fascicolo: documenti in fila, un segnalibro ciascuno, pagine numerate, byte ripetibili."""

import io
import subprocess

import pikepdf

from ambito.nucleo.fascicolo import unisci


def documento(pagine):
    pdf = pikepdf.new()
    for _ in range(pagine):
        pdf.add_blank_page(page_size=(595, 842))
    uscita = io.BytesIO()
    pdf.save(uscita, deterministic_id=True)
    return uscita.getvalue()


def test_segnalibri_pagine_numerate_e_byte_ripetibili():
    carte = [("Avviso", documento(2)), ("1. Piano: bozza", documento(3))]
    fascicolo = unisci(carte)
    assert fascicolo == unisci(carte)
    with pikepdf.open(io.BytesIO(fascicolo)) as pdf, pdf.open_outline() as indice:
        assert [voce.title for voce in indice.root] == ["Avviso", "1. Piano: bozza"]
        assert [pdf.pages.index(pikepdf.Page(voce.destination[0])) for voce in indice.root] == [0, 2]
    scritto = subprocess.run(["pdftotext", "-", "-"], input=fascicolo, capture_output=True, check=True).stdout.decode()
    assert [pagina.replace(" ", "").strip() for pagina in scritto.split("\f")[:-1]] == ["1/5", "2/5", "3/5", "4/5", "5/5"]


def con_rimandi():
    """Due pagine; sulla prima un rimando per nome alla seconda, scritto nei due modi in cui si può."""
    pdf = pikepdf.open(io.BytesIO(documento(2)))
    nomi = pikepdf.NameTree.new(pdf)
    nomi["capitolo"] = pdf.make_indirect(pikepdf.Array([pdf.pages[1].obj, pikepdf.Name.Fit]))
    pdf.Root.Names = pikepdf.Dictionary(Dests=nomi.obj)
    modi = ({"Dest": pikepdf.String("capitolo")}, {"A": pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("capitolo"))})
    note = [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], **modo) for modo in modi]
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array(note))
    uscita = io.BytesIO()
    pdf.save(uscita, deterministic_id=True)
    return uscita.getvalue()


def test_i_rimandi_interni_di_una_carta_arrivano_dove_devono():
    with pikepdf.open(io.BytesIO(unisci([("Avviso", documento(1)), ("Piano", con_rimandi())]))) as pdf:
        for nota in pdf.pages[1].Annots:
            assert pdf.pages.index(pikepdf.Page(nota.Dest[0])) == 2 and "/A" not in nota
