"""Sei persone che salvano la stessa sezione nello stesso momento, su connessioni vere."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from ambito.contesto import in_ambito
from piano.models import BozzaPersonale, RevisioneSezione, Sezione
from tests.piano.fabbriche import piano_nuovo, sezione_di
from tests.scena import crea_scena

pytestmark = pytest.mark.django_db(transaction=True)
PERSONE, SALVATAGGI = 6, 15


@pytest.fixture
def scena():
    """Sei paragrafi, uno per persona, e un settimo che si contendono tutti."""
    scena = crea_scena("lodi")
    with scena.aperto("udp"):
        sezione = sezione_di(piano_nuovo(scena))
        scena.url = reverse("piano:sezione", args=["lodi", "2025-2027", sezione.pk])
        scena.sezione = sezione.pk
    return scena


def scrive(scena, chi, ruolo, testo_di):
    """Una persona che salva più volte ripartendo dalla revisione ricevuta; restituisce ciò che le è stato confermato."""
    try:
        navigatore = scena.client(ruolo)
        revisione, confermati, rifiutati = 0, {}, 0
        for volta in range(SALVATAGGI):
            marca = f"{chi}-{volta}."
            risposta = navigatore.post(
                scena.url, {"testo": testo_di(chi, marca), "revisione": revisione}, headers={"accept": "application/json"}
            )
            esito = json.loads(risposta.content)
            if risposta.status_code == 200:
                revisione = esito["revisione"]
                confermati[marca] = esito["revisione"]
            else:
                assert risposta.status_code == 409, (risposta.status_code, esito)
                rifiutati += 1
                revisione = attuale(scena)
        return confermati, rifiutati
    finally:
        connection.close()


def attuale(scena):
    with in_ambito(scena.ambito.pk):
        return Sezione.objects.get(pk=scena.sezione).revisione


def insieme(scena, testo_di):
    ruoli = ["udp", "coordinatore"] * (PERSONE // 2)
    with ThreadPoolExecutor(PERSONE) as esecutore:
        attese = [esecutore.submit(scrive, scena, f"p{n}", ruolo, testo_di) for n, ruolo in enumerate(ruoli)]
        return [attesa.result() for attesa in attese]


def conservati(scena):
    with in_ambito(scena.ambito.pk):
        revisioni = dict(RevisioneSezione.objects.filter(sezione=scena.sezione).values_list("numero", "testo"))
        bozze = list(BozzaPersonale.objects.values_list("testo", flat=True))
        sezione = Sezione.objects.get(pk=scena.sezione)
    return revisioni, bozze, sezione


def verifica(scena, esiti):
    revisioni, bozze, sezione = conservati(scena)
    for confermati, _ in esiti:
        for marca, numero in confermati.items():
            assert marca in revisioni[numero]
    assert sorted(revisioni) == list(range(1, sezione.revisione + 1))
    assert revisioni[sezione.revisione] == sezione.testo
    return revisioni, bozze, sezione


def test_stesso_punto_ogni_salvataggio_confermato_e_nelle_revisioni(scena):
    """Tutti riscrivono l’intera sezione: chi non si può unire riceve 409 e il suo testo è da parte."""
    esiti = insieme(scena, lambda chi, marca: f"<p>Testo di {marca}</p>")
    _, bozze, _ = verifica(scena, esiti)
    assert sum(len(c) for c, _ in esiti) + sum(r for _, r in esiti) == PERSONE * SALVATAGGI
    assert bool(bozze) == any(r for _, r in esiti)


def test_punti_diversi_si_uniscono_e_alla_fine_c_e_il_lavoro_di_tutti(scena):
    """Ognuno tiene il proprio paragrafo: nessun rifiuto, e nel testo finale c’è l’ultima frase di ciascuno."""
    iniziale = "".join(f"<p>p{n}:</p><p>–</p>" for n in range(PERSONE))
    scena.client("udp").post(scena.url, {"testo": iniziale, "revisione": 0}, headers={"accept": "application/json"})

    def testo_di(chi, marca):
        return re.sub(f"<p>{chi}:.*?</p>", f"<p>{chi}: {marca}</p>", iniziale)

    with ThreadPoolExecutor(PERSONE) as esecutore:
        attese = [esecutore.submit(scrive_dalla_prima, scena, f"p{n}", testo_di) for n in range(PERSONE)]
        esiti = [attesa.result() for attesa in attese]
    _, bozze, sezione = verifica(scena, esiti)
    assert not bozze
    for n in range(PERSONE):
        assert f"p{n}: p{n}-{SALVATAGGI - 1}." in sezione.testo


def scrive_dalla_prima(scena, chi, testo_di):
    """Come `scrive`, ma si parte dalla revisione 1 e nessun rifiuto è ammesso."""
    try:
        navigatore = scena.client("udp" if int(chi[1]) % 2 else "coordinatore")
        revisione, confermati = 1, {}
        for volta in range(SALVATAGGI):
            marca = f"{chi}-{volta}."
            dati = {"testo": testo_di(chi, marca), "revisione": revisione}
            risposta = navigatore.post(scena.url, dati, headers={"accept": "application/json"})
            assert risposta.status_code == 200, risposta.content
            revisione = confermati[marca] = json.loads(risposta.content)["revisione"]
        return confermati, 0
    finally:
        connection.close()
