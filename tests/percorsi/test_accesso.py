"""Entrare nel portale e muoversi senza mouse, senza JavaScript, con la sessione scaduta; e ciò che resta chiuso."""

import pytest
from playwright.sync_api import expect

from ambito.dimostrazione import PASSWORD

pytestmark = pytest.mark.browser
OPERATRICE = "operatore.codogno@lodi.example"


def entra(chi, email, password=PASSWORD):
    chi.scrive("Email", email)
    chi.scrive("Password", password, exact=True)
    chi.preme("Accedi", exact=True)


@pytest.mark.parametrize("telefono", [False, True], ids=["1280", "390"])
def test_si_entra_con_la_password_e_si_trova_cio_che_tocca(persona, telefono):
    operatrice = persona(telefono=telefono).va("/lodi/")
    operatrice.titolo("Accedi")
    operatrice.controlla()
    entra(operatrice, OPERATRICE, "una password sbagliata")
    operatrice.legge("non sono corrett")
    operatrice.controlla()
    entra(operatrice, OPERATRICE)
    operatrice.titolo("Tocca a te")
    assert operatrice.qui == "/lodi/"
    operatrice.controlla()


def test_con_la_sola_tastiera_si_entra_e_si_apre_il_primo_compito(persona):
    coordinatrice = persona().va("/accedi/?next=/lodi/")
    tasti = coordinatrice.pagina.keyboard
    tasti.press("Tab")
    assert a_fuoco(coordinatrice) == "Vai al contenuto principale"
    tasti.press("Enter")
    vai_col_tab(coordinatrice, "login")
    tasti.type("coordinatore@lodi.example")
    vai_col_tab(coordinatrice, "password")
    tasti.type(PASSWORD)
    tasti.press("Enter")
    coordinatrice.titolo("Tocca a te")
    tasti.press("Tab")
    assert a_fuoco(coordinatrice) == "Vai al contenuto principale"
    tasti.press("Enter")
    primo = coordinatrice.pagina.locator("main a").first
    tasti.press("Tab")
    expect(primo).to_be_focused()
    tasti.press("Enter")
    expect(coordinatrice.pagina).not_to_have_url(f"{coordinatrice.origine}/lodi/")
    expect(coordinatrice.pagina.locator("h1")).to_be_visible()


def a_fuoco(chi):
    return chi.pagina.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")


def vai_col_tab(chi, nome, massimo=8):
    """Preme Tab finché il fuoco è nel campo; troppi passi vuol dire che l’ordine non porta lì."""
    for _ in range(massimo):
        chi.pagina.keyboard.press("Tab")
        if chi.pagina.evaluate("document.activeElement.name") == nome:
            return
    pytest.fail(f"Con {massimo} Tab non si arriva al campo «{nome}».")


def test_sul_telefono_il_menu_porta_alle_sezioni(persona):
    operatrice = persona(OPERATRICE, telefono=True).va("/lodi/")
    operatrice.preme("Mostra il menu")
    operatrice.segue("Comuni", exact=True)
    operatrice.titolo("Comuni", exact=False)
    operatrice.controlla()


def test_senza_javascript_si_entra_si_filtra_e_si_esce(persona):
    chi = persona(java_script_enabled=False).va("/lodi/comuni/")
    entra(chi, "coordinatore@lodi.example")
    chi.scrive("Nome", "codogno")
    chi.preme("Filtra")
    expect(chi.pagina.get_by_role("rowheader", name="Codogno")).to_be_visible()
    expect(chi.pagina.get_by_role("rowheader", name="Casalpusterlengo")).to_have_count(0)
    chi.pagina.locator("summary", has_text="Chiara").click()
    chi.preme("Esci")
    chi.va("/lodi/")
    chi.titolo("Accedi")
    assert chi.sonda.lamentele == []


@pytest.mark.parametrize("percorso", ["/pavese/", "/pavese/comuni/", "/lodi/comuni/999999/", "/non-esiste/"])
def test_cio_che_e_di_altri_non_esiste(persona, percorso):
    operatrice = persona(OPERATRICE)
    with operatrice.sonda.attende(404):
        operatrice.va(percorso)
        operatrice.titolo("non c’è", exact=False)
        operatrice.controlla()


def test_cio_che_non_compete_e_rifiutato_e_detto(persona):
    operatrice = persona(OPERATRICE)
    with operatrice.sonda.attende(403):
        operatrice.va("/lodi/registro/")
        expect(operatrice.pagina.locator("h1")).to_be_visible()
        operatrice.controlla(1280, 390)
