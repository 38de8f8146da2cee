"""Il PDF ufficiale: conforme nella struttura, ripetibile, chiuso verso l'esterno, con limiti di tempo e memoria."""

import io
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from django.template import Context, Engine

from ambito.nucleo import figlio
from ambito.nucleo.grafici import barre, indicatore
from ambito.nucleo.mappa_quantita import mappa
from ambito.nucleo.pdf import Allegato, PdfNonRiuscito, rendi_pdf
from ambito.nucleo.pdf_figlio import _recupera as recupera
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.nucleo.qr import qr_svg

MODELLI = Path(__file__).parents[2] / "templates"
FORMA = [[[9.0, 45.0], [9.1, 45.0], [9.1, 45.1]]]
VOCI = [{"nome": f"Comune {n}", "valore": n, "geometria": FORMA} for n in range(6)]
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
TABELLA = (
    "<table><caption>Voti</caption><thead><tr><th scope=col>Comune</th><th scope=col class=numero>Voti</th></tr></thead><tbody>"
    + "".join(f"<tr><th scope=row>Comune {n}</th><td class=numero>{n}</td></tr>" for n in range(90))
    + "</tbody><tfoot><tr><th scope=row>Totale</th><td>4.005</td></tr></tfoot></table>"
)


def documento(corpo="<p>Testo.</p>", testa="<title>Titolo</title>", lingua=' lang="it"'):
    return f"<!doctype html><html{lingua}><head><meta charset=utf-8>{testa}</head><body><h1>Titolo</h1>{corpo}</body></html>"


def ufficiale(corpo, **altro):
    """Un documento fatto con il modello vero."""
    motore = Engine(dirs=[str(MODELLI)])
    modello = motore.from_string('{% extends "documenti/base.html" %}{% block corpo %}' + corpo + "{% endblock %}")
    dati = {
        "ambito": "Ambito di Lodi",
        "titolo": "Verbale n. 7",
        "sottotitolo": "Seduta del 25 novembre 2026",
        "codice": "1-ABCD-EFGH-JKLM",
        "url_verifica": "https://portale.example.it/verifica/1-ABCD-EFGH-JKLM/",
        "qr": qr_svg("https://portale.example.it/verifica/1-ABCD-EFGH-JKLM/"),
        "versione": 1,
        "emesso_il": "25 novembre 2026",
        "impronta_dati": "e3b0c442" * 8,
        "dimostrativo": True,
        "autore": "Ufficio di Piano",
    }
    return modello.render(Context(dati | altro))


def allegato(contenuto=b"a;b\n1;2\n"):
    return Allegato("voti.csv", contenuto, "Voti in formato CSV", datetime(2026, 11, 25, tzinfo=UTC))


@pytest.fixture(scope="module")
def verbale():
    grafici = barre(VOCI, "Spesa", "Per Comune", "euro") + mappa(VOCI, "Mappa", "Spesa", "euro") + indicatore(3, 9, "Risposte")
    corpo = f"<h2>Voti</h2>{TABELLA}<h2>Grafici</h2><figure>{grafici}</figure><p>Segni: ≤ ≥ → ✓ ☐ €</p><ul><li>uno</li></ul>"
    html = ufficiale(corpo)
    return html, rendi_pdf(html, titolo="Verbale n. 7", allegati=[allegato()])


def parole_di(pdf, pagina):
    """Le parole di una pagina, lette attraverso le tabelle dei caratteri incorporati."""
    comando = ["pdftotext", "-f", str(pagina), "-l", str(pagina), "-layout", "-", "-"]
    return subprocess.run(comando, input=pdf, capture_output=True, check=True).stdout.decode()


def test_il_documento_ufficiale_e_a_posto(verbale):
    assert verifica_pdf(verbale[1], allegati={"voti.csv": b"a;b\n1;2\n"}) == []


def test_il_documento_si_ripete_byte_per_byte(verbale):
    html, pdf = verbale
    assert rendi_pdf(html, titolo="Verbale n. 7", allegati=[allegato()]) == pdf


def test_ogni_pagina_dice_di_che_documento_e(verbale):
    pdf = verbale[1]
    quante = len(pikepdf.open(io.BytesIO(pdf)).pages)
    assert quante >= 3
    for pagina in range(1, quante + 1):
        parole = parole_di(pdf, pagina)
        assert f"pagina {pagina} di {quante}" in parole
        assert "Codice di verifica 1-ABCD-EFGH-JKLM" in parole
        assert "e3b0c442" * 8 in parole
        assert "DATO DIMOSTRATIVO" in parole
        assert "Ambito di Lodi" in parole


def test_titolo_e_autore_nei_metadati(verbale):
    with pikepdf.open(io.BytesIO(verbale[1])) as pdf:
        assert pdf.docinfo["/Title"] == "Verbale n. 7"
        assert pdf.docinfo["/Author"] == "Ufficio di Piano"
        assert "/CreationDate" not in pdf.docinfo


def test_modello_senza_codice_ne_marchio():
    parole = parole_di(rendi_pdf(ufficiale("", codice="", dimostrativo=False, versione=None), titolo="x"), 1)
    assert "Codice di verifica" not in parole
    assert "dimostrativo" not in parole.lower()
    assert "Versione" not in parole


def test_il_modello_protegge_i_testi():
    html = ufficiale("", ambito="<script>alert(1)</script>")
    assert "<script>" not in html


@pytest.mark.parametrize(
    "indirizzo",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.it/x",
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "stampa:../pdf.py",
        "stampa:/etc/passwd",
        "stampa:..",
        "stampa:Titillium-OFL.txt",
        "stampa:nessuno.ttf",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:text/html,x",
        "gopher://x",
        "",
    ],
)
def test_il_recupero_e_chiuso(indirizzo):
    with pytest.raises(ValueError, match="non ammesso"):
        recupera(indirizzo)


