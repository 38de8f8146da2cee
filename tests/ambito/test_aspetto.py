"""Il colore della testata: fra i pronti o un altro che si legga, in ogni pagina, con un foglio di stile che è solo suo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ambito.models import Ambito, Evento
from ambito.nucleo.colori import BIANCO, CONTRASTO_MINIMO, ColoreNonValido, contrasto, normale, piu_scuro
from ambito.operazioni import scegli_colore
from ambito.poteri import PotereMancante
from ambito.views.aspetto import ALTRO, DEL_PORTALE, PRONTI
from tests.scena import ADESSO

PAGINA = "/lodi/aspetto/"


@pytest.mark.parametrize(("colore", "atteso"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#0066cc", 5.57)])
def test_il_contrasto_con_il_bianco(colore, atteso):
    assert round(contrasto(colore, BIANCO), 2) == atteso == round(contrasto(BIANCO, colore), 2)


@given(st.text(alphabet="0123456789abcdef", min_size=6, max_size=6))
def test_un_colore_accettato_si_legge_e_il_suo_scuro_di_piu(cifre):
    try:
        colore = normale(cifre.upper())
    except ColoreNonValido:
        assert contrasto(f"#{cifre}", BIANCO) < CONTRASTO_MINIMO
    else:
        assert contrasto(piu_scuro(colore), BIANCO) >= contrasto(colore, BIANCO) >= CONTRASTO_MINIMO


@pytest.mark.parametrize("scritto", ["", "#12", "rosso", "#12345g", "#1234567", "#7a1f2b;}", "#7a1f2b\n"[:7] + "\x00"])
def test_cio_che_non_e_un_colore(scritto):
    with pytest.raises(ColoreNonValido, match="sei cifre"):
        normale(scritto)


def test_i_colori_pronti_si_leggono():
    for colore, _ in PRONTI:
        assert colore == ALTRO or normale(colore) == colore


@pytest.mark.django_db
def test_si_sceglie_si_vede_ovunque_e_resta_scritto(lodi, client):
    client.force_login(lodi.utenti["coordinatore"])
    assert "/colore/" not in client.get("/lodi/").text
    assert client.post(PAGINA, {"scelta": ALTRO, "altro": "7A1F2B"}).status_code == 302
    assert Ambito.objects.get(slug="lodi").colore == "#7a1f2b"
    for pagina in ("/lodi/", "/lodi/comuni/", "/lodi/trasparenza/"):
        testo = client.get(pagina).text
        assert '<link rel="stylesheet" href="/colore/7a1f2b.css">' in testo and 'content="#7a1f2b"' in testo, pagina
    assert 'value="#7a1f2b"' in client.get(PAGINA).text
    with lodi.aperto():
        evento = Evento.objects.get(verbo="ambito.colore")
        assert (evento.prima, evento.dopo) == ({"colore": ""}, {"colore": "#7a1f2b"})
    assert client.post(PAGINA, {"scelta": DEL_PORTALE}).status_code == 302
    assert "/colore/" not in client.get("/lodi/").text


@pytest.mark.django_db
def test_un_colore_chiaro_si_rifiuta_e_resta_scritto_nel_modulo(lodi, client):
    client.force_login(lodi.utenti["coordinatore"])
    risposta = client.post(PAGINA, {"scelta": ALTRO, "altro": "#ffcc00"})
    assert risposta.status_code == 422
    assert "il contrasto è 1,5 a 1" in risposta.text and 'value="#ffcc00"' in risposta.text
    assert Ambito.objects.get(slug="lodi").colore == ""


@pytest.mark.django_db
def test_lo_sceglie_chi_cura_i_documenti(lodi):
    with lodi.aperto("udp"), pytest.raises(PotereMancante):
        scegli_colore(lodi.ambito, "#7a1f2b", poteri=lodi.poteri("udp"), adesso=ADESSO)


@pytest.mark.django_db
def test_il_foglio_e_solo_di_quel_colore(client):
    foglio = client.get("/colore/7a1f2b.css")
    assert foglio.text == ".it-nav-wrapper{--blu:#7a1f2b;--blu-scuro:#5b1720}\n"
    assert foglio["Content-Type"] == "text/css; charset=utf-8" and "immutable" in foglio["Cache-Control"]
    assert "Set-Cookie" not in foglio
    for altro in ("ffcc00", "x", "7a1f2b}body{display:none"):
        assert client.get(f"/colore/{altro}.css").status_code == 404, altro
