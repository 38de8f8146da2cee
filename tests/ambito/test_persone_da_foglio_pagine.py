"""Il foglio delle persone dalle pagine, senza JavaScript: modello, controllo, conferma, inviti che partono."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ambito import lavori
from ambito.models import Incarico, Invito, Lavoro
from ambito.nucleo.fogli import leggi_foglio, scrivi_csv
from tests.ambito.test_persone_da_foglio import NUOVA, TESTA, riga

FOGLIO = "/lodi/persone/foglio/"


def manda(navigatore, *righe, byte=None, nome="persone.csv"):
    file = SimpleUploadedFile(nome, byte if byte is not None else scrivi_csv(TESTA, righe))
    return navigatore.post(FOGLIO, {"file": file}, follow=True)


def indirizzo(risposta):
    return risposta.redirect_chain[-1][0]


def test_dalla_pagina_persone_si_scarica_il_modello_si_riempie_e_si_conferma(lodi):
    navigatore = lodi.client("coordinatore")
    assert f'href="{FOGLIO}"' in navigatore.get("/lodi/persone/").content.decode()
    pagina = navigatore.get(FOGLIO).content.decode()
    modello = navigatore.get(re.search(r'href="([^"]+modello\.csv)"', pagina)[1])
    testa = leggi_foglio("m.csv", modello.content).intestazioni
    di_casa = riga(lodi.utenti["operatore"].email, "", "", "Ragioneria comunale", "Casalpusterlengo")

    controllo = manda(navigatore, byte=scrivi_csv(testa, [riga(), di_casa]))

    testo = controllo.content.decode()
    for parola in ("Invito per posta", "Incarico subito", f"Riga 2: Nuova Persona ({NUOVA})", "Ufficio di Piano, dal "):
        assert parola in testo
    with lodi.aperto():
        assert not Invito.objects.exists()
    esito = navigatore.post(indirizzo(controllo), {"azione": "conferma"}, follow=True).content.decode()
    assert "Foglio applicato." in esito and "persone.csv" in esito and "applicato" in esito
    with lodi.aperto():
        assert Incarico.objects.filter(utente=lodi.utenti["operatore"], ruolo="ragioneria").exists()
        lavoro = Lavoro.objects.get(tipo="inviti")
    elenco = navigatore.get("/lodi/persone/inviti/").content.decode()
    assert "Da spedire" in elenco and f"/lodi/lavori/{lavoro.pk}/" in elenco
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert [m.to for m in mail.outbox] == [[NUOVA]]


def test_un_foglio_con_errori_non_si_conferma_e_si_scarica_da_correggere(lodi):
    navigatore = lodi.client("coordinatore")
    controllo = manda(navigatore, riga(), riga("altra@x.example", ruolo="Sindaco", luogo="Codognola"))
    testo = controllo.content.decode()
    assert (
        "Il foglio ha errori" in testo
        and "non è un Comune né un ente di questo Ambito" in testo
        and "Conferma e scrivi" not in testo
    )
    corretto = leggi_foglio("e.csv", navigatore.get(f"{indirizzo(controllo)}errori/").content)
    assert "Codognola" in corretto.righe[1][1][-1] and corretto.righe[0][1][-1] == ""


def test_le_intestazioni_scritte_in_un_altro_modo_si_chiedono(lodi):
    testa = ["Casella", *TESTA[1:]]
    controllo = manda(lodi.client("coordinatore"), byte=scrivi_csv(testa, [riga()]))
    assert "Qualche colonna non si riconosce" in controllo.content.decode()


@pytest.mark.parametrize(
    ("nome", "byte", "frase"),
    [
        ("a.pdf", b"%PDF-1.4", "xlsx"),
        ("a.csv", b"", "vuoto"),
        ("a.csv", b"E-mail;Ruolo;Dal;Atto\r\n", "non contiene righe"),
        ("a.csv", b"Colore\r\nrosso\r\n", "mancano le colonne: E-mail, Ruolo, Dal, Atto"),
    ],
)
def test_un_file_che_non_va_torna_nella_pagina_con_la_frase(lodi, nome, byte, frase):
    risposta = manda(lodi.client("coordinatore"), nome=nome, byte=byte)
    assert risposta.status_code == 422 and frase in risposta.content.decode()


def test_annullare_non_scrive_e_torna_alla_pagina_del_foglio(lodi):
    navigatore = lodi.client("coordinatore")
    controllo = manda(navigatore, riga())
    dopo = navigatore.post(indirizzo(controllo), {"azione": "annulla"}, follow=True)
    assert dopo.redirect_chain[-1][0] == FOGLIO and "non è cambiato nulla" in dopo.content.decode()
    with lodi.aperto():
        assert not Invito.objects.exists()


def test_il_foglio_di_un_coordinatore_lo_vede_solo_chi_conferisce_incarichi(lodi):
    controllo = manda(lodi.client("coordinatore"), riga())
    for ruolo in ("udp", "segretario", "sindaco", "revisore"):
        assert lodi.client(ruolo).get(indirizzo(controllo)).status_code == 404
        assert lodi.client(ruolo).post(indirizzo(controllo), {"azione": "conferma"}).status_code == 404
        assert FOGLIO not in lodi.client(ruolo).get("/lodi/").content.decode()


def test_il_revisore_di_un_anno_si_invita_da_foglio(lodi):
    fine = timezone.localdate() + timedelta(days=300)
    controllo = manda(lodi.client("coordinatore"), riga(ruolo="Revisore", al=fine))
    assert "Revisore, dal " in controllo.content.decode() and f"fino al {fine:%d/%m/%Y}" in controllo.content.decode()
