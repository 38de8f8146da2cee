"""Tabelle e figure numerate per capitolo."""

from ambito.nucleo.numerazione import numera


def test_ogni_tabella_prende_il_numero_del_capitolo_e_il_titolo_sotto_cui_sta():
    html = "<h2>3 Contesto</h2><table><tr></tr></table><h3 id=x>Età &amp; <b>genere</b></h3><table class='a'><tr></tr></table>"
    numerato, voci = numera(html, "3", "Contesto")
    assert [(v.etichetta, v.didascalia) for v in voci] == [("Tabella 3.1", "3 Contesto"), ("Tabella 3.2", "Età & genere")]
    assert "<table class='a'><caption id=\"tabella-3.2\">Tabella 3.2 – Età &amp; genere</caption>" in numerato


def test_una_didascalia_scritta_resta_e_le_figure_hanno_un_conto_loro():
    html = "<figure><figcaption>Spesa</figcaption></figure><table>\n<caption>Tavoli</caption><tr></tr></table>"
    numerato, voci = numera(html, "1", "Governance")
    assert [v.arrivo for v in voci] == ["figura-1.1", "tabella-1.1"]
    assert '<figcaption id="figura-1.1">Figura 1.1 – Spesa</figcaption>' in numerato and numerato.count("<caption") == 1


def test_ogni_scheda_ricomincia_dal_proprio_codice():
    html = "".join(f'<div data-numera="{c}"><table><caption>Azioni</caption></table></div>' for c in ["D1", "D2"])
    assert [v.numero for v in numera(html, "7", "Obiettivi")[1]] == ["D1.1", "D2.1"]


def test_un_testo_non_si_finge_marcatore():
    html = '<p>data-numera="9" &lt;table&gt;</p><table><caption>a</caption></table>'
    numerato, voci = numera(html, '<3>"', "t")
    assert voci[0].numero == '<3>".1' and "&lt;3&gt;&quot;.1" in numerato