def test_il_recupero_apre_solo_la_cartella_di_stampa():
    tipo, contenuto = recupera("stampa:titillium-regular.ttf")
    assert (tipo, contenuto[:4]) == ("font/ttf", b"\x00\x01\x00\x00")
    assert recupera(f"data:image/png;base64,{PIXEL}")[0] == "image/png"


@pytest.mark.parametrize(
    ("html", "frase"),
    [
        (documento("<img src='file:///etc/passwd' alt=x>"), "esterno"),
        (documento("<a rel=attachment href='file:///etc/passwd'>x</a>"), "esterno"),
        (documento(testa="<title>t</title><link rel=attachment href='file:///etc/passwd'>"), "esterno"),
        (documento(testa="<title>t</title><style>@import 'file:///etc/passwd'</style>"), "esterno"),
        (
            documento(testa="<title>t</title><style>@font-face{font-family:x;src:url(file:///x.ttf)}p{font-family:x}</style>"),
            "esterno",
        ),
        (documento("<p>Il centro d&#39;ascolto 🏛 apre</p>"), "simbolo che non si può stampare .«🏛» dopo «.*Il centro d'ascolto»"),
        (documento(f"<img src='data:image/png;base64,{PIXEL}'>"), "testo alternativo"),
        (documento(lingua=""), "errore di impaginazione"),
    ],
)
def test_documenti_che_si_rifiutano(html, frase):
    with pytest.raises(PdfNonRiuscito, match=frase) as errore:
        rendi_pdf(html, titolo="x")
    assert str(errore.value).endswith(".")
    assert errore.value.dettagli


def test_immagine_dentro_l_html():
    pdf = rendi_pdf(documento(f"<p><img src='data:image/png;base64,{PIXEL}' alt='Stemma'></p>"), titolo="x")
    assert verifica_pdf(pdf) == []


def test_un_documento_che_costa_troppo_si_ferma():
    celle = "<td>parola " * 9000
    with pytest.raises(PdfNonRiuscito, match="troppo lungo o complicato"):
        rendi_pdf(documento(f"<table><tr><th>x{celle}</table>"), titolo="x", limite_secondi=2)
    righe = "<tr><td>parola" * 6000
    with pytest.raises(PdfNonRiuscito, match="memoria disponibile"):
        rendi_pdf(documento(f"<table><tr><th>x{righe}</table>"), titolo="x", limite_memoria=170 << 20)


def test_troppi_elementi_annidati():
    with pytest.raises(PdfNonRiuscito, match="uno dentro l’altro|troppo lungo"):
        rendi_pdf(documento("<div>" * 3000), titolo="x")


@pytest.mark.usefixtures("figli_nuovi")
def test_il_figlio_non_vede_le_credenziali(monkeypatch):
    visto = {}
    monkeypatch.setenv("SECRET_KEY", "segreta")
    monkeypatch.setenv("DATABASE_URL", "postgres://x")

    def spia(comando, **opzioni):
        visto.update(opzioni["env"])
        raise figlio.subprocess.TimeoutExpired(comando, 1)

    monkeypatch.setattr(figlio.subprocess, "run", spia)
    with pytest.raises(PdfNonRiuscito, match="tempo disponibile"):
        rendi_pdf(documento(), titolo="x")
    assert "SECRET_KEY" not in visto
    assert "DATABASE_URL" not in visto


def test_allegati_senza_fuso_o_con_relazione_inventata():
    with pytest.raises(ValueError, match="fuso"):
        Allegato("a", b"", "", datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="relazione"):
        Allegato("a", b"", "", datetime(2026, 1, 1, tzinfo=UTC), "Boh")


@pytest.mark.parametrize(
    ("html", "problema"),
    [
        (documento("<h3>salto</h3>"), "il titolo H3 segue H1"),
        (documento("<table><tr><td>1<td>2</table>"), "una tabella non ha intestazioni"),
        (documento("<table><tr><th>1<th>2<tr><td>3</table>"), "una tabella ha righe di lunghezza diversa: [1, 2]"),
        (documento("<p><a href='https://a.it'><strong>x</strong></a></p>"), "un collegamento è marcato come NonStruct"),
        (documento("<p style='opacity:.5'>x</p>"), "pagina 1: contenuto dipinto fuori dai marcatori"),
        (documento("<ul style='list-style:none'>fuori<li>dentro</li></ul>"), "un elenco (L) contiene"),
        (
            documento("<svg xmlns='http://www.w3.org/2000/svg' width=9 height=9><rect width=9 height=9 /></svg>"),
            "una figura non ha testo",
        ),
    ],
)
def test_la_verifica_trova_gli_errori(html, problema):
    problemi = verifica_pdf(rendi_pdf(html, titolo="x"))
    assert any(trovato.startswith(problema) for trovato in problemi), problemi


def test_i_capoversi_di_un_elenco_stanno_nel_corpo_della_voce():
    corpo = "<ol><li><p>uno</p><p>due</p><ul><li>tre<p>quattro</p></li></ul></li><li>cinque</li></ol>"
    assert verifica_pdf(rendi_pdf(documento(corpo), titolo="x")) == []


def test_la_verifica_trova_allegati_diversi_e_pdf_non_conformi(verbale):
    assert verifica_pdf(verbale[1], allegati={"voti.csv": b"x"}) == ["allegato voti.csv: manca o è diverso"]
    vuoto = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(vuoto)
    problemi = verifica_pdf(vuoto.getvalue())
    assert "mancano i metadati XMP" in problemi
    assert "il documento non è marcato" in problemi
