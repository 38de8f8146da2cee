"""Le note di un testo: si scrivono anche senza editor, hanno sole parole, si leggono in fondo e si confrontano nel loro punto."""

import io
import re
import zipfile
from datetime import UTC, datetime

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.note import note_a_pie, note_fra_parentesi, note_in_fondo, note_scritte
from ambito.nucleo.passaggi import Passaggi
from ambito.nucleo.pdf import rendi_pdf
from ambito.nucleo.pdf_verifica import verifica_pdf
from ambito.nucleo.testo import differenze_per_documento, per_documento, pulisci_html
from ambito.nucleo.testo import testo_semplice as semplice
from ambito.nucleo.word import leggi_documento, scrivi_docx
from piano.selezioni.lettura import in_breve
from tests.nucleo.test_word import odt

TESTO = "<p>Il segretariato<small>Legge 328/2000, art. 22 &amp; altre.</small> è <em>unico</em><small>Dal 2027.</small>.</p>"


def test_senza_editor_si_scrive_fra_parentesi():
    assert note_scritte("<p>Il servizio[nota: Legge 328, art. 22.] è unico.</p>") == (
        "<p>Il servizio<small>Legge 328, art. 22.</small> è unico.</p>"
    )
    for fermo in ("<p>[nota:]</p>", "<p>[nota: ]</p>", "<p>[nota: <em>x</em>]</p>", '<a href="https://a.it/[nota: x]">y</a>'):
        assert note_scritte(fermo) == fermo


def test_le_sole_parole_tornano_come_si_scrivono():
    assert semplice(TESTO) == "Il segretariato [nota: Legge 328/2000, art. 22 & altre.] è unico [nota: Dal 2027.]."
    assert note_scritte(note_fra_parentesi(TESTO)).replace(" <small>", "<small>") == TESTO


@pytest.mark.parametrize(
    ("sporco", "pulito"),
    [
        ('<small class="x" onclick="alert(1)" style="x">n</small>', "<small>n</small>"),
        ("<small>a <b>b</b> <em>c</em><img src=x onerror=alert(1)></small>", "<small>a b c</small>"),
        ('<small><a href="javascript:alert(1)">a</a></small>', "<small>a</small>"),
        ('<small><a href="https://a.it">a</a></small>', "<small>a</small>"),
        ('<a href="https://a.it">b<small>n</small></a>', '<a href="https://a.it" rel="noopener noreferrer">bn</a>'),
        ("<small>a<small>b</small>c</small>", "<small>ab</small>c"),
        ("<small><table><tr><td>x</td></tr></table></small>", "<small>x</small>"),
        ("<small><script>alert(1)</script><svg onload=alert(1)>x</svg></small>", "<small>x</small>"),
        ("<small>uno<br>due</small>", "<small>uno due</small>"),
        ("<small>uno</small> <small>due</small><small>tre</small>", "<small>uno due tre</small>"),
        ('<sup data-nota><a href="#nota-1" id="rif">1</a></sup>', '<sup><a rel="noopener noreferrer">1</a></sup>'),
    ],
)
def test_una_nota_ha_sole_parole(sporco, pulito):
    assert pulisci_html(sporco) == pulito
    assert pulisci_html(pulito) == pulito


def test_chi_legge_trova_i_numeri_e_le_note_in_fondo_e_torna():
    letto = per_documento(TESTO)
    rimandi = re.findall(r'href="#(nota-[0-9a-f]{8}-\d)" id="(rif-[0-9a-f]{8}-\d)"', letto)
    assert len(rimandi) == 2 and "<small>" not in letto
    corpo, note = letto.split("<div data-nota>")
    assert "Legge 328" not in corpo and "Legge 328/2000, art. 22 &amp; altre." in note
    for nota, rif in rimandi:
        assert f'<li id="{nota}">' in note and f'<a href="#{rif}">Torna al testo' in note
    nomi = re.findall(r' id="([^"]+)"', letto + per_documento(TESTO + "<p>x</p>"))
    assert len(set(nomi)) == len(nomi) == 8


def test_senza_note_il_testo_e_quello_e_una_nota_vuota_sparisce():
    assert per_documento("<p>a</p>") == "<p>a</p>"
    assert note_in_fondo("<p>a<small> </small></p>") == note_a_pie("<p>a<small></small></p>") == "<p>a</p>"


