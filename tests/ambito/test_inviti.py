"""Gli inviti: un codice che vale una volta e per poco, e una pagina sola per ogni codice che non vale."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from ambito import inviti
from ambito.incarichi import IncaricoNonValido
from ambito.inviti import InvitoNonValido
from ambito.models import Evento, Incarico, Invito, Utente
from tests.scena import ADESSO, PASSWORD, crea_scena, crea_utente

EMAIL = "nuova@comune.example"
INGRESSO = {"nome": "Nuova", "cognome": "Persona", "password": PASSWORD, "ripetuta": PASSWORD}
COLLEGAMENTO = re.compile(r"http://127\.0\.0\.1:8000(/invito/[\w-]+/)")


def invita(scena, adesso=None, **campi):
    """Manda un invito e ne restituisce il collegamento, letto dal messaggio."""
    adesso = adesso or timezone.now()
    dati = {"email": EMAIL, "nome": "Nuova", "cognome": "Persona", "ruolo": "udp", "dal": adesso.date(), "atto": "decreto 7"}
    with scena.aperto():
        inviti.invita(**{**dati, **campi}, autore=scena.utenti["coordinatore"], adesso=adesso)
    return collegamento()


def collegamento():
    return COLLEGAMENTO.search(mail.outbox[-1].body)[1]


def principale(risposta):
    """Il contenuto della pagina senza il gettone CSRF."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", risposta.content.decode().split("<main")[1])


def test_chi_e_invitato_vede_da_chi_e_per_che_cosa_sceglie_la_password_ed_entra(lodi):
    indirizzo = invita(lodi)
    navigatore = Client()
    pagina = navigatore.get(indirizzo).content.decode()
    for parte in ("coordinatore", "Ambito di lodi", "Ufficio di Piano", "decreto 7", EMAIL):
        assert parte in pagina

    assert navigatore.post(indirizzo, INGRESSO).url == "/lodi/"

    assert navigatore.get("/lodi/").status_code == 200
    utente = Utente.objects.get(email=EMAIL)
    assert utente.nome_completo == "Nuova Persona" and utente.check_password(PASSWORD)
    with lodi.aperto():
        assert Incarico.objects.get(utente=utente).ruolo == "udp"
        assert list(Evento.objects.filter(verbo__startswith="invito.").values_list("verbo", flat=True)) == [
            "invito.accetta", "invito.manda",
        ]  # fmt: skip


def test_del_codice_si_conserva_solo_l_impronta(lodi):
    codice = invita(lodi).split("/")[2]
    with lodi.aperto():
        riga = Invito.objects.values().get()
    assert all(codice[-43:] not in str(valore) for valore in riga.values())
    assert len(riga["impronta"]) == 64


def test_il_messaggio_dice_chi_come_e_fino_a_quando_in_testo_semplice(lodi):
    lodi.utenti["coordinatore"].nome = "L’<b>anna</b>"
    invita(lodi)
    messaggio = mail.outbox[0]
    assert messaggio.to == [EMAIL] and messaggio.subject == "Invito al portale: Ambito di lodi"
    assert "L’<b>anna</b> ti invita" in messaggio.body and "decreto 7" in messaggio.body and "&" not in messaggio.body


def ignoto(lodi, indirizzo):
    return indirizzo[:-5] + "AAAA/"


def usato(lodi, indirizzo):
    Client().post(indirizzo, INGRESSO)
    return indirizzo


def scaduto(lodi, indirizzo):
    with lodi.aperto():
        Invito.objects.update(scade_il=timezone.now())
    return indirizzo


def revocato(lodi, indirizzo):
    with lodi.aperto():
        inviti.revoca(Invito.objects.get(), autore=lodi.utenti["coordinatore"], adesso=ADESSO)
    return indirizzo


def rimandato(lodi, indirizzo):
    with lodi.aperto():
        inviti.rimanda(Invito.objects.get(), autore=lodi.utenti["coordinatore"], adesso=timezone.now())
    return indirizzo


def di_un_altro_ambito(lodi, indirizzo):
    return indirizzo.replace(f"/{lodi.ambito.pk}-", "/999999-")


def informe(lodi, indirizzo):
    return "/invito/abc/"


@pytest.mark.parametrize("caso", [ignoto, usato, scaduto, revocato, rimandato, di_un_altro_ambito, informe])
def test_un_codice_che_non_vale_da_sempre_la_stessa_pagina(lodi, caso):
    indirizzo = caso(lodi, invita(lodi))
    persone = Utente.objects.count()
    vista, prova = Client().get(indirizzo), Client().post(indirizzo, INGRESSO)
    assert (vista.status_code, prova.status_code) == (404, 404)
    assert principale(vista) == principale(prova) == principale(Client().get("/invito/1-x/"))
    assert "chiedi un invito nuovo" in principale(vista)
    assert Utente.objects.count() == persone
    assert "no-store" in vista["Cache-Control"]


