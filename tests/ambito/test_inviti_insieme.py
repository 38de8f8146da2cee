"""Rimandare molti inviti in un gesto, e il lavoro che li spedisce: ciascuno parte una volta, o si vede che non è partito."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ambito import inviti, lavori
from ambito.inviti import InvitoNonValido
from ambito.models import Evento, Invito, Lavoro
from tests.ambito.test_inviti import COLLEGAMENTO

RIMANDA = "/lodi/persone/inviti/rimanda/"
GIORNI = {"scaduto@x.example": 9, "aperto@x.example": 3, "oggi@x.example": 0}


def invita(scena, email, giorni=9, **campi):
    adesso = timezone.now() - timedelta(days=giorni)
    dati = {"nome": "Nuova", "cognome": "Persona", "ruolo": "udp", "dal": adesso.date(), "atto": "decreto 7", **campi}
    return inviti.invita(email=email, autore=scena.utenti["coordinatore"], adesso=adesso, **dati)


@pytest.fixture
def mandati(lodi):
    """Tre inviti senza risposta: uno scaduto, uno ancora aperto, uno di oggi; più uno revocato. Nessuna posta in sospeso."""
    with lodi.aperto("coordinatore"):
        tutti = {email: invita(lodi, email, giorni) for email, giorni in GIORNI.items()}
        inviti.revoca(invita(lodi, "revocato@x.example"), autore=lodi.utenti["coordinatore"], adesso=timezone.now())
    mail.outbox.clear()
    return tutti


def rimanda(scena, scelti):
    with scena.aperto("coordinatore"):
        return inviti.rimanda_tutti([i.pk for i in scelti], poteri=scena.poteri("coordinatore"), adesso=timezone.now())


def situazioni(scena):
    with scena.aperto():
        return dict(Invito.objects.con_situazione(timezone.now()).values_list("email", "situazione"))


def esito(scena, lavoro):
    with scena.aperto():
        lavoro = Lavoro.objects.get(pk=lavoro.pk)
        return lavoro.avvio, lavoro.errore


def test_la_pagina_mostra_chi_non_ha_risposto_e_che_cosa_leggera(lodi, mandati):
    pagina = lodi.client("coordinatore").get(RIMANDA).content.decode()
    assert "revocato@x.example" not in pagina
    segnati = {email: "checked" in re.search(rf'value="{i.pk}"[^>]*>', pagina)[0] for email, i in mandati.items()}
    assert segnati == {"scaduto@x.example": True, "aperto@x.example": True, "oggi@x.example": False}
    assert "oggi: forse non l’ha ancora letto" in pagina
    assert "In forza di: decreto 7" in pagina and "qui il collegamento personale" in pagina and "/invito/" not in pagina


def test_in_un_gesto_si_rimandano_gli_scelti_e_gli_altri_restano_come_sono(lodi, mandati):
    scelti = [mandati["scaduto@x.example"].pk, mandati["aperto@x.example"].pk]
    pagina = lodi.client("coordinatore").post(RIMANDA, {"inviti": scelti}, follow=True).content.decode()
    assert "2 inviti stanno per partire" in pagina and "Spedizione di 2 inviti" in pagina
    assert situazioni(lodi) == {"scaduto@x.example": "da_spedire", "aperto@x.example": "da_spedire",
                                "oggi@x.example": "inviato", "revocato@x.example": "revocato"}  # fmt: skip
    assert mail.outbox == []
    with lodi.aperto():
        lavoro = Lavoro.objects.get(tipo="inviti")
        assert Evento.objects.filter(verbo="invito.rimanda").count() == 2

    assert lavori.esegui(lodi.ambito.pk, lavoro.pk)

    assert sorted(m.to[0] for m in mail.outbox) == ["aperto@x.example", "scaduto@x.example"]
    assert {c: s for c, s in situazioni(lodi).items() if c != "revocato@x.example"} == dict.fromkeys(GIORNI, "inviato")
    assert "Spedizione di 2 inviti" not in lodi.client("coordinatore").get("/lodi/persone/inviti/").content.decode()
    with lodi.aperto():
        assert Invito.objects.get(email="scaduto@x.example").scade_il > timezone.now() + timedelta(days=6)


def test_il_collegamento_di_prima_vale_finche_non_parte_il_nuovo(lodi):
    with lodi.aperto("coordinatore"):
        invito = invita(lodi, "aperto@x.example", 3)
    vecchio = COLLEGAMENTO.search(mail.outbox[-1].body)[1]
    lavoro = rimanda(lodi, [invito])
    assert Client().get(vecchio).status_code == 200
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert Client().get(vecchio).status_code == 404
    assert Client().get(COLLEGAMENTO.search(mail.outbox[-1].body)[1]).status_code == 200


def test_due_clic_danno_un_lavoro_solo_e_un_messaggio_a_testa(lodi, mandati):
    scelti = list(mandati.values())
    assert rimanda(lodi, scelti).pk == rimanda(lodi, scelti).pk
    altro = rimanda(lodi, scelti[:2])
    with lodi.aperto():
        quanti = list(Lavoro.objects.filter(tipo="inviti").order_by("pk"))
        assert Evento.objects.filter(verbo="invito.rimanda").count() == 3
    for lavoro in quanti:
        lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert altro in quanti and len(mail.outbox) == 3


def test_chi_intanto_accetta_o_e_revocato_non_riceve_nulla(lodi, mandati):
    lavoro = rimanda(lodi, mandati.values())
    with lodi.aperto("coordinatore"):
        inviti.revoca(mandati["aperto@x.example"], autore=lodi.utenti["coordinatore"], adesso=timezone.now())
        inviti.rimanda(mandati["oggi@x.example"], autore=lodi.utenti["coordinatore"], adesso=timezone.now())
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert [m.to[0] for m in mail.outbox] == ["oggi@x.example", "scaduto@x.example"]


def guasta(monkeypatch, errore, dopo=0, per=None):
    """La posta fallisce con `errore` dal messaggio numero `dopo`, o soltanto per un indirizzo."""
    vera, chiamate = inviti.send_mail, []

    def manda(oggetto, testo, mittente, a):
        chiamate.append(a)
        if (per in a) if per else len(chiamate) > dopo:
            raise errore
        return vera(oggetto, testo, mittente, a)

    monkeypatch.setattr(inviti, "send_mail", manda)


def test_se_la_posta_si_ferma_a_meta_i_partiti_valgono_e_si_riprova_per_gli_altri(lodi, mandati, monkeypatch):
    lavoro = rimanda(lodi, mandati.values())
    with monkeypatch.context() as guasto:
        guasta(guasto, ConnectionRefusedError(), dopo=1)
        assert lavori.esegui(lodi.ambito.pk, lavoro.pk) is False
    stato, frase = esito(lodi, lavoro)
    assert stato == "fallito" and "la posta del portale non risponde" in frase and "Ne mancano 2" in frase
    assert sorted(situazioni(lodi).values()) == ["da_spedire", "da_spedire", "inviato", "revocato"]
    assert frase.split(".")[0] in lodi.client("coordinatore").get("/lodi/persone/inviti/").content.decode()

    with lodi.aperto():
        lavori.riprova(lavoro)
    assert lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert sorted(m.to[0] for m in mail.outbox) == sorted(GIORNI)


def test_un_indirizzo_rifiutato_non_ferma_gli_altri(lodi, mandati, monkeypatch):
    lavoro = rimanda(lodi, mandati.values())
    guasta(monkeypatch, SMTPRecipientsRefused({"aperto@x.example": (550, b"ignoto")}), per="aperto@x.example")
    lavori.esegui(lodi.ambito.pk, lavoro.pk)
    assert esito(lodi, lavoro) == ("fallito", "La posta ha rifiutato 1 indirizzo: quegli inviti restano «Da spedire». "
                                              "Gli altri sono partiti.")  # fmt: skip
    assert situazioni(lodi)["aperto@x.example"] == "da_spedire" and len(mail.outbox) == 2


def test_senza_scelta_non_parte_nulla_e_lo_si_dice(lodi, mandati):
    revocato = "999999"
    for dati in ({}, {"inviti": [revocato]}, {"inviti": ["x"]}):
        risposta = lodi.client("coordinatore").post(RIMANDA, dati)
        assert risposta.status_code == 422 and "Scegli almeno un invito" in risposta.content.decode()
    assert situazioni(lodi)["aperto@x.example"] == "inviato"
    with lodi.aperto("coordinatore"):
        uno = mandati["aperto@x.example"]
        inviti.revoca(uno, autore=lodi.utenti["coordinatore"], adesso=timezone.now())
        with pytest.raises(InvitoNonValido, match="aspetta ancora"):
            inviti.rimanda_tutti([uno.pk], poteri=lodi.poteri("coordinatore"), adesso=timezone.now())


def test_quando_hanno_risposto_tutti_la_pagina_lo_dice(lodi):
    assert "Hanno risposto tutti" in lodi.client("coordinatore").get(RIMANDA).content.decode()


def test_solo_chi_conferisce_rimanda_e_solo_nel_suo_ambito(lodi, pavese, mandati):
    uno = mandati["aperto@x.example"]
    with lodi.aperto("udp"), pytest.raises(PermissionDenied):
        inviti.rimanda_tutti([uno.pk], poteri=lodi.poteri("udp"), adesso=timezone.now())
    di_la = pavese.client("coordinatore")
    assert "aperto@x.example" not in di_la.get("/pavese/persone/inviti/rimanda/").content.decode()
    assert di_la.post("/pavese/persone/inviti/rimanda/", {"inviti": [uno.pk]}).status_code == 422
    with pavese.aperto("coordinatore"), pytest.raises(InvitoNonValido):
        inviti.rimanda_tutti([uno.pk], poteri=pavese.poteri("coordinatore"), adesso=timezone.now())
    assert situazioni(lodi)["aperto@x.example"] == "inviato"


@pytest.mark.parametrize(("pagina", "massimo"), [(RIMANDA, 12), ("/lodi/persone/inviti/", 15), ("/lodi/persone/foglio/", 12)])
def test_le_interrogazioni_non_crescono_con_gli_inviti(lodi, pagina, massimo):
    def costo():
        navigatore = lodi.client("coordinatore")
        navigatore.get(pagina)
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get(pagina).status_code == 200
        return len(catturate)

    with lodi.aperto("coordinatore"):
        invita(lodi, "primo@x.example", ruolo="operatore", comune=lodi.comuni["Lodi"])
    pochi = costo()
    with lodi.aperto("coordinatore"):
        for numero in range(30):
            invita(lodi, f"n{numero}@x.example", ruolo="operatore", comune=lodi.comuni["Codogno"])
    assert costo() == pochi <= massimo


def test_da_tocca_a_te_si_arriva_a_rimandarli_insieme(lodi):
    with lodi.aperto("coordinatore"):
        for numero in range(3):
            invita(lodi, f"s{numero}@x.example")
    casa = lodi.client("coordinatore").get("/lodi/").content.decode()
    assert "3 inviti sono scaduti senza risposta" in casa and f'href="{RIMANDA}"' in casa
