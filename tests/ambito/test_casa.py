"""«Tocca a te»: gruppi e contatori, ciò che non aspetta più sparisce, che cosa è cambiato soltanto a chi può vederlo."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ambito.incarichi import cessa
from ambito.models import Evento, Incarico, Utente
from ambito.registri import TOCCA_A_TE, Compito, Riquadro
from ambito.registro import annota
from tests.permessi.rotta import TUTTI
from tests.scena import aggiungi_delegato


def parole_di(risposta):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", risposta.content.decode()))


@pytest.fixture
def compiti(monkeypatch):
    """Le cose da fare le dice la prova."""
    elenco = []
    monkeypatch.setattr("ambito.views.home.TOCCA_A_TE", [lambda poteri, oggi: elenco])
    return elenco


def test_i_gruppi_hanno_un_titolo_e_un_contatore(lodi, compiti):
    oggi = timezone.localdate()
    compiti += [
        Compito("Presto", "", "/lodi/", oggi + timedelta(days=1)), Compito("Tardi", "", "/lodi/", oggi - timedelta(days=3)),
        Compito("Tardissimo", "", "/lodi/", oggi - timedelta(days=9)), Compito("Prima o poi", "", "/lodi/"),
        Compito("Subito", "", "/lodi/", tono="attenzione"),
    ]  # fmt: skip
    risposta = lodi.client("udp").get("/lodi/")
    testo, html = parole_di(risposta), risposta.content.decode()
    posti = [testo.index(t) for t in ("Tardissimo", "Tardi ", "Presto", "Subito", "Prima o poi")]
    assert posti == sorted(posti)
    assert [i["valore"] for i in risposta.context["cifre"]] == [2, 2, 1]
    for ancora in ("ritardo", "subito", "senza"):
        assert f'href="#{ancora}"' in html and f'id="{ancora}"' in html
    assert "Più avanti" not in testo and "Entro sette giorni" not in testo


def test_con_un_gruppo_solo_non_si_conta_e_senza_niente_si_dice(lodi, compiti):
    assert "Adesso non c’è nulla che aspetti te" in parole_di(lodi.client("udp").get("/lodi/"))
    compiti.append(Compito("Prima o poi", "", "/lodi/"))
    risposta = lodi.client("udp").get("/lodi/")
    assert "Senza termine" in parole_di(risposta) and 'class="cifre"' not in risposta.content.decode()


def test_cio_che_e_fatto_sparisce_da_se(lodi):
    """Un posto scoperto si vede; quando qualcuno lo copre, non più: nessuno deve toglierlo."""
    with lodi.aperto():
        incarico = Incarico.objects.get(utente=lodi.utenti["presidente"])
        ieri = timezone.localdate() - timedelta(days=1)
        cessa(incarico, al=ieri, autore=lodi.utenti["coordinatore"], adesso=timezone.now())
    assert "Presidente dell’Assemblea" in parole_di(lodi.client("coordinatore").get("/lodi/")).split("I tuoi incarichi")[0]
    with lodi.aperto():
        Incarico.objects.filter(pk=incarico.pk).update(al=None)
    assert "Presidente dell’Assemblea" not in parole_di(lodi.client("coordinatore").get("/lodi/")).split("I tuoi incarichi")[0]


def test_di_cio_che_si_aspetta_si_dice_da_chi_da_quando_e_come_sollecitare(lodi, monkeypatch):
    oggi = timezone.localdate()
    atteso = Riquadro(
        "Spesa", "Inviata.", "/lodi/x/", "Inviata", "attesa", oggi - timedelta(days=3), "Ragioneria", "/lodi/sollecito/"
    )
    monkeypatch.setattr("ambito.views.home.DA_SEGUIRE", [lambda poteri: [atteso]])
    risposta = lodi.client("udp").get("/lodi/")
    assert "Tocca a: Ragioneria, dal " in parole_di(risposta) and "(3 giorni)" in parole_di(risposta)
    assert 'href="/lodi/sollecito/"' in risposta.content.decode() and "Sollecita: Spesa" in parole_di(risposta)


def entra_dopo(scena, ruolo, giorni):
    """La persona torna dopo tanti giorni."""
    Utente.objects.filter(pk=scena.utenti[ruolo].pk).update(visto_il=timezone.now() - timedelta(days=giorni))
    scena.utenti[ruolo].refresh_from_db()
    return scena.client(ruolo)


@pytest.mark.parametrize("ruolo", sorted(TUTTI))
def test_che_cosa_e_cambiato_lo_legge_chi_puo_aprire_l_oggetto(lodi, ruolo):
    aggiungi_delegato(lodi)
    with lodi.aperto():
        incarico = Incarico.objects.get(utente=lodi.utenti["operatore.altro"])
        adesso = timezone.now()
        annota(incarico, "prova", "Cambiato di nascosto", autore=None, quando=adesso)
    visto = "Cambiato di nascosto" in parole_di(entra_dopo(lodi, ruolo, 3).get("/lodi/"))
    assert visto is (ruolo in {"coordinatore", "udp", "segretario", "revisore"})


def test_non_si_raccontano_i_propri_atti_ne_cio_che_si_era_gia_visto(lodi):
    with lodi.aperto():
        incarico = Incarico.objects.get(utente=lodi.utenti["operatore"])
        adesso = timezone.now()
        annota(incarico, "prova", "L’ho fatto io", autore=lodi.utenti["udp"], quando=adesso)
        annota(incarico, "prova", "Di una settimana fa", autore=lodi.utenti["coordinatore"], quando=adesso - timedelta(days=7))
        for n in range(5):
            annota(incarico, "prova", f"Nuovo {n}", autore=lodi.utenti["coordinatore"], quando=adesso - timedelta(hours=1))
    testo = parole_di(entra_dopo(lodi, "udp", 3).get("/lodi/"))
    assert "L’ho fatto io" not in testo and "Di una settimana fa" not in testo
    assert "Da quando c’eri stato l’ultima volta" in testo
    assert "Nuovo 4" in testo and "Nuovo 1" not in testo and "e 2 altri cambiamenti" in testo


def test_chi_entra_per_la_prima_volta_legge_gli_ultimi_sette_giorni(lodi):
    with lodi.aperto():
        incarico = Incarico.objects.get(utente=lodi.utenti["operatore"])
        adesso = timezone.now()
        annota(incarico, "prova", "Recente", autore=None, quando=adesso - timedelta(days=6))
        annota(incarico, "prova", "Lontano", autore=None, quando=adesso - timedelta(days=8))
    testo = parole_di(lodi.client("udp").get("/lodi/"))
    assert "Negli ultimi sette giorni." in testo and "Recente" in testo and "Lontano" not in testo


def test_aprire_la_pagina_non_fa_passare_l_ultima_volta(lodi):
    """Si tiene da parte entrando: rileggere mostra le stesse novità, entrare di nuovo no."""
    with lodi.aperto():
        incarico = Incarico.objects.get(utente=lodi.utenti["operatore"])
        annota(incarico, "prova", "Una novità", autore=None, quando=timezone.now() - timedelta(minutes=1))
    navigatore = entra_dopo(lodi, "udp", 3)
    assert all("Una novità" in parole_di(navigatore.get("/lodi/")) for _ in range(3))
    lodi.utenti["udp"].refresh_from_db()
    assert "Una novità" not in parole_di(lodi.client("udp").get("/lodi/"))


def test_la_prima_pagina_non_costa_di_piu_con_piu_novita(lodi):
    def costo():
        navigatore = entra_dopo(lodi, "udp", 3)
        navigatore.get("/lodi/")
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get("/lodi/").status_code == 200
        return len(catturate)

    def scrivi(quanti):
        with lodi.aperto():
            for incarico in Incarico.objects.all()[:quanti]:
                for _ in range(quanti):
                    annota(incarico, "prova", "Cambiato", autore=lodi.utenti["coordinatore"], quando=timezone.now())

    scrivi(1)
    poche = costo()
    scrivi(9)
    assert costo() == poche <= 17
    with lodi.aperto():
        assert Evento.objects.filter(verbo="prova").count() == 82


def test_ogni_fornitore_da_cose_da_fare(lodi):
    """I registri si riempiono all’avvio; ogni cosa da fare ha titolo e indirizzo."""
    assert len(TOCCA_A_TE) > 5
    with lodi.aperto():
        poteri = lodi.poteri("coordinatore")
        voci = [c for fornitore in TOCCA_A_TE for c in fornitore(poteri, date.today())]
    assert voci and all(c.titolo and c.url.startswith("/lodi/") for c in voci)
