"""Ogni quanto si ricevono gli avvisi per posta: subito, ogni giorno o settimana in un messaggio, mai; l’urgente parte sempre."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from ambito import avvisi, spedizione
from ambito.models import Avviso, PreferenzaPosta
from tests.ambito.test_avvisi import scrivi, stati
from tests.scena import ADESSO, crea_scena


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


@pytest.mark.parametrize(("adesso", "attese"), [
    (datetime(2025, 6, 10, 4, 59, tzinfo=UTC), datetime(2025, 6, 16, 5, 0, tzinfo=UTC)),
    (datetime(2025, 6, 16, 4, 59, tzinfo=UTC), datetime(2025, 6, 16, 5, 0, tzinfo=UTC)),
    (datetime(2025, 6, 16, 5, 0, tzinfo=UTC), datetime(2025, 6, 23, 5, 0, tzinfo=UTC)),
    (datetime(2025, 10, 24, 12, 0, tzinfo=UTC), datetime(2025, 10, 27, 6, 0, tzinfo=UTC)),
])  # fmt: skip
def test_quello_della_settimana_e_il_lunedi(adesso, attese):
    assert avvisi.prossimo_riepilogo(adesso, "settimanale") == attese


def test_chi_passa_dal_giorno_alla_settimana_aspetta_il_lunedi(lodi):
    with lodi.aperto():
        sceglie(lodi, "udp", "giornaliera")
        scrivi(lodi, "udp")
        sceglie(lodi, "udp", "settimanale")
        assert timezone.localtime(Avviso.objects.get().non_prima).weekday() == 0 and Avviso.objects.get().in_riepilogo


@pytest.mark.django_db(transaction=True)
def test_due_orologi_insieme_mandano_un_riepilogo_solo_a_testa():
    scena = crea_scena("lodi")
    chi = ("udp", "segretario", "coordinatore")
    with scena.aperto():
        for ruolo in chi:
            sceglie(scena, ruolo, "settimanale" if ruolo == "udp" else "giornaliera")
        for numero in range(12):
            scrivi(scena, *chi, genere=f"prova {numero}")
        Avviso.objects.update(non_prima=ADESSO)
    via = threading.Barrier(4)

    def orologio():
        try:
            via.wait(timeout=30)
            return spedizione.spedisci(scena.ambito.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as esecutore:
        partiti = [attesa.result() for attesa in [esecutore.submit(orologio) for _ in range(4)]]
    assert sum(partiti) == 36 and set(stati(scena)) == {"spedito"}
    assert sorted(m.subject for m in mail.outbox) == ["12 avvisi – Ambito di lodi"] * 3


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
