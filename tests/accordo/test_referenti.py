"""Gli avvisi di una parte arrivano a ogni referente dell’ente, qualunque sia il suo ruolo; e lui apre le pagine del suo accordo."""

import pytest

from accordo.annunci import accordi as annunci
from accordo.models import ParteAccordo
from accordo.operazioni import accordi, parti
from ambito.models import Avviso, Ente
from tests.accordo.accordi import carica, chi, congelato, emetti, in_bozza
from tests.accordo.fabbriche import adesso, oggi
from tests.nucleo.test_fascicolo import documento

pytestmark = pytest.mark.django_db
BASE = "/lodi/accordo/2025-2027/"


def html(risposta):
    return risposta.content.decode()


@pytest.fixture
def con_la_cooperativa(lodi):
    """L’accordo all’approvazione, con la cooperativa fra chi firma."""
    with lodi.aperto("udp"):
        accordo = in_bozza(lodi)
        lodi.parte = accordi.aggiungi_parte(accordo, ente=Ente.objects.get(tipo="ets"), ruolo="firmatario", **chi(lodi))
        accordi.compi(accordo, "condividi", **chi(lodi))
        emetti(accordi.congela(accordo, **chi(lodi)), documento(1))
        lodi.accordo = accordo
    lodi.qui = f"{BASE}parti/{lodi.parte.pk}/"
    return lodi


def avvisati(genere):
    return set(Avviso.objects.filter(genere__startswith=genere).values_list("destinatario__email", flat=True))


def test_l_avviso_arriva_a_chi_ha_un_incarico_per_l_ente(con_la_cooperativa):
    scena = con_la_cooperativa
    with scena.aperto("udp"):
        assert {"ats@lodi.example", "ets@lodi.example"} <= avvisati("parteaccordo.congela")
        parti.rimanda(carica(scena, scena.parte, "ets", organo="altro"), "Manca la data", **chi(scena))
        assert avvisati("parteaccordo.rimanda") == {"ets@lodi.example"}
        Avviso.objects.all().delete()
        annunci.ricorda(scena.accordo.termine_atti, adesso())
        annunci.ricorda(oggi(), adesso())
        assert "ets@lodi.example" in avvisati("parteaccordo.promemoria")


def test_chi_e_di_un_ente_che_non_e_parte_non_riceve_e_non_apre(lodi):
    with lodi.aperto("udp"):
        accordo, _ = congelato(lodi)
        parte = accordo.parti.get(ente__isnull=False)
        assert "ets@lodi.example" not in avvisati("parteaccordo")
    ets = lodi.client("ets")
    for url in (BASE, f"{BASE}parti/", f"{BASE}parti/{parte.pk}/", f"{BASE}versioni/", f"{BASE}da-firmare/", f"{BASE}vigilanza/"):
        assert ets.get(url).status_code == 403, url
    assert "Approva l’accordo" not in html(ets.get("/lodi/"))


def test_il_referente_apre_le_pagine_del_suo_accordo_e_ne_segue_i_collegamenti(con_la_cooperativa):
    scena = con_la_cooperativa
    ets = scena.client("ets")
    assert "Approva l’accordo" in html(ets.get("/lodi/")) and "Carica l’atto" in html(ets.get(scena.qui))
    with scena.aperto("udp"):
        altra = ParteAccordo.objects.filter(accordo=scena.accordo).exclude(pk=scena.parte.pk).first()
    for url in (BASE, f"{BASE}parti/", scena.qui, f"{BASE}versioni/", f"{BASE}versioni/1/", f"{BASE}vigilanza/"):
        pagina = ets.get(url)
        assert pagina.status_code == 200, url
        dentro = html(pagina).split("<main", 1)[1]
        for vietato in (
            f'href="{BASE}parti/{altra.pk}/"',
            'href="/lodi/piano/',
            'href="/lodi/accordo/"',
            'href="/lodi/documenti/',
            "documento/",
        ):
            assert vietato not in dentro, (url, vietato)
    assert ets.get(f"{BASE}da-firmare/").content == documento(1)
    for url in (
        f"{BASE}parti/{altra.pk}/",
        f"{BASE}parti/{altra.pk}/atto/",
        f"{BASE}dati/",
        "/lodi/accordo/",
        "/lodi/accordo/riparti/",
    ):
        assert ets.get(url).status_code == 403, url
    assert ets.post(f"{BASE}documento/registro/").status_code == 403


def test_finche_si_scrive_il_testo_non_lo_vede(lodi):
    with lodi.aperto("udp"):
        accordi.aggiungi_parte(in_bozza(lodi), ente=Ente.objects.get(tipo="ets"), ruolo="aderente", **chi(lodi))
    assert lodi.client("ets").get(BASE).status_code == 403
