import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ambito.nucleo.testo import Conflitto, blocchi, differenze, fondi, per_documento, pulisci_html
from ambito.nucleo.testo import testo_semplice as semplice

PAROLE = st.text("abc àè&<>\"'", min_size=1, max_size=12)
IN_LINEA = st.recursive(
    PAROLE.map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda figli: st.tuples(st.sampled_from(["strong", "em", "u"]), figli, figli).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>{t[2]}"),
    max_leaves=4,
)


def _elenco(voci):
    return "<ul>" + "".join(f"<li><p>{voce}</p></li>" for voce in voci) + "</ul>"


def _tabella(righe):
    return (
        "<table><tbody>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in riga) + "</tr>" for riga in righe) + "</tbody></table>"
    )


BLOCCO = (
    st.tuples(st.sampled_from(["p", "h2", "h3", "h4"]), IN_LINEA).map(lambda t: f"<{t[0]}>{t[1]}</{t[0]}>")
    | st.lists(IN_LINEA, min_size=1, max_size=3).map(_elenco)
    | st.lists(st.lists(IN_LINEA, min_size=2, max_size=2), min_size=1, max_size=3).map(_tabella)
)
DOCUMENTI = st.lists(BLOCCO, max_size=5).map("".join)
MARCATORI = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<a href='http://x>'>",
        "</a>",
        "<td colspan=9>",
        "<table>",
        "<li>",
        "<script>",
        "<!--",
        "-->",
        "<b",
        "&",
        "\x00",
        "\ud800",
        "<svg>",
        "<math>",
        "<style>",
        "<noscript>",
        "<small>",
        "</small>",
    ]
)
SPORCHI = st.lists(MARCATORI | st.text(max_size=5), max_size=15).map("".join)


@pytest.mark.parametrize(
    ("sporco", "pulito"),
    [
        ("<p onclick=x style='color:red'>A<script>alert(1)</script></p>", "<p>A</p>"),
        ('<a href="javascript:alert(1)">k</a>', '<a rel="noopener noreferrer">k</a>'),
        ('<a href="/interno">k</a>', '<a rel="noopener noreferrer">k</a>'),
        ('<a href="https://a.it">a <b>b</b></a>', '<a href="https://a.it" rel="noopener noreferrer">a b</a>'),
        ('<a href="https://a.it">a <em>b</em></a>', '<a href="https://a.it" rel="noopener noreferrer">a b</a>'),
        ("<h1>titolo</h1><img src=x>", "titolo"),
        (
            "<table><tr><td colspan=1000000 rowspan=2>x</td></tr></table>",
            '<table><tbody><tr><td rowspan="2">x</td></tr></tbody></table>',
        ),
        ("a\ud800b", "a?b"),
        ("<div>" * 500 + "ciao <i>a te</i>", "ciao  a te"),
        ("<blockquote>" * 50 + "ciao", "<p>ciao</p>"),
    ],
)
def test_pulisci_html(sporco, pulito):
    assert pulisci_html(sporco).strip() == pulito


@given(SPORCHI | DOCUMENTI)
def test_pulire_due_volte_non_cambia(sporco):
    pulito = pulisci_html(sporco)
    assert pulisci_html(pulito) == pulito
    assert not re.search(r"<script|<style|<svg|<img|\son[a-z]+=|style=", re.sub(r"&lt;.*", "", pulito))


@pytest.mark.parametrize("pezzo", ["<div>", "<ul><li>", "<table><tr><td>", "<b>", "<blockquote><p>", "<div title='</div>'>"])
def test_migliaia_di_marcatori_annidati_non_costano(pezzo):
    inizio = time.process_time()
    pulisci_html(pezzo * 100_000)
    assert time.process_time() - inizio < 8


def test_testo_semplice():
    html = "<h2>Titolo</h2><p>Uno &amp; due<br>tre</p><ul><li><p>voce</p></li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    assert semplice(html) == "Titolo\nUno & due\ntre\n- voce\na\tb"