def test_nel_confronto_la_nota_cambiata_si_vede_nel_suo_punto():
    diff = differenze_per_documento(TESTO, TESTO.replace("2027", "2028"))
    assert "nota: Dal " in diff and re.search(r"<del>.*2027.*</del>", diff) and re.search(r"<ins>.*2028.*</ins>", diff)
    assert "data-nota" not in diff and "<small>" not in diff


def test_un_commento_passa_sopra_una_nota():
    passaggi = Passaggi(TESTO)
    assert passaggi.parole.strip() == "Il segretariato è unico."
    posto = passaggi.trova("segretariato è")
    assert "<small>Legge" in passaggi.sostituisci(posto, "servizio") and "Il servizio<small>" in passaggi.sostituisci(
        posto, "servizio"
    )
    assert note_in_fondo(passaggi.evidenzia({"passo-1": posto})).count("<mark") == 2


def test_nel_pdf_sono_note_a_pie_di_pagina_vere():
    corpo = note_a_pie(f"<h2>Uno</h2>{TESTO}<ul><li>voce<small>In un elenco.</small></li></ul>")
    pdf = rendi_pdf(
        f'<!doctype html><html lang="it"><head><title>T</title></head><body><h1>T</h1>{corpo}</body></html>', titolo="T"
    )
    assert verifica_pdf(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as aperto:
        note = [o for o in aperto.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name.Note]
        assert len({str(nota.ID) for nota in note}) == len(note) == 3
        note[1].ID = note[0].ID
        rovinato = io.BytesIO()
        aperto.save(rovinato)
    assert verifica_pdf(rovinato.getvalue()) == ["una nota non ha un nome, o è quello di un’altra"]


def test_in_word_vanno_e_tornano():
    docx = scrivi_docx(TESTO, titolo="", autore="A", creato=datetime(2026, 1, 1, tzinfo=UTC))
    letto = leggi_documento(docx)
    assert (letto.html, letto.tralasciati) == (TESTO, [])


@given(
    st.lists(st.sampled_from(["<small>", "</small>", "[nota: ", "]", "a", "<p>", "</p>", "<a href='https://a.it'>", "</a>", "<b>"]))
)
def test_qualunque_intreccio_si_legge(pezzi):
    pulito = pulisci_html(note_scritte(pulisci_html("".join(pezzi))))
    assert pulisci_html(pulito) == pulito
    assert "<small>" not in per_documento(pulito) and "<small>" not in note_a_pie(pulito)


def test_lo_stesso_testo_due_volte_nella_pagina_non_ha_due_volte_la_stessa_ancora():
    nomi = re.findall(r' id="([^"]+)"', per_documento(TESTO, 3, "a") + per_documento(TESTO, 3, "b"))
    assert len(nomi) == len(set(nomi)) == 8


def test_due_note_attaccate_in_un_documento_tengono_lo_spazio_e_una_vuota_non_ha_numero():
    byte = scrivi_docx("<p>Uno<small>a</small><small>b</small> due<small> </small>.</p>", titolo="", autore="A",
                       creato=datetime(2026, 1, 1, tzinfo=UTC))  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(byte)) as docx:
        assert docx.read("word/document.xml").decode().count("footnoteReference ") == 2
    assert leggi_documento(byte).html == "<p>Uno<small>a b</small> due.</p>"


def test_il_commento_a_margine_di_una_nota_non_ne_fa_parte():
    commento = "<office:annotation><text:p>Controllare</text:p></office:annotation>"
    nota = f"<text:note><text:note-body><text:p>Legge<text:s/>328{commento}, art. 22</text:p></text:note-body></text:note>"
    assert leggi_documento(odt(f"<text:p>Il servizio{nota} è unico.</text:p>")).html == (
        "<p>Il servizio<small>Legge 328, art. 22</small> è unico.</p>"
    )


def test_l_inizio_di_un_testo_non_ha_note_ne_segni_di_figure():
    testo = "<p>Comincia<small>nota</small> così.</p><p>[figura: accessi]</p><p>E poi [figura: storta] prosegue.</p>"
    assert " ".join(in_breve({"testo": testo}).split()) == "Comincia così. E poi prosegue."
