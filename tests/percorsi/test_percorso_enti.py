"""Percorso dell’ente: dalla pagina pubblica, senza JavaScript, fino alla ricevuta; il coordinatore lo conosce e lo invita."""

import re

import pytest
from playwright.sync_api import expect

from ambito.dimostrazione import PASSWORD
from ambito.forms import pubblici
from tests.firme import Firmatario
from tests.percorsi.test_percorso_adesioni import CODICE_FISCALE, DICHIARAZIONI, delibera

pytestmark = [pytest.mark.browser, pytest.mark.lento]


def dalla_posta(portale, email, parola):
    """Il collegamento dell’ultimo messaggio che lo contiene."""
    testi = [messaggio.get_content() for messaggio in portale.posta.a(email)]
    return re.search(rf"{portale.origine}(/\S*{parola}\S*)", testi[-1])[1]


@pytest.mark.parametrize(
    ("nome", "email", "altro"),
    [
        ("Associazione La Lanterna", "marta@lanterna.example", {"telefono": True, "java_script_enabled": False}),
        ("Circolo La Chiusa", "marta@chiusa.example", {}),
    ],
    ids=["telefono-senza-js", "scrivania"],
)
def test_dalla_pagina_pubblica_alla_ricevuta(persona, portale, nome, email, altro):
    marta = persona(**altro)
    chiede(marta, nome, email)
    conferma(marta, nome, dalla_posta(portale, email, "conferma"))
    invita(persona("coordinatore@lodi.example"), nome)
    entra(marta, dalla_posta(portale, email, "invito"))
    aderisce(marta, nome, email)


def chiede(chi, nome, email):
    chi.va("/lodi/trasparenza/adesioni/")
    chi.segue("Il mio ente vuole aderire")
    chi.titolo("Il mio ente vuole aderire")
    for campo, valore in (
        ("Denominazione dell’ente", nome), ("Il tuo nome", "Marta"), ("Il tuo cognome", "Luce"), ("La tua e-mail", email),
        ("Che cosa fai nell’ente", "presidente"), ("Codice fiscale dell’ente", "92500000151"),
    ):  # fmt: skip
        chi.scrive(campo, valore)
    chi.controlla()
    # Chi compila ci mette di più dei secondi che distinguono una persona da un programma; la prova li aspetta.
    chi.pagina.wait_for_timeout(1000 * (pubblici.SECONDI_MINIMI + 1))
    chi.preme("Manda la richiesta")
    expect(chi.pagina.get_by_label("La tua e-mail")).to_have_value(email)
    chi.controlla()
    chi.scrive("Codice fiscale dell’ente", "92500000150")
    chi.preme("Manda la richiesta")
    chi.titolo("Controlla la posta")
    chi.controlla()


def conferma(chi, nome, collegamento):
    chi.va(collegamento)
    chi.legge(nome, exact=False)
    chi.controlla()
    chi.preme("Confermo la richiesta")
    chi.titolo("Indirizzo confermato")
    chi.controlla()
    chi.va(collegamento)
    chi.titolo("Il collegamento non vale più")
    chi.controlla()


def invita(coordinatore, nome):
    coordinatore.va("/lodi/")
    coordinatore.segue(re.compile("chied(e|ono) di aderire"))
    coordinatore.segue(nome)
    coordinatore.titolo(nome)
    coordinatore.controlla(1280, 390)
    coordinatore.pagina.set_viewport_size({"width": 1280, "height": 900})
    coordinatore.pagina.get_by_role("radio").nth(-2).check()
    coordinatore.preme("Conferma la decisione")
    coordinatore.titolo("Adesioni degli enti")


def entra(chi, collegamento):
    chi.va(collegamento)
    chi.titolo("Sei invitato nel portale")
    chi.scrive("Password", PASSWORD + "!", exact=True)
    chi.scrive("Ripeti la password", PASSWORD + "!")
    chi.preme("Accetta ed entra")
    chi.titolo("Tocca a te")
    chi.controlla()


