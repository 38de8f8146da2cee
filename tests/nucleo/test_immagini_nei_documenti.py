"""Le immagini nei documenti di testo: le nostre figure vanno e tornano, quelle di altri si prendono con le loro parole."""

import io
import zipfile

import pytest

from ambito.nucleo.figure import con_le_figure
from ambito.nucleo.immagini import Disegno
from ambito.nucleo.word import ImmagineLetta, leggi_documento, scrivi_docx
from tests.nucleo.test_word import QUANDO, docx, odt


def con_una_figura(prima="<p>Prima.</p>", dopo="<p>Dopo.</p>"):
    figura = {"codice": "accessi", "titolo": "Accessi", "descrizione": "Cala <un po’>", "fonte": "Istat", "larghezza": 900,
              "altezza": 3000, "sorgente": "accessi"}  # fmt: skip
    html = con_le_figure(f"{prima}<p>[figura: accessi]</p>{dopo}", [figura])
    disegni = {"accessi": Disegno(b"\x89PNG", "png", 900, 3000)}
    return scrivi_docx(html, titolo="", autore="A", creato=QUANDO, disegni=disegni)


def test_una_figura_sta_nel_documento_e_tornando_e_il_suo_segno():
    byte = con_una_figura()
    with zipfile.ZipFile(io.BytesIO(byte)) as docx:
        documento = docx.read("word/document.xml").decode()
        assert docx.read("word/media/figura-1.png") == b"\x89PNG"
        assert 'Target="media/figura-1.png"' in docx.read("word/_rels/document.xml.rels").decode()
    assert 'name="figura:accessi" descr="Cala &lt;un po’&gt;"' in documento
    # Alta il triplo che larga: si ferma a ventidue centimetri, con le sue proporzioni.
    assert '<wp:extent cx="2376000" cy="7920000"/>' in documento
    letto = leggi_documento(byte)
    assert (letto.html, letto.tralasciati) == ("<p>Prima.</p><p>[figura: accessi]</p><p>Dopo.</p>", [])


def test_la_nota_dopo_una_figura_senza_fonte_non_e_la_sua_fonte():
    testo = leggi_documento(con_una_figura(dopo='<p class="nota">Resta.</p>')).html
    assert testo.endswith("<p>Resta.</p>") and "Istat" not in testo


DISEGNO = (
    '<w:r><w:drawing><wp:docPr xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" {0}/>'
    '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="{1}"/></w:drawing></w:r>'
)
INCLUSE = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="media/a.png"/>'
    '<Relationship Id="r2" Target="media/b.emf"/><Relationship Id="r3" Target="http://x.it/c.png" TargetMode="External"/>'
    '<Relationship Id="r4" Target="media/manca.png"/></Relationships>'
)


def paragrafo(*corse, stile=""):
    proprieta = f'<w:pPr><w:pStyle w:val="{stile}"/></w:pPr>' if stile else ""
    return f"<w:p>{proprieta}{''.join(corse)}</w:p>"


def parole(testo):
    return f"<w:r><w:t>{testo}</w:t></w:r>"


def con_un_file(byte, nome):
    """Lo stesso documento con una parte in più, che è un’immagine."""
    uscita = io.BytesIO(byte)
    with zipfile.ZipFile(uscita, "a") as archivio:
        archivio.writestr(nome, b"byte")
    return uscita.getvalue()


def test_le_immagini_si_prendono_con_la_didascalia_e_il_testo_sostitutivo():
    corpo = [
        paragrafo(parole("Sopra."), DISEGNO.format("descr='Cala'", "r1")),
        paragrafo(parole("Figura 2 – Accessi, 2024"), stile="Caption"),
        paragrafo(DISEGNO.format("title='Sale'", "r1")),
        paragrafo(parole("In mezzo.")),
        paragrafo(parole("Resta"), stile="Caption"),
        *(paragrafo(DISEGNO.format("", nome)) for nome in ("r2", "r3", "r4")),
    ]
    letto = leggi_documento(con_un_file(docx("".join(corpo), rels=INCLUSE), "word/media/a.png"))
    assert letto.html == "<p>Sopra.</p><p>[figura: da-documento-1]</p><p>[figura: da-documento-2]</p><p>In mezzo.</p><p>Resta</p>"
    assert letto.immagini == [
        ImmagineLetta("da-documento-1", b"byte", "Accessi, 2024", "Cala"),
        ImmagineLetta("da-documento-2", b"byte", "", "Sale"),
    ]
    assert letto.tralasciati == ["3 immagini, disegni o oggetti"]


@pytest.mark.parametrize("disegno", [
    '<w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:embed="r5"/></w:drawing>',
    '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="r5"/></v:shape></w:pict>',
], ids=["dalla radice", "di prima del 2007"])  # fmt: skip
def test_si_prendono_anche_da_dove_non_le_scriveremmo(disegno):
    inclusa = INCLUSE.replace("</Relationships>", '<Relationship Id="r5" Target="/word/media/a.png"/></Relationships>')
    byte = con_un_file(docx(paragrafo(f"<w:r>{disegno}</w:r>"), rels=inclusa), "word/media/a.png")
    assert [i.byte for i in leggi_documento(byte).immagini] == [b"byte"]


def test_di_una_cornice_si_prendono_immagine_e_didascalia():
    immagine = '<draw:frame><draw:image xlink:href="Pictures/a.jpg"/><svg:title>Sale</svg:title></draw:frame>'
    cornice = f"<draw:text-box><text:p>{immagine}Figura <text:span>1</text:span>: Accessi</text:p></draw:text-box>"
    byte = odt(f"<text:p>Sopra.<draw:frame>{cornice}</draw:frame></text:p>")
    letto = leggi_documento(con_un_file(byte, "Pictures/a.jpg"))
    assert letto.html == "<p>Sopra.</p><p>[figura: da-documento-1]</p>"
    assert letto.immagini == [ImmagineLetta("da-documento-1", b"byte", "Accessi", "Sale")]


def test_una_figura_torna_anche_dopo_un_giro_in_libreoffice():
    stile = '<style:style style:name="P1" style:parent-style-name="Didascalia_20_figura"/>'
    stile += '<style:style style:name="Didascalia_20_figura"/>'
    corpo = (
        '<text:p><draw:frame draw:name="figura:accessi"><draw:image/></draw:frame></text:p>'
        '<text:p text:style-name="P1">Accessi</text:p><text:p text:style-name="Fonte_20_figura">Fonte: Istat</text:p>'
        '<text:p><draw:frame draw:name="Immagine1"/>Dopo.</text:p>'
    )
    letto = leggi_documento(odt(corpo, stile))
    assert (letto.html, letto.tralasciati) == ("<p>[figura: accessi]</p><p>Dopo.</p>", ["1 immagine, disegno o oggetto"])
