"""Risposte e chiusura nello stesso momento, su connessioni vere: niente si scrive dopo la chiusura, nessuno copre nessuno."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from ambito.models import Evento
from piano.models import GiroOsservazioni, Osservazione
from tests.piano.fabbriche import giro_aperto
from tests.scena import aggiungi_delegato, crea_scena

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scena():
    scena = aggiungi_delegato(crea_scena("lodi"))
    with scena.aperto("coordinatore"):
        scena.giro = giro_aperto(scena, adesso=timezone.now())
    return scena


def indirizzo(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", 1, *argomenti])


def spedisce(scena, ruolo, url, dati):
    try:
        return scena.client(ruolo).post(url, dati).status_code
    finally:
        connection.close()


def insieme(scena, spedizioni):
    with ThreadPoolExecutor(len(spedizioni)) as esecutore:
        return [f.result() for f in [esecutore.submit(spedisce, scena, *s) for s in spedizioni]]


def test_due_persone_dello_stesso_comune_e_un_gesto_solo(scena):
    mia = indirizzo("risposta", "098019")
    assert insieme(scena, [(ruolo, mia, {"resto": "1"}) for ruolo in ["sindaco", "delegato"] * 3]) == [302] * 6
    with scena.aperto("udp"):
        assert Osservazione.objects.count() == len(scena.giro.sezioni)
        assert Evento.objects.filter(verbo="giroosservazioni.resto").count() == 1


def test_sulla_stessa_sezione_vince_uno_e_l_altro_lo_sa(scena):
    mia = indirizzo("risposta", "098019")
    dati = {"codice": "3.1", "revisione": 0, "esito": "contrario"}
    spedizioni = [(ruolo, mia, {**dati, "testo": f"Testo {n}"}) for n, ruolo in enumerate(["sindaco", "delegato"] * 3)]
    assert sorted(insieme(scena, spedizioni)) == [302] + [422] * 5
    with scena.aperto("udp"):
        assert Osservazione.objects.get().revisione == 1


def test_chi_risponde_mentre_si_chiude_o_e_dentro_o_lo_sa(scena):
    codici = scena.giro.codici
    spedizioni = [
        (ruolo, indirizzo("risposta", istat), {"codice": codice, "revisione": 0, "esito": "contrario", "testo": "No."})
        for ruolo, istat in [("sindaco", "098019"), ("sindaco.altro", "098010")]
        for codice in codici[:4]
    ]
    spedizioni.insert(4, ("coordinatore", indirizzo("chiudi_giro"), {"motivo": "Basta."}))
    esiti = insieme(scena, spedizioni)
    with scena.aperto("udp"):
        assert GiroOsservazioni.objects.get().e_chiuso
        assert Osservazione.objects.count() == esiti.count(302) - 1
        chiusura = Evento.objects.get(verbo="giroosservazioni.chiudi")
        assert not Evento.objects.filter(verbo="osservazione.scrive", id__gt=chiusura.id).exists()
