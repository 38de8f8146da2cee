"""Un ente che l’Ambito non conosce si fa avanti da sé: dimostra il suo indirizzo, l’Ufficio di Piano lo invita o dice di no."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from accordo import operazioni
from accordo.models import RichiestaEnte
from accordo.operazioni import richieste
from ambito.errori import ErroreAtteso
from ambito.forms import pubblici
from ambito.models import Avviso, Ente, Evento, Invito
from ambito.poteri import PotereMancante
from tests.accordo.fabbriche import adesso, crea_avviso

QUI = "/lodi/trasparenza/adesioni/2025-2027/richiesta/"
DATI = {
    "denominazione": "Associazione La Sponda", "codice_fiscale": "92500000150", "nome": "Ada", "cognome": "Riva",
    "carica": "presidente", "email": "Ada@Sponda.example",
}  # fmt: skip


@pytest.fixture
def aperto(lodi, monkeypatch):
    monkeypatch.setattr(pubblici, "SECONDI_MINIMI", -1)
    with lodi.aperto("coordinatore"):
        lodi.avviso = crea_avviso(lodi, ammessi=["comuni", "terzo_settore"])
    return lodi


def modulo(**altri):
    return {**DATI, "aperta": pubblici.FIRMA.sign("modulo"), **altri}


def manda(**altri):
    return Client().post(QUI, modulo(**altri))


def collegamento(messaggio=-1):
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[messaggio].body)[1]


def verificata(scena):
    """Una richiesta già confermata da chi l’ha mandata."""
    manda()
    Client().post(collegamento())
    with scena.aperto("coordinatore"):
        return RichiestaEnte.objects.get()


def test_dalla_pagina_pubblica_all_invito(aperto):
    assert "Il mio ente vuole aderire" in Client().get("/lodi/trasparenza/adesioni/").content.decode()
    assert manda().url == f"{QUI}?mandata=1"
    assert mail.outbox[0].to == ["ada@sponda.example"] and "Associazione La Sponda" in mail.outbox[0].body
    conferma, chiunque = collegamento(), Client()
    assert "Confermo la richiesta" in chiunque.get(conferma).content.decode()
    with aperto.aperto("coordinatore"):
        assert RichiestaEnte.objects.get().stato == "inviata"
    assert chiunque.post(conferma).url == f"{conferma}?fatta=1"
    assert "non vale più" in chiunque.get(conferma).content.decode() and chiunque.post(conferma).status_code == 422
    coordinatore = aperto.client("coordinatore")
    assert "Un ente chiede di aderire" in coordinatore.get("/lodi/").content.decode()
    with aperto.aperto("coordinatore"):
        richiesta = RichiestaEnte.objects.get()
        assert set(Avviso.objects.values_list("destinatario__email", flat=True)) == {"coordinatore@lodi.example"}
    pagina = f"/lodi/accordo/2025-2027/enti/richieste/{richiesta.pk}/"
    assert pagina in coordinatore.get("/lodi/accordo/2025-2027/enti/").content.decode()
    assert "92500000150" in coordinatore.get(pagina).content.decode()
    accolta = coordinatore.post(pagina, {"esito": "nuovo"}, follow=True)
    assert accolta.redirect_chain == [("/lodi/accordo/2025-2027/enti/", 302)] and "l’invito è partito" in accolta.content.decode()
    with aperto.aperto("coordinatore"):
        invito = Invito.objects.get()
        assert (invito.email, invito.ruolo, invito.ente.denominazione) == ("ada@sponda.example", "ets", "Associazione La Sponda")
        assert RichiestaEnte.objects.get().stato == "accolta" and invito.ente.codice_fiscale == "92500000150"
    assert coordinatore.post(pagina, {"esito": "nuovo"}).status_code == 422


def test_del_codice_si_conserva_solo_l_impronta(aperto):
    manda()
    codice = collegamento().rstrip("/").rpartition("/")[2]
    with aperto.aperto("coordinatore"):
        assert RichiestaEnte.objects.get().impronta != codice and len(codice) >= 40


def test_a_chi_scrive_si_risponde_sempre_allo_stesso_modo(aperto):
    verificata(aperto)
    mandate = len(mail.outbox)
    assert manda().url == f"{QUI}?mandata=1"
    assert len(mail.outbox) == mandate, "chi ha già confermato non riceve altro"
    assert manda(sito="http://spam.example", email="altra@sponda.example").url == f"{QUI}?mandata=1"
    assert len(mail.outbox) == mandate
    with aperto.aperto("coordinatore"):
        assert RichiestaEnte.objects.count() == 1


def test_il_codice_di_un_ambito_non_apre_nulla_in_un_altro(aperto, pavese):
    manda()
    altrove = collegamento().replace("/lodi/", "/pavese/")
    assert "non vale più" in Client().get(altrove).content.decode() and Client().post(altrove).status_code == 422
    with aperto.aperto("coordinatore"):
        richiesta = RichiestaEnte.objects.get()
    assert richiesta.stato == "inviata"
    assert pavese.client("coordinatore").get(f"/pavese/accordo/2025-2027/enti/richieste/{richiesta.pk}/").status_code == 404


def test_riscritta_vale_l_ultima(aperto):
    manda()
    primo = collegamento()
    manda(denominazione="La Sponda onlus")
    assert "non vale più" in Client().get(primo).content.decode()
    Client().post(collegamento())
    with aperto.aperto("coordinatore"):
        assert RichiestaEnte.objects.get().denominazione == "La Sponda onlus"


def test_una_rete_o_un_indirizzo_non_mandano_posta_a_raffica(aperto):
    for _ in range(richieste.MASSIME_A_INDIRIZZO + 1):
        assert manda().status_code == 302
    assert len(mail.outbox) == richieste.MASSIME_A_INDIRIZZO
    ultima = [manda(email=f"e{n}@sponda.example") for n in range(richieste.MASSIME_DA_RETE)][-1]
    assert ultima.status_code == 422 and "Aspetta cinque minuti" in ultima.content.decode()


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("codice_fiscale", "92500000151"),
        ("email", "ada"),
        ("denominazione", ""),
        ("aperta", "finta"),
        ("nome", "Vinci su WWW.truffa.example"),
    ],
)
def test_un_dato_che_non_va_torna_con_ciò_che_si_era_scritto(aperto, campo, valore):
    risposta = manda(**{campo: valore})
    assert risposta.status_code == 422 and "presidente" in risposta.content.decode() and not mail.outbox


def test_si_chiede_solo_a_un_avviso_aperto_agli_enti(aperto, lodi):
    with aperto.aperto("coordinatore"):
        aperto.avviso.ammessi = ["comuni"]
        aperto.avviso.save()
    assert Client().get(QUI).status_code == 404 and manda().status_code == 404
    assert Client().get("/lodi/trasparenza/adesioni/x/richiesta/").status_code == 404


def test_un_ente_che_c_e_gia_si_riconosce_e_si_sceglie(aperto):
    with aperto.aperto("coordinatore"):
        gia = Ente.objects.create(tipo="ets", denominazione="Associazione la sponda", codice_fiscale="92500000150")
    richiesta = verificata(aperto)
    coordinatore, pagina = aperto.client("coordinatore"), f"/lodi/accordo/2025-2027/enti/richieste/{richiesta.pk}/"
    assert "Forse l’ente c’è già" in coordinatore.get(pagina).content.decode()
    assert coordinatore.post(pagina, {"esito": "nuovo"}).status_code == 422
    coordinatore.post(pagina, {"esito": str(gia.pk)})
    with aperto.aperto("coordinatore"):
        assert Invito.objects.get().ente == gia and Ente.objects.filter(denominazione__icontains="sponda").count() == 1


def test_un_no_vuole_il_motivo_e_arriva_a_chi_ha_chiesto(aperto):
    richiesta = verificata(aperto)
    coordinatore, pagina = aperto.client("coordinatore"), f"/lodi/accordo/2025-2027/enti/richieste/{richiesta.pk}/"
    assert coordinatore.post(pagina, {"esito": "respingi", "motivo": " "}).status_code == 422
    coordinatore.post(pagina, {"esito": "respingi", "motivo": "Non opera in questi Comuni."})
    assert "Non opera in questi Comuni." in mail.outbox[-1].body and mail.outbox[-1].to == ["ada@sponda.example"]
    with aperto.aperto("coordinatore"):
        assert RichiestaEnte.objects.get().stato == "respinta" and not Invito.objects.exists()


def test_decide_solo_chi_conferisce_gli_incarichi(aperto):
    richiesta = verificata(aperto)
    with aperto.aperto("udp"), pytest.raises(PotereMancante):
        operazioni.accogli_richiesta(richiesta, poteri=aperto.poteri("udp"), adesso=adesso())


def test_se_la_posta_non_parte_non_e_successo_niente(aperto, monkeypatch):
    def giu(*_):
        raise OSError("giù")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", giu)
    risposta = manda()
    assert risposta.status_code == 422 and "posta del portale non risponde" in risposta.content.decode()
    with aperto.aperto("coordinatore"):
        assert not RichiestaEnte.objects.exists()


def test_le_richieste_mai_verificate_scadono_e_si_cancellano(aperto):
    manda()
    manda(email="altra@sponda.example")
    vecchio = collegamento()
    with aperto.aperto("coordinatore"):
        domani = adesso() + richieste.VALIDITA + timedelta(minutes=1)
        with pytest.raises(ErroreAtteso, match="non vale più"):
            richieste.verifica_richiesta(vecchio.rstrip("/").rpartition("/")[2], adesso=domani)
        assert richieste.cancella_scadute(domani) == 2
        assert not RichiestaEnte.objects.exists()
        assert Evento.objects.filter(verbo="avviso.richieste_scadute").get().frase.startswith("Cancellate 2 richieste")
