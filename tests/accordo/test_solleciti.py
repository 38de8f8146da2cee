"""Il sollecito a chi manca: si vede prima a chi va, parte in un gesto, non arriva due volte nello stesso giorno."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo import operazioni, selezioni
from ambito.models import Avviso, Evento
from tests.accordo.fabbriche import adesso, compila, crea_avviso, invia, oggi

SOLLECITO = "/lodi/accordo/2025-2027/sollecito/"


def manda(lodi, avviso, ruolo="udp", testo="Manca la vostra"):
    return operazioni.sollecita(avviso, testo, poteri=lodi.poteri(ruolo), adesso=adesso())


def test_va_solo_a_chi_manca_e_dice_chi_non_ha_nessuno(lodi):
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi)
        invia(lodi, avviso)
        righe = {r.comune.nome: r for r in selezioni.da_sollecitare(avviso, oggi())}
        assert set(righe) == {"Lodi", "Casalpusterlengo", "Abbadia Cerreto"}
        assert [r.comune.nome for r in righe.values() if r.senza_nessuno] == ["Abbadia Cerreto", "Lodi"]
        assert manda(lodi, avviso).persone == 2
        solleciti = Avviso.objects.filter(genere="adesione.sollecito.2025").order_by("destinatario__email")
        assert [s.destinatario.email for s in solleciti] == ["operatore.altro@lodi.example", "sindaco.altro@lodi.example"]
        sollecito = solleciti[0]
        assert (sollecito.testo, sollecito.url) == ("Manca la vostra", "/lodi/accordo/2025-2027/adesioni/098010/")
        assert Evento.objects.get(verbo="avviso.sollecita").dopo["persone"] == 2


def test_una_bozza_si_sollecita_e_una_volta_al_giorno(lodi):
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi)
        compila(lodi, avviso)
        assert manda(lodi, avviso).persone == 4
        with pytest.raises(operazioni.NessunoDaSollecitare, match="già ricevuto oggi"):
            manda(lodi, avviso)
        assert Avviso.objects.filter(genere="adesione.sollecito.2025").count() == 4
        operazioni.sollecita(avviso, "Ancora", poteri=lodi.poteri("udp"), adesso=adesso() + timedelta(days=1))
        assert Avviso.objects.filter(genere="adesione.sollecito.2025").count() == 8


def test_fuori_dall_avviso_non_si_sollecita_e_solo_l_ufficio(lodi):
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi, apre=oggi() + timedelta(days=2))
        with pytest.raises(operazioni.NessunoDaSollecitare, match="non è in corso"):
            manda(lodi, avviso)
        for ruolo in ("operatore", "sindaco", "segretario"):
            with pytest.raises(PermissionDenied):
                manda(lodi, avviso, ruolo)


def test_la_pagina_mostra_prima_chi_riceve_e_poi_manda(lodi):
    with lodi.aperto("udp"):
        crea_avviso(lodi)
    coordinatore = lodi.client("coordinatore")
    pagina = coordinatore.get(SOLLECITO).content.decode()
    assert "operatore@lodi.example" in pagina and "operatore.altro@lodi.example" in pagina
    assert "Abbadia Cerreto, Lodi non c’è un operatore" in pagina and "C’è tempo fino al" in pagina
    vuoto = coordinatore.post(SOLLECITO, {"testo": " "})
    assert vuoto.status_code == 422 and "operatore@lodi.example" in vuoto.content.decode()
    riuscito = coordinatore.post(SOLLECITO, {"testo": "Manca la vostra"}, follow=True)
    assert "Non è ancora partito" in riuscito.content.decode() and "operatore.altro@lodi.example" in riuscito.content.decode()
    ancora = coordinatore.post(SOLLECITO, {"testo": "Manca la vostra"})
    assert ancora.status_code == 422 and "Restano le lettere" in ancora.content.decode()


def test_chi_ha_inviato_non_si_sollecita(lodi):
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi)
        for comune, ruolo in (("Codogno", "operatore"), ("Casalpusterlengo", "operatore.altro")):
            invia(lodi, avviso, comune, ruolo)
        with pytest.raises(operazioni.NessunoDaSollecitare):
            manda(lodi, avviso)


@pytest.mark.django_db
def test_il_costo_non_dipende_da_quanti_mancano(lodi):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi)
        with CaptureQueriesContext(connection) as tutti:
            selezioni.da_sollecitare(avviso, oggi())
        invia(lodi, avviso)
        with CaptureQueriesContext(connection) as meno:
            selezioni.da_sollecitare(avviso, oggi())
    assert len(tutti) == len(meno) == 3
