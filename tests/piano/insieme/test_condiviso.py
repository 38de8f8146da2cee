"""Il testo che diventa documento Yjs e torna HTML: non cambia, rispetta lo schema dell’editor, si unisce senza perdere nulla."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from ambito.nucleo import testo as forme
from piano.condiviso import accogli, documento, html_del, in_forma, intreccia
from piano.condiviso.unione import contiene
from piano.operazioni import testo as sezioni

REL = 'rel="noopener noreferrer"'
STABILI = [
    "<p>Perché 😀 &amp; &lt;così&gt;</p>",
    "<p>uno&nbsp;due</p><p></p><p>tre</p>",
    "<h2>Titolo</h2><h3>Sotto</h3><h4>Ancora</h4>",
    "<p>a<strong>b<em>c</em></strong><em>d</em><s>e</s><u>f</u> x<sup>2</sup> H<sub>2</sub>O</p>",
    "<p>riga<br>a capo<br></p>",
    f'<p><a href="https://esempio.it/?a=1&amp;b=2" {REL}>qui</a> <a href="mailto:a@b.it" {REL}>posta</a></p>',
    f'<p>Abitanti: <a href="#dato-residenti-ambito" {REL}>240.112</a>.</p>',
    "<p>Il servizio<small>Legge 328/2000, art. 19.</small> è <em>unico</em><small>Seconda</small>.</p>",
    "<ul><li><p>uno</p><ul><li><p>dentro</p></li></ul></li><li><p>due</p></li></ul>",
    "<ol><li><p>primo</p></li></ol><blockquote><p>detto</p></blockquote>",
    "<table><tbody><tr><th><p>Area</p></th><th><p>2027</p></th></tr><tr><td><p>Minori</p></td><td><p>120</p></td></tr></tbody></table>",
    '<table><tbody><tr><th colspan="2"><p>Tutto</p></th></tr><tr><td rowspan="2"><p>a</p></td><td><p>b</p></td></tr>'
    "<tr><td><p>c</p></td></tr></tbody></table>",
]
RIPORTATI = [
    ("", "<p></p>"),
    ("parole sciolte", "<p>parole sciolte</p>"),
    ("<ul><li>senza paragrafo</li></ul>", "<ul><li><p>senza paragrafo</p></li></ul>"),
    ("<ul><li><h3>titolo</h3></li></ul>", "<ul><li><p></p><h3>titolo</h3></li></ul>"),
    ("<blockquote>detto</blockquote>", "<blockquote><p>detto</p></blockquote>"),
    ("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>",
     "<table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p>c</p></td><td><p></p></td></tr></tbody></table>"),
    ('<table><tr><td rowspan="9">a</td><td colspan="3">b</td></tr></table>',
     '<table><tbody><tr><td><p>a</p></td><td colspan="3"><p>b</p></td></tr></tbody></table>'),
    ("<table><tr></tr></table>", "<p></p>"),
    ('<p><a href="https://a.it"><strong>forte</strong> e no</a></p>', f'<p><a href="https://a.it" {REL}>forte e no</a></p>'),
    ("<p><strong>a<small>n <em>b</em></small></strong></p>", "<p><strong>a</strong><small>n b</small></p>"),
    ("<strong><p>in blocco</p></strong>", "<p><strong>in blocco</strong></p>"),
    ('<p>male<script>alert(1)</script><a href="javascript:x">no</a></p>', "<p>maleno</p>"),
]  # fmt: skip


@pytest.mark.parametrize("html", STABILI)
def test_ogni_elemento_ammesso_va_e_torna_uguale(html):
    assert sezioni.testo_pulito(html) == html
    assert in_forma(html) == html


@pytest.mark.parametrize(("html", "atteso"), RIPORTATI)
def test_cio_che_l_editor_non_ammette_vi_e_riportato_senza_perdere_parole(html, atteso):
    assert in_forma(html) == atteso
    assert in_forma(atteso) == atteso


# Le stesse forme, annidate a caso.
PAROLE = st.text(st.sampled_from("abc à😀&<>\"'\xa0 "), min_size=1, max_size=8)
IN_LINEA = st.recursive(
    PAROLE.map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda dentro: st.tuples(st.sampled_from(["strong", "em", "s", "u", "sup", "sub", "small"]), st.lists(dentro, max_size=3)).map(
        lambda n: f"<{n[0]}>{''.join(n[1])}</{n[0]}>"
    ) | st.just("<br>") | dentro.map(lambda t: f'<a href="https://a.it">{t}</a>'),
    max_leaves=6,
)  # fmt: skip


def _annida(dentro):
    molti = st.lists(dentro, max_size=3).map("".join)
    celle = st.lists(st.tuples(st.sampled_from(["td", "th", 'td colspan="2"', 'td rowspan="3"']), molti), max_size=3)
    riga = celle.map(lambda cc: "<tr>" + "".join(f"<{c}>{t}</{c[:2]}>" for c, t in cc) + "</tr>")
    return st.one_of(
        st.tuples(st.sampled_from(["p", "h2", "h3", "blockquote", "li"]), molti).map(lambda n: f"<{n[0]}>{n[1]}</{n[0]}>"),
        st.tuples(st.sampled_from(["ul", "ol"]), st.lists(molti.map(lambda t: f"<li>{t}</li>"), max_size=3)).map(
            lambda n: f"<{n[0]}>{''.join(n[1])}</{n[0]}>"
        ),
        st.lists(riga, max_size=3).map(lambda righe: f"<table>{''.join(righe)}</table>"),
    )


TESTI = st.lists(st.recursive(IN_LINEA, _annida, max_leaves=10), max_size=4).map("".join)
CONTIENE = {
    "doc": {"paragraph", "heading", "bulletList", "orderedList", "blockquote", "table"},
    "bulletList": {"listItem"}, "orderedList": {"listItem"}, "table": {"tableRow"}, "tableRow": {"tableCell", "tableHeader"},
    "paragraph": {"hardBreak"}, "heading": {"hardBreak"}, "hardBreak": set(),
}  # fmt: skip


def fuori_schema(nodi, padre="doc"):
    """I nodi che l’editor, trovandoli lì, cancellerebbe."""
    male = [] if padre in ("paragraph", "heading", "hardBreak") or len(nodi) else [f"{padre} vuoto"]
    if padre == "listItem" and len(nodi) and nodi[0].tag != "paragraph":
        male.append("voce senza paragrafo")
    for nodo in nodi:
        if isinstance(nodo, XmlText):
            male += [] if padre in ("paragraph", "heading") else [f"parole in {padre}"]
        elif nodo.tag not in CONTIENE.get(padre, CONTIENE["doc"]):
            male.append(f"{nodo.tag} in {padre}")
        else:
            male += fuori_schema(list(nodo.children), nodo.tag)
    return male


def parole(html):
    """Le parole, senza i trattini delle voci d’elenco."""
    return "".join(forme.testo_semplice(html).replace("-", " ").split())


@settings(deadline=None, max_examples=60)
@given(TESTI)
def test_qualunque_testo_diventa_un_documento_valido_con_le_stesse_parole(html):
    pulito = sezioni.testo_pulito(html)
    doc = documento(pulito)
    assert fuori_schema(list(doc.get("default", type=XmlFragment).children)) == []
    reso = html_del(doc)
    assert in_forma(reso) == reso
    assert parole(reso) == parole(pulito)
    # Ciò che si salva è già pulito: salvarlo non lo cambia più.
    assert sezioni.testo_pulito(reso) in (reso, "")


def test_un_navigatore_malevolo_non_fa_passare_nulla():
    doc = Doc()
    doc["default"] = radice = XmlFragment()
    radice.children.append(XmlElement("script", {"src": "https://altrove.it"}))
    paragrafo = XmlElement("paragraph", {"onclick": "alert(1)", "level": "x"})
    radice.children.append(paragrafo)
    testo = XmlText()
    paragrafo.children.append(testo)
    testo.insert(0, "<b onload=x>ciao", {"link": {"href": 'javascript:"><script>'}, "ignoto": {"a": 1}})
    radice.children.append(XmlElement("heading", {"level": 9e99}))
    assert sezioni.testo_pulito(html_del(doc)) == "<p>&lt;b onload=x&gt;ciao</p><h2></h2>"
    profondo = radice.children
    for _ in range(200):
        elemento = XmlElement("blockquote")
        profondo.append(elemento)
        profondo = elemento.children
    assert html_del(doc).count("<blockquote>") < 100


TRE = "<p>Primo.</p><p>Secondo.</p><p>Terzo.</p>"


@pytest.mark.parametrize(
    ("qui", "fuori", "atteso", "contrasti"),
    [
        (TRE, TRE, TRE, 0),
        (TRE, TRE.replace("Primo", "Primo 😀 più"), TRE.replace("Primo", "Primo 😀 più"), 0),
        (TRE.replace("Terzo", "Terzo Q"), TRE.replace("Primo", "Primo L"), "<p>Primo L.</p><p>Secondo.</p><p>Terzo Q.</p>", 0),
        # Chi ha salvato da solo aveva già una parte di ciò che è qui.
        (TRE.replace("Primo", "Primo ab"), TRE.replace("Primo", "Primo abcd"), TRE.replace("Primo", "Primo abcd"), 0),
        (TRE.replace("Primo", "Primo abcd"), TRE.replace("Primo", "Primo ab"), TRE.replace("Primo", "Primo abcd"), 0),
        (TRE.replace("Primo", "Mio"), TRE.replace("Primo", "Suo"), "<p>Mio.</p><p>Suo.</p><p>Secondo.</p><p>Terzo.</p>", 1),
        # Paragrafi accanto, cambiati uno da ciascuno; e righe nuove nello stesso posto.
        (TRE.replace("Primo", "Primo Q"), TRE.replace("Secondo", "Secondo L"), "<p>Primo Q.</p><p>Secondo L.</p><p>Terzo.</p>", 0),
        (TRE + "<p>Durante ab</p>", TRE + "<p>Durante abcd</p><p>Altro</p>", TRE + "<p>Durante abcd</p><p>Altro</p>", 0),
        (TRE + "<p>Mio</p>", TRE + "<p>Suo</p>", TRE + "<p>Mio</p><p>Suo</p>", 0),
        ("<p>Secondo.</p><p>Terzo.</p>", TRE.replace("Primo.", "Primo cambiato."), TRE.replace("Primo.", "Primo cambiato."), 1),
        (TRE, TRE + "<ul><li><p>voce</p></li></ul>", TRE + "<ul><li><p>voce</p></li></ul>", 0),
        (TRE, "<h2>Primo.</h2><p>Terzo.</p>", "<h2>Primo.</h2><p>Terzo.</p>", 0),
        (TRE, TRE.replace("Secondo", "<strong>Secondo</strong>"), TRE.replace("Secondo", "<strong>Secondo</strong>"), 0),
    ],
)  # fmt: skip
def test_cio_che_arriva_da_fuori_si_unisce(qui, fuori, atteso, contrasti):
    doc = documento(qui)
    assert accogli(doc, TRE, fuori) == contrasti
    assert html_del(doc) == atteso


def test_chi_scrive_nel_paragrafo_ritoccato_da_fuori_non_perde_lettere():
    doc = documento(TRE)
    altrui = Doc()
    altrui.apply_update(doc.get_update())
    testo = altrui.get("default", type=XmlFragment).children[0].children[0]
    testo.insert(len(testo), " Scritto intanto.", {})
    accogli(doc, TRE, TRE.replace("Primo", "Il primissimo"))
    doc.apply_update(altrui.get_update())
    assert html_del(doc) == "<p>Il primissimo. Scritto intanto.</p><p>Secondo.</p><p>Terzo.</p>"


@settings(deadline=None, max_examples=60)
@given(TESTI, TESTI, TESTI)
def test_nessuna_parola_si_perde_unendo(base, qui, fuori):
    base, qui, fuori = map(sezioni.testo_pulito, (base, qui, fuori))
    doc = documento(qui)
    accogli(doc, base, fuori)
    reso = html_del(doc)
    assert fuori_schema(list(doc.get("default", type=XmlFragment).children)) == []
    if in_forma(base) == in_forma(qui):
        assert reso == in_forma(fuori)
    if in_forma(base) == in_forma(fuori):
        assert reso == in_forma(qui)


def test_contiene():
    assert contiene("abcd", "ad") and contiene("a", "") and contiene("aaa", "aa") and contiene("ab", "ab")
    assert not contiene("ab", "ba") and not contiene("ab", "abc")
    # Lettere sparse qua e là non sono lo stesso testo.
    assert not contiene("Primo. Secondo anno", "Primo. a")


def test_chi_resta_solo_si_unisce_ma_due_righe_nello_stesso_posto_si_chiedono():
    assert intreccia("", "<p>Insieme.</p><p>Da solo.</p>", "<p>Insieme.</p>", severa=True)[1] == 0
    assert intreccia(TRE, TRE + "<p>Mio</p>", TRE + "<p>Suo</p>", severa=True)[1] == 1
    assert intreccia(TRE, TRE.replace("Terzo", "Mio"), TRE.replace("Terzo", "Suo"), severa=True)[1] == 1
