"""Ogni quanto si ricevono gli avvisi per posta: subito, una volta al giorno in un messaggio solo, o mai; l’urgente parte sempre."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from ambito import avvisi, spedizione
from ambito.models import Avviso, PreferenzaPosta
from tests.ambito.test_avvisi import scrivi, stati
from tests.scena import ADESSO


def sceglie(scena, ruolo, cadenza):
    avvisi.scegli_cadenza(scena.utenti[ruolo], cadenza, adesso=ADESSO)


@pytest.mark.parametrize(("adesso", "attese"), [
    (datetime(2025, 6, 10, 4, 59, tzinfo=UTC), datetime(2025, 6, 10, 5, 0, tzinfo=UTC)),
    (datetime(2025, 6, 10, 5, 0, tzinfo=UTC), datetime(2025, 6, 11, 5, 0, tzinfo=UTC)),
    (datetime(2025, 1, 10, 22, 30, tzinfo=UTC), datetime(2025, 1, 11, 6, 0, tzinfo=UTC)),
    (datetime(2025, 10, 25, 12, 0, tzinfo=UTC), datetime(2025, 10, 26, 6, 0, tzinfo=UTC)),
])  # fmt: skip
def test_il_riepilogo_e_alle_sette_di_roma(adesso, attese):
    assert avvisi.prossimo_riepilogo(adesso) == attese


def test_in_riepilogo_partono_insieme_e_una_volta_sola(lodi):
    with lodi.aperto():
        sceglie(lodi, "udp", "giornaliera")
        for numero in range(3):
            scrivi(lodi, "udp", "segretario", genere=f"prova {numero}", titolo=f"Avviso {numero}", adesso=timezone.now())
    assert spedizione.spedisci(lodi.ambito.pk) == 3
    assert {m.to[0].split("<")[-1] for m in mail.outbox} == {"segretario@lodi.example>"}
    with lodi.aperto():
        Avviso.objects.filter(spedizione="da_spedire").update(non_prima=ADESSO)
    assert spedizione.spedisci(lodi.ambito.pk) == 3 and spedizione.spedisci(lodi.ambito.pk) == 0
    riepilogo = mail.outbox[-1]
    assert len(mail.outbox) == 4 and riepilogo.subject == "3 avvisi – Ambito di lodi"
    assert [f"{n + 1}. Avviso {n}" in riepilogo.body for n in range(3)] == [True] * 3
    assert set(stati(lodi)) == {"spedito"}


def test_l_urgente_parte_subito_e_mai_resta_nel_portale(lodi):
    with lodi.aperto():
        sceglie(lodi, "udp", "giornaliera")
        sceglie(lodi, "segretario", "mai")
        scrivi(lodi, "udp", "segretario", genere="urgente", urgente=True)
        scrivi(lodi, "udp", "segretario", genere="calmo", adesso=timezone.now())
    assert spedizione.spedisci(lodi.ambito.pk) == 2
    with lodi.aperto():
        calmi = Avviso.objects.filter(genere="calmo").order_by("id").values_list("spedizione", "in_riepilogo")
        assert list(calmi) == [("da_spedire", True), ("solo_portale", False)]


def test_un_riepilogo_caduto_a_meta_e_tutto_incerto(lodi):
    with lodi.aperto():
        sceglie(lodi, "udp", "giornaliera")
        for numero in range(2):
            scrivi(lodi, "udp", genere=f"prova {numero}")
        Avviso.objects.update(non_prima=ADESSO)
    presi = spedizione._prendi(lodi.ambito.pk)
    assert len(presi) == 2 and spedizione._prendi(lodi.ambito.pk) == []
    with lodi.aperto():
        Avviso.objects.update(preso_il=timezone.now() - spedizione.AFFITTO - timedelta(seconds=1))
    assert spedizione.spedisci(lodi.ambito.pk) == 0 and set(stati(lodi)) == {"incerto"} and not mail.outbox


@pytest.mark.parametrize(("nuova", "stato"), [("subito", "spedito"), ("mai", "solo_portale")])
def test_chi_cambia_idea_non_aspetta(lodi, nuova, stato):
    with lodi.aperto():
        sceglie(lodi, "udp", "giornaliera")
        scrivi(lodi, "udp", adesso=timezone.now())
        sceglie(lodi, "udp", nuova)
    spedizione.spedisci(lodi.ambito.pk)
    assert stati(lodi) == [stato]


def test_dalla_pagina_si_sceglie_per_quell_ambito(lodi, pavese):
    navigatore = lodi.client("udp")
    assert 'value="subito"' in navigatore.get("/lodi/avvisi/").content.decode()
    navigatore.post("/lodi/avvisi/posta/", {"cadenza": "giornaliera"})
    pagina = navigatore.get("/lodi/avvisi/").content.decode()
    assert "checked" in pagina[pagina.index('value="giornaliera"') :][:200]
    assert "Scegli come ricevere" in navigatore.post("/lodi/avvisi/posta/", {"cadenza": "x"}, follow=True).content.decode()
    with lodi.aperto():
        assert PreferenzaPosta.objects.get().cadenza == "giornaliera"
