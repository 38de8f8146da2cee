"""Chi è nuovo riceve un messaggio, apre il collegamento dal telefono, sceglie la password e trova che cosa gli tocca."""

import re

import pytest

from ambito.dimostrazione import PASSWORD

pytestmark = pytest.mark.browser
NUOVA = "nuova.operatrice@maleo.example"


def test_dall_invito_nella_posta_al_primo_compito(persona, portale):
    coordinatrice = persona("coordinatore@lodi.example").va("/lodi/persone/")
    coordinatrice.segue("Nuovo incarico")
    for campo, valore in (("Indirizzo e-mail", NUOVA), ("Nome", "Nuova"), ("Cognome", "Operatrice")):
        coordinatrice.scrive(campo, valore)
    coordinatrice.sceglie("Ruolo", "operatore")
    coordinatrice.sceglie("Comune", "098035")
    coordinatrice.scrive("Primo giorno", "2025-01-01")
    coordinatrice.scrive("Atto di nomina", "Decreto del Sindaco n. 4")
    coordinatrice.controlla()
    coordinatrice.preme("Conferisci l’incarico")
    coordinatrice.legge(NUOVA)
    coordinatrice.controlla(1280, 390)

    (messaggio,) = portale.posta.a(NUOVA)
    collegamento = re.search(rf"{portale.origine}(/invito/\S+)", messaggio.get_content())[1]
    nuova = persona(telefono=True).va(collegamento)
    nuova.titolo("Sei invitato nel portale")
    nuova.legge("Decreto del Sindaco n. 4")
    nuova.controlla()
    nuova.scrive("Password", "corta", exact=True)
    nuova.scrive("Ripeti la password", "corta")
    nuova.preme("Accetta ed entra")
    nuova.legge("troppo corta", exact=False)
    nuova.controlla()
    nuova.scrive("Password", PASSWORD + "!", exact=True)
    nuova.scrive("Ripeti la password", PASSWORD + "!")
    nuova.preme("Accetta ed entra")
    nuova.titolo("Tocca a te")
    assert nuova.qui == "/lodi/"
    nuova.controlla()

    seconda = persona(telefono=True).va(collegamento)
    seconda.titolo("Questo invito non vale")
    coordinatrice.va("/lodi/persone/")
    coordinatrice.legge("Nuova Operatrice")
