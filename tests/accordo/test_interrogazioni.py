"""Il costo del quadro e di «Tocca a te» non dipende da quanti Comuni e quante adesioni ci sono."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accordo.models import Adesione, AllegatoAdesione, FirmaParte, ParteAccordo, RisorsaOfferta
from ambito.models import Appartenenza
from piano.models import AreaPolicy, Obiettivo, PianoDiZona, Tavolo
from tests.accordo.accordi import approvato
from tests.accordo.fabbriche import adesso, compila_ente, crea_avviso, emetti_da_firmare, invia, oggi
from tests.piano.fabbriche import piano_nuovo
from tests.scena import crea_comune

PAGINE = {
    ("coordinatore", "/lodi/accordo/2025-2027/adesioni/"): 17,
    ("operatore", "/lodi/accordo/2025-2027/adesioni/"): 16,
    ("coordinatore", "/lodi/accordo/"): 16,
    ("coordinatore", "/lodi/accordo/2025-2027/adesioni/?formato=csv"): 13,
}
DA_FIRMARE, ACCORDO_DA_FIRMARE = 18, 11


def conta(lodi, ruolo, url):
    navigatore = lodi.client(ruolo)
    assert navigatore.get(url).status_code == 200
    with CaptureQueriesContext(connection) as catturate:
        navigatore.get(url)
    return len(catturate)


@pytest.mark.django_db
def test_uguale_con_una_e_con_sessanta_adesioni(lodi):
    with lodi.aperto("operatore"):
        avviso = crea_avviso(lodi)
        invia(lodi, avviso)
    prima = {chi: conta(lodi, *chi) for chi in PAGINE}
    with lodi.aperto("udp"):
        for numero in range(60):
            comune = crea_comune(f"0982{numero:02}", f"Comune {numero:02}", 900)
            Appartenenza.objects.create(comune=comune, dal=date(2025, 1, 1))
            inviata = {"stato": "presentata", "anno": oggi().year, "numero": 100 + numero, "inviata_il": adesso()}
            Adesione.objects.create(avviso=avviso, comune=comune, tipo="consultiva", **inviata)
    assert {chi: conta(lodi, *chi) for chi in PAGINE} == prima
    assert {chi: prima[chi] for chi in PAGINE if prima[chi] > PAGINE[chi]} == {}


def dell_ambito(codice, nome):
    comune = crea_comune(codice, nome, 500)
    Appartenenza.objects.create(comune=comune, dal=date(2025, 1, 1))
    return comune


def aggiungi(lodi, adesione, numeri):
    """Per ogni numero un Comune, un tavolo, un obiettivo, una risorsa e un file in più nell’adesione di un ente."""
    piano, area = PianoDiZona.objects.get(), AreaPolicy.objects.first()
    durata = {"inizio": date(2025, 1, 1), "fine": date(2027, 12, 31)}
    file = {"formato": "application/pdf", "dimensione": 1, "caricato_da": lodi.utenti["ets"], "caricato_il": adesso()}
    for n in numeri:
        adesione.comuni_operativita.add(dell_ambito(f"0983{n:02}", f"Altro {n:02}"))
        adesione.tavoli.add(Tavolo.objects.create(piano=piano, nome=f"Tavolo {n}", tipo="tematico"))
        adesione.obiettivi.add(Obiettivo.objects.create(piano=piano, area=area, codice=f"X{n}", titolo=f"Obiettivo {n}", **durata))
        RisorsaOfferta.objects.create(adesione=adesione, tipo="sede", descrizione=f"Sala {n}")
        AllegatoAdesione.objects.create(adesione=adesione, tipo="altro", nome=f"{n}.pdf", sha256=f"{n:064}", **file)
    emetti_da_firmare(adesione, numero=len(numeri))


def test_la_pagina_da_firmare_costa_uguale_quanto_che_sia_lunga_l_adesione(lodi):
    with lodi.aperto("udp"):
        piano = piano_nuovo(lodi)
        PianoDiZona.objects.filter(pk=piano.pk).update(stato="vigente")
        adesione = compila_ente(lodi, crea_avviso(lodi, ammessi=["terzo_settore"]), firma="digitale", allega=())
        aggiungi(lodi, adesione, [0])
    qui = f"/lodi/accordo/2025-2027/enti/{adesione.ente_id}/da-firmare/"
    corta = conta(lodi, "ets", qui)
    with lodi.aperto("udp"):
        aggiungi(lodi, adesione, range(1, 10))
    assert conta(lodi, "ets", qui) == corta <= DA_FIRMARE


def test_il_pdf_dell_accordo_da_firmare_costa_uguale_con_una_firma_e_con_undici(lodi):
    with lodi.aperto("udp"):
        accordo, versione = approvato(lodi)
        firma(lodi, accordo, versione, 1)
    qui = "/lodi/accordo/2025-2027/da-firmare/"
    una = conta(lodi, "sindaco", qui)
    with lodi.aperto("udp"):
        for numero in range(2, 12):
            firma(lodi, accordo, versione, numero)
    assert conta(lodi, "sindaco", qui) == una <= ACCORDO_DA_FIRMARE


def firma(lodi, accordo, versione, numero):
    """Un Comune in più, che ha firmato in PDF insieme a quelli di prima."""
    parte = ParteAccordo.objects.create(
        accordo=accordo, comune=dell_ambito(f"0984{numero:02}", f"Firma {numero:02}"), ruolo="firmatario"
    )
    FirmaParte.objects.create(
        parte=parte, versione=versione, firmatario="Ada Verdi", codice_fiscale="VRDDAA80A41E648K", titolo="Sindaca", byte=b"pdf",
        formato="PAdES", emittente="Prova", firme=[{"nome": "Ada Verdi"}] * numero, nome_file="a.pdf", dimensione=3,
        sha256="0" * 64, caricata_da=lodi.utenti["udp"], caricata_il=adesso(),
    )  # fmt: skip
