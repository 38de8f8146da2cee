"""Le figure nei testi: il segno da solo in un paragrafo diventa l’immagine, tutto il resto resta parole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.nucleo.figure import con_le_figure, figure_citate, figure_scritte, segno_di_figura
from ambito.nucleo.testo import pulisci_html
from piano.operazioni import testo as scrittura

UNA = {
    "codice": "accessi", "titolo": "T & <b>", "descrizione": 'D "x"', "fonte": "", "larghezza": 3, "altezza": 2,
    "sorgente": "/a\"b",
}  # fmt: skip


@pytest.mark.parametrize(("scritto", "atteso"), [
    ("[figura: accessi]", "<p>[figura: accessi]</p>"),
    ("Prima.\n\n[figura: accessi]\n\nDopo.", "<p>Prima.</p><p>[figura: accessi]</p><p>Dopo.</p>"),
    ("<p>Prima.</p>\n[figura: accessi]\n<h2>Dopo</h2>", "<p>Prima.</p><p>[figura: accessi]</p><h2>Dopo</h2>"),
    ("<p>Prima.</p> [figura: accessi]", "<p>Prima.</p><p>[figura: accessi]</p>"),
    ("<p>In mezzo [figura: accessi] alle parole.</p>", "<p>In mezzo [figura: accessi] alle parole.</p>"),
    ("<ul><li>[figura: accessi]</li></ul>", "<ul><li>[figura: accessi]</li></ul>"),
])  # fmt: skip
def test_il_segno_scritto_senza_editor_sta_in_un_paragrafo_suo(scritto, atteso):
    assert scrittura.testo_pulito(scritto) == atteso == scrittura.testo_pulito(atteso)


def test_l_immagine_prende_il_posto_del_segno_e_le_parole_sono_innocue():
    assert con_le_figure("<p>[Figura:  ACCESSI ]</p><p>[figura: altra]</p>", [UNA]) == (
        '<figure><img src="/a&quot;b" alt="D &quot;x&quot;" width="3" height="2" loading="lazy">'
        "<figcaption>T &amp; &lt;b&gt;</figcaption></figure><p>[figura: altra]</p>"
    )
    assert con_le_figure("<p>[figura: accessi]</p>", [{**UNA, "sorgente": ""}]) == "<p>[figura: accessi]</p>"
    assert con_le_figure("<p>Qui [figura: accessi]</p>", [UNA]) == "<p>Qui [figura: accessi]</p>"


codici = st.from_regex(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", fullmatch=True)


@given(st.lists(codici, max_size=5))
def test_si_ritrovano_nell_ordine_ciascuna_una_volta(elenco):
    html = "".join(f"<p>{segno_di_figura(codice)}</p><p>Parole.</p>" for codice in elenco)
    assert figure_citate(html) == list(dict.fromkeys(elenco))
    assert pulisci_html(html) == html == figure_scritte(html)


@given(st.text(alphabet="<>/p[]figura: x-\n&", max_size=60))
def test_un_testo_qualunque_resta_pulito(testo):
    pulito = pulisci_html(testo)
    scritto = figure_scritte(pulito)
    assert figure_scritte(scritto) == scritto == pulisci_html(scritto)
    assert con_le_figure(scritto, []) == scritto
