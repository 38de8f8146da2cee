"""I passaggi si ritrovano anche se il testo intorno cambia; evidenziarli non cambia le parole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.passaggi import Passaggi
from ambito.nucleo.testo import pulisci_html

HTML = "<h2>Titolo</h2><p>Il <strong>servizio</strong> sociale &amp; la casa.</p><ul><li><p>Il servizio resta.</p></li></ul>"


@pytest.mark.parametrize(
    ("passo", "tratti"),
    [
        ("sociale & la", ["sociale &amp; la"]),
        ("servizio sociale", ["servizio", " sociale"]),
        ("  servizio\n sociale ", ["servizio", " sociale"]),
        ("la casa. Il servizio resta", ["la casa.", "Il servizio resta"]),
    ],
)
def test_si_trova_dalle_parole_anche_fra_marcatori_e_paragrafi(passo, tratti):
    posto = Passaggi(HTML).trova(passo)
    assert [HTML[da:a] for da, a in posto.tratti] == tratti
    assert posto.in_un_blocco == ("casa." not in passo)


def test_due_volte_serve_cio_che_sta_intorno():
    testo = Passaggi("<p>uno due tre</p><p>quattro due cinque</p>")
    assert testo.trova("due") is None
    assert testo.trova("due", "quattro", "cinque").inizio == testo.parole.index("due cinque")
    assert testo.trova("due", "uno", "cambiato").inizio == testo.parole.index("due tre")
    assert testo.trova("due", "uno", "cinque") is None
    assert testo.trova("sei") is None and testo.trova("  ") is None


def test_sostituire_tiene_il_formato_e_rende_innocuo_il_nuovo():
    testo = Passaggi(HTML)
    nuovo = testo.sostituisci(testo.trova("servizio sociale"), "segretariato <b>")
    assert nuovo.startswith("<h2>Titolo</h2><p>Il <strong>segretariato &lt;b&gt;</strong> &amp; la casa.")


def test_evidenziare_due_passaggi_che_si_toccano_non_li_annida():
    testo = Passaggi("<p>uno due tre</p>")
    html = testo.evidenzia({"a": testo.trova("uno due"), "b": testo.trova("due tre"), "c": testo.trova("tre")})
    assert html == '<p><mark id="a">uno due</mark> <mark id="c">tre</mark></p>'


MARCATI = st.lists(
    st.sampled_from(["<p>", "</p>", "<strong>", "</strong>", "a", "b ", " c", "&amp;", "<br>", "<li>", "<ul>", "&lt;"])
)


@given(MARCATI, st.integers(0, 20), st.integers(1, 8))
def test_ogni_passaggio_del_testo_si_evidenzia_senza_cambiare_nulla(pezzi, da, quanto):
    html = pulisci_html("".join(pezzi))
    testo = Passaggi(html)
    passo = testo.parole[da : da + quanto].strip()
    posto = testo.trova(passo)
    if posto is None:
        assert not passo or len(re.findall(f"(?={re.escape(passo)})", testo.parole)) > 1
        return
    segnato = testo.evidenzia({"x": posto})
    assert re.sub(r"</?mark[^>]*>", "", segnato) == html
    assert testo.intorno(posto)[0] in testo.parole