def test_dopo_sette_giorni_il_codice_non_vale(lodi):
    appena, oltre = timezone.now() - timedelta(days=7) + timedelta(minutes=1), timezone.now() - timedelta(days=7)
    assert Client().get(invita(lodi, adesso=appena)).status_code == 200
    assert Client().get(invita(lodi, adesso=oltre, ruolo="segretario")).status_code == 404


def test_rimandare_da_un_codice_nuovo_con_una_scadenza_nuova(lodi):
    invita(lodi, adesso=timezone.now() - timedelta(days=30))
    rimandato(lodi, "")
    assert len(mail.outbox) == 2
    assert Client().post(collegamento(), INGRESSO).url == "/lodi/"


def test_chi_ha_gia_un_accesso_altrove_entra_e_accetta_con_un_clic(lodi, pavese):
    sindaco = pavese.utenti["sindaco"]
    sindaco.set_password(PASSWORD)
    sindaco.save()
    indirizzo = invita(lodi, email=sindaco.email)
    navigatore = Client()
    assert "Hai già un accesso" in navigatore.get(indirizzo).content.decode()
    assert navigatore.post(indirizzo, INGRESSO).status_code == 422

    accesso = navigatore.post("/accedi/", {"login": sindaco.email, "password": PASSWORD, "next": indirizzo})

    assert accesso.url == indirizzo
    assert navigatore.post(indirizzo).url == "/lodi/"
    assert get_user(navigatore) == sindaco
    with lodi.aperto():
        assert Incarico.objects.filter(utente=sindaco, ruolo="udp").exists()


def test_un_altra_persona_gia_entrata_non_puo_accettare(lodi):
    indirizzo = invita(lodi)
    navigatore = lodi.client("operatore")
    assert "Sei entrato con un altro indirizzo" in navigatore.get(indirizzo).content.decode()
    assert navigatore.post(indirizzo, INGRESSO).status_code == 422
    assert not Utente.objects.filter(email=EMAIL).exists()
    with lodi.aperto(), pytest.raises(InvitoNonValido, match="altro indirizzo"):
        inviti.accetta(indirizzo.split("/")[2], adesso=timezone.now(), utente=lodi.utenti["operatore"])


@pytest.mark.parametrize(
    ("campi", "frase"),
    [
        ({"ripetuta": "un’altra frase lunga"}, "non sono uguali"),
        ({"password": "breve", "ripetuta": "breve"}, "12 caratteri"),
        ({"password": EMAIL, "ripetuta": EMAIL}, "simile"),
        ({"nome": ""}, "Compila questo campo"),
    ],
)
def test_chi_sbaglia_trova_cio_che_ha_scritto_e_che_cosa_non_va(lodi, campi, frase):
    indirizzo = invita(lodi)
    risposta = Client().post(indirizzo, {**INGRESSO, "cognome": "De Scritti", **campi})
    assert risposta.status_code == 422
    assert frase in risposta.content.decode() and "De Scritti" in risposta.content.decode()
    assert Client().post(indirizzo, INGRESSO).status_code == 302


def test_se_la_posta_non_parte_non_resta_un_invito_a_meta(lodi, monkeypatch):
    def muta(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(inviti, "send_mail", muta)
    with lodi.aperto(), pytest.raises(InvitoNonValido, match="posta del portale non risponde"):
        invita(lodi)
    with lodi.aperto():
        assert not Invito.objects.exists()


def test_un_invito_per_un_incarico_impossibile_non_parte(lodi):
    with pytest.raises(IncaricoNonValido, match="vale per un Comune"):
        invita(lodi, ruolo="sindaco")
    assert mail.outbox == []


def test_due_inviti_uguali_in_attesa_non_si_mandano(lodi):
    invita(lodi)
    with pytest.raises(InvitoNonValido, match="già un invito"):
        invita(lodi, email=EMAIL.upper())


def test_se_l_incarico_non_si_puo_piu_dare_lo_si_dice_e_l_invito_resta(lodi):
    sindaco = crea_utente(EMAIL)
    indirizzo = invita(lodi)
    with lodi.aperto():
        inviti.accetta(indirizzo.split("/")[2], adesso=timezone.now(), utente=sindaco)
    secondo = invita(lodi)
    navigatore = Client()
    navigatore.force_login(sindaco)
    risposta = navigatore.post(secondo)
    assert risposta.status_code == 422 and "ha già questo incarico" in risposta.content.decode()
    with lodi.aperto():
        assert Invito.objects.in_attesa().count() == 1


@pytest.mark.django_db(transaction=True)
def test_due_accettazioni_insieme_fanno_una_persona_e_un_incarico():
    scena = crea_scena("lodi")
    indirizzo = invita(scena)

    def accetta(_):
        try:
            return Client().post(indirizzo, INGRESSO).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as esecutore:
        risposte = sorted(esecutore.map(accetta, range(4)))
    assert risposte[0] == 302 and set(risposte[1:]) <= {404, 422}
    with scena.aperto():
        assert Incarico.objects.filter(utente__email=EMAIL).count() == 1
