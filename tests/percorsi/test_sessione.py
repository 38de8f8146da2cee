"""La sessione scade mentre si scrive: nulla va perso, si rientra e si riprende."""

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from ambito.accesso.sessioni import ULTIMA
from tests.percorsi.persona import ATTESA
from tests.percorsi.test_accesso import entra

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("come", ["tolta", "inattiva"])
def test_sessione_scaduta_mentre_si_scrive(portale, persona, come):
    chi = persona("udp@lodi.example").va("/lodi/piano/2025-2027/")
    chi.segue("4 Rete dei servizi")
    editor = chi.pagina.locator(".editor-testo")
    expect(editor).to_be_visible()
    scade(portale, chi, come)
    frase = f"Frase da non perdere, {come}."
    editor.click()
    chi.pagina.keyboard.press("Control+End")
    with chi.sonda.attende(403):
        chi.pagina.keyboard.type(f" {frase}")
        stato = expect(chi.pagina.locator(".salvataggio"))
        stato.to_contain_text("La sessione è scaduta", timeout=ATTESA)
        chi.controlla()
    chi.segue("Accedi di nuovo")
    entra(chi, "udp@lodi.example")
    chi.preme("Riprendi quel testo")
    stato.to_contain_text("Salvato alle", timeout=ATTESA)
    chi.pagina.reload()
    expect(chi.pagina.locator(".editor-testo")).to_contain_text(frase)


def scade(portale, chi, come):
    """Toglie dal server la sessione di quel navigatore, o la lascia senza azioni oltre il limite."""
    (cookie,) = [c for c in chi.pagina.context.cookies() if c["name"] == "sessionid"]
    with portale.dentro():
        if come == "tolta":
            assert Session.objects.filter(pk=cookie["value"]).delete()[0] == 1
        else:
            sessione = SessionStore(cookie["value"])
            sessione[ULTIMA] -= settings.SESSIONE_INATTIVA.total_seconds() + 1
            sessione.save()