def test_differenze_di_parole():
    diff = differenze("<p>Il piano vale <strong>tre</strong> anni.</p>", "<p>Il piano vale <strong>cinque</strong> anni.</p>")
    assert '<del><span class="visually-hidden">inizio eliminazione: </span>tre' in diff
    assert "<strong>" in diff
    assert 'inizio aggiunta: </span>cinque<span class="visually-hidden"> fine aggiunta</span></ins>' in diff


def test_differenze_tiene_fuori_i_marcatori_degli_utenti():
    assert differenze("", "<ins>x</ins><span class=y>z</span>") == differenze("", "xz")


_NASCOSTI = re.compile(r'<span class="visually-hidden">[^<]*</span>')


def _solo(diff, tolto):
    return re.sub(rf"<{tolto}>.*?</{tolto}>", "", _NASCOSTI.sub("", diff), flags=re.S)


def _lettere(html):
    return "".join(unescape(re.sub("<[^<>]+>", "", html)).split())


@settings(max_examples=150)
@given(DOCUMENTI, DOCUMENTI)
def test_dalle_differenze_si_ritrovano_i_due_testi(prima, dopo):
    diff = differenze(prima, dopo)
    assert _lettere(_solo(diff, "del")) == _lettere(dopo)
    assert sorted(_lettere(_solo(diff, "ins"))) == sorted(_lettere(prima))
    assert pulisci_html(re.sub("</?(ins|del)>", "", _NASCOSTI.sub("", diff))) == re.sub(
        "</?(ins|del)>", "", _NASCOSTI.sub("", diff)
    )


@given(DOCUMENTI)
def test_nessuna_differenza_con_se_stesso(testo):
    assert differenze(testo, testo) == "".join(blocchi(pulisci_html(testo)))


@given(SPORCHI, SPORCHI, SPORCHI)
def test_differenze_e_unione_non_si_rompono_mai(uno, due, tre):
    differenze(uno, due)
    fondi(uno, due, tre)
    per_documento(uno)


def test_fondi_modifiche_in_punti_diversi():
    base = "<p>a</p><p>b</p><p>c</p>"
    assert fondi(base, "<p>A</p><p>b</p><p>c</p>", "<p>a</p><p>b</p><p>c</p><p>d</p>") == ("<p>A</p><p>b</p><p>c</p><p>d</p>", [])


def test_fondi_stesso_punto_e_un_conflitto():
    html, conflitti = fondi("<p>a</p><p>b</p>", "<p>a</p><p>mio</p>", "<p>a</p><p>suo</p>")
    assert html == "<p>a</p><p>mio</p>"
    assert conflitti == [Conflitto("<p>b</p>", "<p>mio</p>", "<p>suo</p>")]


@given(DOCUMENTI, DOCUMENTI)
def test_fondi_se_cambia_uno_solo_vince_lui(base, nuova):
    attesa = "".join(blocchi(pulisci_html(nuova)))
    assert fondi(base, nuova, base) == (attesa, [])
    assert fondi(base, base, nuova) == (attesa, [])
    assert fondi(base, nuova, nuova) == (attesa, [])


@given(DOCUMENTI, DOCUMENTI, DOCUMENTI)
def test_fondi_non_perde_un_mio_blocco_nuovo(base, mia, sua):
    html, conflitti = fondi(base, mia, sua)
    vecchi = set(blocchi(pulisci_html(base)))
    assert all(blocco in html for blocco in blocchi(pulisci_html(mia)) if blocco not in vecchi)
    insieme = html + "".join(c.sua for c in conflitti)
    assert all(blocco in insieme for blocco in blocchi(pulisci_html(sua)) if blocco not in vecchi)


def test_per_documento_titoli_senza_salti_e_tabelle_regolari():
    html = "<h3>a</h3><h4>b</h4><h2>c</h2><h4>d</h4><table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"
    assert per_documento(html, 2) == (
        "<h2>a</h2><h3>b</h3><h2>c</h2><h3>d</h3>"
        '<table><thead><tr><th scope="col">1</th><th scope="col">2</th></tr></thead><tr><td>3</td><td></td></tr></table>'
    )


@given(DOCUMENTI)
def test_per_documento_non_salta_mai_un_livello(html):
    ultimo = 2
    for numero in re.findall(r"<h(\d)>", per_documento(html, 3)):
        assert int(numero) <= ultimo + 1
        ultimo = int(numero)
