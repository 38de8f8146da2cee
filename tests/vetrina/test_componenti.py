"""I componenti: ciò che rendono e ciò che rifiutano."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError

from ambito.vetrina import COMUNI, AdesioneDiEsempio

from .allestimento import galleria, rendi

MALEVOLO = '<img src=x onerror="alert(1)">'


def test_la_vetrina_mostra_ogni_componente():
    pagina = galleria()
    assert pagina.count("<h1") == 1
    assert "Piano di zona 2025-2027" in pagina
    assert "5 su 5 Comuni" in pagina
    assert not re.search(r"\{[%{]|&lt;(p|div|span|form)\b", pagina)


def test_nessun_id_ripetuto_nella_vetrina():
    identificativi = re.findall(r'\sid="([^"]+)"', galleria())
    assert sorted(identificativi) == sorted(set(identificativi))


@pytest.mark.parametrize(
    "sorgente",
    [
        '{% stato "x" "rosa" %}',
        '{% avviso "grave" %}{% endavviso %}',
        '{% pulsante "/" "x" tipo="enorme" %}',
        "{% griglia colonne=7 %}{% endgriglia %}",
        '{% affianca "obliquo" %}{% endaffianca %}',
        "{% passi elenco %}",
    ],
)
def test_un_valore_sconosciuto_e_un_errore_che_nomina_quelli_ammessi(sorgente):
    with pytest.raises(TemplateSyntaxError, match=r"sconosciuto: usare"):
        rendi(sorgente, {"elenco": [{"etichetta": "a", "stato": "boh"}]})


def test_una_proprieta_sconosciuta_e_un_errore():
    with pytest.raises(TemplateSyntaxError, match="colore"):
        rendi('{% stato "x" colore="rosso" %}')


@pytest.mark.parametrize(
    "sorgente",
    [
        "{% testa_pagina m sommario=m occhiello=m stato=m %}{% endtesta_pagina %}",
        "{% stato m %}",
        "{% avviso titolo=m %}{{ m }}{% endavviso %}",
        "{% tocca_a_te voci %}{% cronologia voci %}{% schede voci %}",
        "{% scheda m url=m %}{{ m }}{% endscheda %}",
        "{% voce m %}{{ m }}{% endvoce %}",
        "{% conferma m m domanda=m nome=m valore=m %}{{ m }}{% endconferma %}",
        "{% tabella m %}{{ m }}{% endtabella %}",
        "{% scarica m m formato=m nota=m %}{% barra 1 2 m %}{% icona 'x' etichetta=m %}",
    ],
)
def test_cio_che_arriva_dai_dati_non_diventa_html(sorgente):
    voce = dict.fromkeys(
        ("titolo", "url", "perche", "scadenza", "quando", "chi", "testo", "etichetta", "oggetto", "numero"), MALEVOLO
    )
    reso = rendi(sorgente, {"m": MALEVOLO, "voci": [voce]})
    assert "<img" not in reso
    assert "&lt;img" in reso


def test_un_valore_assente_si_dice():
    assert "non indicato" in rendi('{% definizioni %}{% voce "Sindaco" %} {% endvoce %}{% enddefinizioni %}')


def test_l_intestazione_ordina_nei_due_versi_e_conserva_i_filtri():
    prima = rendi('{% ordina "Comune" "nome" %}', indirizzo="/x/?stato=si&pagina=4")
    assert 'href="?stato=si&amp;ordine=nome"' in prima
    assert "aria-sort" not in prima
    crescente = rendi('{% ordina "Comune" "nome" %}', indirizzo="/x/?stato=si&ordine=nome")
    assert 'aria-sort="ascending"' in crescente
    assert "ordine=-nome" in crescente
    assert 'aria-sort="descending"' in rendi('{% ordina "Comune" "nome" %}', indirizzo="/x/?ordine=-nome")


def test_l_esportazione_porta_gli_stessi_filtri_e_non_la_pagina():
    reso = rendi("{% esporta %}", indirizzo="/x/?nome=cod&ordine=-ab&pagina=2")
    assert "?nome=cod&amp;ordine=-ab&amp;formato=xlsx" in reso
    assert "?nome=cod&amp;ordine=-ab&amp;formato=csv" in reso


def test_l_ordine_scelto_sopravvive_a_un_nuovo_filtro():
    reso = rendi("{% filtri %}{% endfiltri %}{% risultati %}{% endrisultati %}", indirizzo="/x/?ordine=-ab")
    assert 'id="filtri-tabella"' in reso
    assert '<input type="hidden" name="ordine" value="-ab" form="filtri-tabella">' in reso


def test_un_elenco_vuoto_conserva_il_conteggio_annunciato():
    pagina = galleria(righe=[])
    assert f"0 su {len(COMUNI)} Comuni" in pagina
    assert "Nessun Comune corrisponde ai filtri" in pagina


def test_le_pagine_di_un_elenco_di_una_pagina_non_si_mostrano():
    assert "pagine" not in rendi("{% pagine p %}", {"p": Paginator([1], 10).page(1)})


def test_un_lavoro_in_corso_si_ricarica_e_uno_finito_no():
    pagina = galleria()
    assert re.search(r'id="avanzamento-7" data-hx-get="/vetrina/"', pagina)
    assert re.search(r'id="avanzamento-8">', pagina)
    assert "Riprova" in pagina


def test_la_cornice_dice_errore_nel_titolo_quando_il_modulo_non_va():
    assert "<title>Vetrina - Ambito territoriale sociale di Lodi</title>" in galleria()
    assert "<title>Errore: Vetrina - " in galleria(form=AdesioneDiEsempio({}))


@pytest.mark.parametrize(("titolo", "nome"), [("Risorse", "section"), ("", "div")])
def test_un_riquadro_e_una_sezione_solo_se_ha_un_titolo(titolo, nome):
    """Una sezione senza titolo, per chi ascolta la pagina, è una parte senza nome."""
    reso = rendi(f'{{% riquadro "{titolo}" %}}<p>testo</p>{{% endriquadro %}}').strip()
    assert reso.startswith(f'<{nome} class="riquadro"') and reso.endswith(f"</{nome}>")
