"""La guida servita dal portale: ogni pagina ha il suo «?», ogni collegamento arriva, nulla viene da fuori."""

import re
from fnmatch import fnmatchcase

import pytest
from django.urls import reverse

from ambito import guida
from ambito.nucleo.marcato import ancora, rendi
from ambito.progetto.guida import TAVOLA, pagina_per
from tests.percorsi.test_immagini import FOTO
from tests.percorsi.test_pagine import FILE, SENZA_PAGINA, pagine_del_portale

TUTTE = [nome for nome in guida.nomi() if nome]
RUOLI = {"coordinatore", "ufficio", "segretario", "sindaco", "operatore", "ragioneria", "ente", "gestore"}
COLLEGAMENTI = re.compile(r'href="([^"]*)"')


def collegamenti(nome):
    """I collegamenti del testo, come `(pagina, ancora)`; quelli verso fuori no."""
    for href in COLLEGAMENTI.findall(guida.pagina(nome).resa.html):
        if not href.startswith("https://"):
            dove, _, punto = href.partition("#")
            yield (dove.strip("./") if dove else nome), punto


def test_ogni_pagina_del_portale_ha_la_sua_guida():
    pagine = pagine_del_portale() - SENZA_PAGINA - FILE
    assert {nome for nome in pagine if pagina_per(nome) is None} == set()


def test_ogni_riga_della_tavola_serve_e_porta_a_un_punto_che_c_e():
    rotte = pagine_del_portale()
    prima = {nome: next((modello for modello, _ in TAVOLA if fnmatchcase(nome, modello)), None) for nome in rotte}
    assert {modello for modello, _ in TAVOLA} - set(prima.values()) == set()
    for _, dove in TAVOLA:
        nome, _, punto = dove.partition("#")
        assert guida.pagina(nome) and (not punto or punto in guida.pagina(nome).resa.ancore), dove


@pytest.mark.parametrize("nome", guida.nomi())
def test_i_collegamenti_arrivano(nome):
    for dove, punto in collegamenti(nome):
        trovata = guida.pagina(dove)
        assert trovata, f"{nome}: manca la pagina «{dove}»"
        assert not punto or punto in trovata.resa.ancore, f"{nome}: «{dove}» non ha il punto «{punto}»"


def test_dalla_prima_pagina_si_arriva_a_tutte():
    assert {dove for dove, _ in collegamenti("")} >= set(TUTTE)


def test_c_e_una_pagina_per_ruolo_e_una_per_percorso():
    assert {nome.removeprefix("ruolo-") for nome in TUTTE if nome.startswith("ruolo-")} == RUOLI
    assert len([nome for nome in TUTTE if nome.startswith("percorso-")]) == 4


def figure():
    """Le immagini citate: `(pagina, file, che cosa dice)`."""
    for nome in guida.nomi():
        testo = (guida.CARTELLA / f"{nome or guida.INIZIO}.md").read_text("utf-8")
        yield from ((nome, file, detto) for detto, file in re.findall(r"!\[([^\]]*)\]\(immagini/([^)]+)\)", testo))


def test_ogni_immagine_c_e_dice_che_cosa_mostra_ed_e_citata():
    citate = list(figure())
    presenti = {file.name for file in (guida.CARTELLA / "immagini").iterdir()}
    assert {file for _, file, _ in citate} == presenti == {f"{nome}.webp" for nome in FOTO}
    assert [file for _, file, detto in citate if len(detto) < 30] == []
    assert sum(file.stat().st_size for file in (guida.CARTELLA / "immagini").iterdir()) <= 1_500_000


def test_le_immagini_si_vedono_nella_pagina(client, db):
    for nome, file, _ in figure():
        (indirizzo,) = re.findall(rf'src="([^"]*{file.removesuffix(".webp")}\.[^"]*webp)"', guida.pagina(nome).resa.html)
        risposta = client.get(indirizzo)
        assert indirizzo.startswith("/static/guida/") and b"".join(risposta.streaming_content)[8:12] == b"WEBP"
        risposta.close()


def test_si_legge_senza_entrare_e_senza_nulla_di_altri(client, db):
    for nome in guida.nomi():
        risposta = client.get(reverse("pagina_guida", args=[nome]) if nome else reverse("guida"))
        testo = risposta.content.decode()
        assert risposta.status_code == 200
        assert re.findall(r'(?:src|srcset|action)="(?:https?:)?//', testo) == []
        assert testo.count("<h1") == 1
    assert client.get("/guida/non-c-e/").status_code == 404


def test_nell_ambito_tiene_la_testata_e_il_menu(lodi):
    sindaco = lodi.client("sindaco")
    pagina = sindaco.get("/lodi/guida/ruolo-sindaco/").content.decode()
    assert "Navigazione principale" in pagina and f'<span class="testata-nome">{lodi.ambito.nome}</span>' in pagina
    assert 'href="/lodi/guida/persone/"' in sindaco.get("/lodi/comuni/").content.decode()
    assert 'href="/guida/documenti/"' in sindaco.get("/verifica/").content.decode()


def test_chi_trova_un_errore_trova_lo_stesso_la_guida(client, db):
    assert 'href="/guida/"' in client.get("/una/pagina/che/non/c/e/").content.decode()


def test_il_testo_non_porta_marcatori_e_le_tabelle_si_leggono():
    resa = rendi(
        "# Titolo\n\n<script>alert(1)</script>\n\n## Perché «no»?\n\n| a | b |\n|---|---|\n| 1 | [x](javascript:alert) |\n",
        str,
        str,
    )
    assert "<script" not in resa.html and 'href="javascript' not in resa.html
    assert resa.indice == (("perche-no", "Perché «no»?"),) and ancora("L’Ufficio") == "l-ufficio"
    assert '<caption class="visually-hidden">Perché «no»?</caption>' in resa.html and resa.html.count('<th scope="col">') == 2


def test_una_pagina_senza_titolo_e_un_errore():
    with pytest.raises(ValueError, match="comincia con il suo titolo"):
        rendi("Testo", str, str)