def carica_firmata(chi, nome, byte, frase):
    """Carica l’adesione come firmata digitalmente; la pagina dice subito che cosa ne è della firma."""
    chi.sceglie("Che cos’è il file", "firmata")
    chi.pagina.get_by_label("File da allegare").set_input_files(
        files=[{"name": nome, "mimeType": "application/pdf", "buffer": byte}]
    )
    chi.preme("Carica il file")
    chi.legge(frase)
    chi.controlla()


def scarica_da_firmare(chi):
    """Prepara il PDF che il legale rappresentante firma, e lo scarica; torna agli allegati."""
    chi.preme("Salva e vai al PDF da firmare")
    chi.titolo("Il PDF da firmare")
    chi.controlla()
    chi.preme("Prepara il PDF da firmare")
    collegamento = chi.pagina.get_by_role("link", name="(PDF)")
    for _ in range(60):
        chi.pagina.reload()
        if collegamento.count():
            break
        chi.pagina.wait_for_timeout(500)
    chi.controlla()
    byte = chi.scarica("(PDF)", chi.pagina.locator("#pdf"))
    chi.segue("Torna a «Risorse e allegati»")
    chi.titolo("Risorse e allegati")
    return byte


def aderisce(chi, nome, email):
    chi.segue(f"Compila l’adesione di {nome}")
    chi.segue("Comincia", exact=True)
    chi.pagina.get_by_label("Natura giuridica").select_option("ODV")
    chi.scrive("Numero di iscrizione al RUNTS", "4107")
    for campo, valore in (
        ("Sede legale", "Via del Faro 2, 26900 Lodi"), ("PEC", "lanterna@pec.example"), ("Telefono", "0371 111111"),
        ("Carica", "Presidente"), ("Codice fiscale personale", CODICE_FISCALE),
    ):  # fmt: skip
        chi.scrive(campo, valore, exact=True)
    chi.scrive("Data di iscrizione al RUNTS", "2022-05-02")
    chi.scrive("E-mail", email, exact=True)
    chi.scrive("Nome e cognome", "Marta Luce", exact=True)
    chi.controlla()
    chi.preme("Salva e continua")
    chi.titolo("Aree e tavoli")
    chi.spunta("Partner", exact=False)
    chi.riquadro("Aree di intervento di interesse").get_by_role("checkbox").first.check()
    chi.pagina.get_by_role("group", name=re.compile("Comuni")).get_by_role("checkbox").first.check()
    chi.scrive("Esperienza in queste aree", "Accompagnamento alle visite dal 2015.")
    chi.controlla()
    chi.preme("Salva e continua")
    chi.titolo("Risorse e allegati")
    chi.spunta("digitale", exact=False)
    chi.sceglie("Che cos’è il file", "statuto")
    chi.pagina.get_by_label("File da allegare").set_input_files(files=[{**delibera(), "name": "statuto.pdf"}])
    chi.preme("Carica il file")
    chi.legge("«statuto.pdf» è allegato.")
    carica_firmata(chi, "senza-firma.pdf", delibera()["buffer"] + b"\n", "La firma digitale non va bene")
    marta, da_firmare = Firmatario("MARTA", "LUCE", CODICE_FISCALE), scarica_da_firmare(chi)
    carica_firmata(chi, "altro.pdf.p7m", marta.busta(delibera()["buffer"]), "non è il PDF di questa adesione")
    carica_firmata(chi, "adesione.pdf.p7m", marta.busta(da_firmare), "Firma digitale verificata")
    chi.controlla()
    chi.preme("Salva e continua")
    chi.titolo("Dichiarazioni e invio")
    for frase in DICHIARAZIONI:
        chi.spunta(frase)
    chi.preme("Invia l’adesione")
    chi.legge("Adesione inviata: ha il numero")
    chi.controlla()
    chi.va("/lodi/")
    chi.titolo("A che punto è")
    chi.controlla()
    chi.segue(f"Adesione di {nome}", exact=False)
    chi.segue("Ritira l’adesione")
    chi.scrive("Motivo", "L’associazione si scioglie.")
    chi.controlla()
    chi.preme("Ritira l’adesione")
    chi.legge("L’associazione si scioglie.")
    chi.controlla()
