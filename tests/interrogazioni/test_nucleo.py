"""Il costo di una pagina non dipende da quanti Comuni, righe o Ambiti ci sono."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ambito import lavori
from ambito.contesto import in_ambito
from ambito.incarichi import conferisci
from ambito.inviti import invita
from ambito.models import Appartenenza, Documento
from ambito.registro import annota
from tests.scena import ADESSO, COMUNI, crea_comune, crea_scena, crea_utente

OGGI = date.today()
MOLTI = [(f"098{n:03}", f"Comune {n}", 1000 + n) for n in range(1, 62)]


def conta(scena, ruolo, url):
    navigatore = scena.client(ruolo)
    assert navigatore.get(url).status_code == 200
    with CaptureQueriesContext(connection) as catturate:
        assert navigatore.get(url).status_code == 200
    return len(catturate)


@pytest.fixture
def piccolo(db):
    return crea_scena("lodi", COMUNI["lodi"][:3])


def riempi(scena, comuni, righe):
    """Porta l’Ambito ad avere `comuni` Comuni in più e `righe` righe in ogni elenco."""
    with in_ambito(scena.ambito.pk):
        gia = set(Appartenenza.objects.values_list("comune__codice_istat", flat=True))
        for codice, nome, residenti in MOLTI[:comuni]:
            if codice not in gia:
                Appartenenza.objects.create(comune=crea_comune(codice, nome, residenti), dal=date(2025, 1, 1))
        for numero in range(righe):
            annota(scena.ambito, "prova", f"Riga {numero}", autore=scena.utenti["udp"], quando=ADESSO)
            persona = crea_utente(f"p{comuni}.{numero}@x.example")
            conferisci(utente=persona, ruolo="udp", dal=OGGI, atto="a", autore=None, adesso=ADESSO, al=OGGI + timedelta(9))
            invita(email=persona.email, nome="A", cognome="B", ruolo="udp", dal=OGGI, atto="a", autore=persona, adesso=ADESSO)
            lavori.accoda("prova", f"lavoro {numero}", "Lavoro", argomenti={}, utente=scena.utenti["udp"], adesso=ADESSO)
            Documento.objects.get_or_create(
                codice=f"9-{numero:04}", tipo="prova", oggetto_id=numero, versione=1,
                defaults={"titolo": "Prova", "nome_file": "p.pdf", "dati": {}, "impronta_dati": "0" * 64, "sha256": "0" * 64,
                          "dimensione": 1, "permesso": "legge_piano", "emesso_da": scena.utenti["udp"], "emesso_il": ADESSO},
            )  # fmt: skip


PAGINE = {
    "/lodi/comuni/": ("coordinatore", 15),
    "/lodi/comuni/098019/": ("coordinatore", 24),
    "/lodi/accessi/": ("coordinatore", 12),
    "/lodi/cerca/?q=comune prova": ("coordinatore", 11),
    "/lodi/persone/": ("coordinatore", 15),
    "/lodi/persone/inviti/": ("coordinatore", 14),
    "/lodi/registro/": ("coordinatore", 14),
    "/lodi/documenti/": ("coordinatore", 14),
    "/lodi/lavori/": ("coordinatore", 14),
}


@pytest.mark.parametrize("url", list(PAGINE))
def test_le_interrogazioni_non_crescono_con_le_righe(piccolo, url):
    ruolo, massimo = PAGINE[url]
    riempi(piccolo, comuni=0, righe=1)
    poche = conta(piccolo, ruolo, url)
    riempi(piccolo, comuni=61, righe=30)
    assert conta(piccolo, ruolo, url) == poche <= massimo


@pytest.mark.parametrize("ruolo", ["coordinatore", "operatore", "sindaco", "segretario", "ats"])
def test_la_prima_pagina_costa_al_piu_diciassette_interrogazioni(piccolo, ruolo):
    prima = conta(piccolo, ruolo, "/lodi/")
    riempi(piccolo, comuni=61, righe=30)
    assert conta(piccolo, ruolo, "/lodi/") == prima <= 17
