"""Un organo che si chiama in un altro modo si chiama così anche nelle frasi: menu, pagine, pagine pubbliche, PDF; senza costo."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ambito import documenti
from ambito.assemblea.models import Organo
from ambito.assemblea.operazioni import organi
from ambito.models import Ambito
from ambito.nucleo.nome_organo import DI_NORMA
from piano import operazioni
from piano.models import PianoDiZona, TappaIter
from piano.operazioni import percorso
from tests.piano.fabbriche import piano_pronto
from tests.scena import ADESSO, OGGI

pytestmark = pytest.mark.django_db
NUOVO = "Conferenza dei Sindaci"


@pytest.fixture
def scena(lodi):
    with lodi.aperto("segretario"):
        lodi.organo = organi.istituisci(nome=DI_NORMA, poteri=lodi.poteri("segretario"), adesso=ADESSO, dal=OGGI)
        yield lodi


def rinomina(scena, nome=NUOVO):
    chi = {"poteri": scena.poteri("segretario"), "adesso": ADESSO}
    organi.rinomina(Organo.objects.order_by("pk").first(), nome=nome, nome_atto="deliberazione", **chi)
    scena.ambito.refresh_from_db()


def test_sull_ambito_c_e_il_nome_dell_organo_istituito_per_primo(scena):
    assert scena.ambito.organo == DI_NORMA
    organi.istituisci(nome="Tavolo tecnico", poteri=scena.poteri("segretario"), adesso=ADESSO, dal=OGGI)
    rinomina(scena)
    assert Ambito.objects.get(pk=scena.ambito.pk).organo == NUOVO
    secondo = Organo.objects.get(nome="Tavolo tecnico")
    organi.rinomina(secondo, nome="Tavolo", nome_atto="deliberazione", poteri=scena.poteri("segretario"), adesso=ADESSO)
    assert Ambito.objects.get(pk=scena.ambito.pk).organo == NUOVO


@pytest.mark.parametrize(("indirizzo", "prima", "dopo"), [
    ("/lodi/assemblea/", "<h1>Assemblea</h1>", "<h1>Conferenza</h1>"),
    ("/lodi/piano/2025-2027/", "aspetta il voto dell’Assemblea dei Sindaci", "aspetta il voto della Conferenza dei Sindaci"),
    ("/lodi/trasparenza/", "Decide l’Assemblea dei Sindaci", "Decide la Conferenza dei Sindaci"),
    ("/lodi/trasparenza/amministrazione/", "Le deliberazioni dell’Assemblea dei Sindaci", "Le deliberazioni della Conferenza dei"),
    ("/lodi/trasparenza/piano/", "quello che l’Assemblea dei Sindaci ha", "quello che la Conferenza dei Sindaci ha"),
    ("/lodi/trasparenza/sedute/", "Quando si riunisce l’Assemblea dei Sindaci", "Quando si riunisce la Conferenza dei Sindaci"),
    ("/lodi/trasparenza/atti/", "Che cosa ha deciso l’Assemblea dei Sindaci", "Che cosa ha deciso la Conferenza dei Sindaci"),
])  # fmt: skip
def test_le_pagine_lo_chiamano_col_suo_nome(scena, indirizzo, prima, dopo):
    piano_pronto(scena)
    PianoDiZona.objects.update(stato="proposto")
    navigatore = Client() if "trasparenza" in indirizzo else scena.client("coordinatore")
    assert prima in navigatore.get(indirizzo).content.decode()
    rinomina(scena)
    pagina = navigatore.get(indirizzo).content.decode()
    assert dopo in pagina and "Assemblea dei Sindaci" not in pagina


def test_il_menu_e_la_casa_lo_dicono_senza_interrogare_di_piu(scena):
    navigatore = scena.client("coordinatore")
    quante = []
    for nome in (DI_NORMA, NUOVO):
        rinomina(scena, nome)
        navigatore.get("/lodi/")
        with CaptureQueriesContext(connection) as catturate:
            pagina = navigatore.get("/lodi/").content.decode()
        quante.append(len(catturate))
    assert quante[0] == quante[1] and "<span>Conferenza</span>" in pagina and "<span>Assemblea</span>" not in pagina


def test_i_documenti_lo_congelano_e_quelli_di_prima_tengono_la_loro_impronta(scena):
    piano = piano_pronto(scena)
    chi = {"utente": scena.utenti["coordinatore"], "adesso": ADESSO}
    primo = operazioni.richiedi_documento(piano, **chi)
    assert set(primo.argomenti["preparato"]["intestazione"]) == {"ambito", "stemma"}
    rinomina(scena)
    secondo = operazioni.richiedi_documento(piano, **chi)
    html = [documenti.componi(lavoro, documenti.Preparato(**lavoro.argomenti["preparato"])) for lavoro in (primo, secondo)]
    assert "non è ancora stato proposto all’Assemblea dei Sindaci" in html[0]
    assert "non è ancora stato proposto alla Conferenza dei Sindaci" in html[1] and "Assemblea dei Sindaci" not in html[1]


def test_il_percorso_nuovo_nomina_l_organo(scena):
    rinomina(scena, "Coordinamento dei Sindaci")
    percorso.prepara_percorso(piano_pronto(scena), poteri=scena.poteri("coordinatore"), adesso=ADESSO)
    nomi = list(TappaIter.objects.order_by("ordine").values_list("nome", flat=True))
    assert nomi[0] == "Il Coordinamento dei Sindaci dà mandato all’Ufficio di Piano"
    assert "Osservazioni dei Comuni e voto del Coordinamento dei Sindaci" in nomi


# Restano dell’Assemblea, nel portale, i nomi dei ruoli e ciò che sta negli indirizzi.
RUOLI = ("Segretario dell’Assemblea", "Presidente dell’Assemblea")
PAGINE = {
    "coordinatore": ["", "assemblea/", "piano/", "piano/2025-2027/", "piano/2025-2027/percorso/", "piano/2025-2027/versioni/",
                     "piano/2025-2027/coerenza/", "piano/2025-2027/andamento/", "accordo/", "accordo/riparti/",
                     "rendicontazione/", "servizi/", "avvio/", "scadenzario/", "documenti/", "persone/"],
    "segretario": ["", "assemblea/"],
    "presidente": ["", "assemblea/"],
    "sindaco": ["", "assemblea/", "piano/2025-2027/", "accordo/"],
    "operatore": ["", "piano/2025-2027/"],
    "udp": ["", "piano/2025-2027/"],
    None: ["trasparenza/", "trasparenza/amministrazione/", "trasparenza/piano/", "trasparenza/sedute/", "trasparenza/atti/",
           "trasparenza/accordo/", "trasparenza/adesioni/", "trasparenza/spesa/", "trasparenza/dati/"],
}  # fmt: skip


def parole_di(pagina):
    """Ciò che si legge: senza indirizzi né attributi che non si dicono, e senza i nomi dei ruoli."""
    testo = re.sub(r"<(?:script|style)\b.*?</(?:script|style)>", "", pagina, flags=re.S)
    testo = " ".join(re.findall(r'(?:aria-label|title|placeholder|content|alt)="([^"]*)"', testo)) + re.sub(r"<[^>]*>", " ", testo)
    for ruolo in RUOLI:
        testo = testo.replace(ruolo, "")
    return testo


@pytest.mark.parametrize("ruolo", PAGINE)
def test_chi_ha_un_altro_organo_non_legge_assemblea(scena, ruolo):
    piano_pronto(scena)
    PianoDiZona.objects.update(stato="proposto")
    rinomina(scena, "Coordinamento istituzionale")
    navigatore = scena.client(ruolo) if ruolo else Client()
    lette = {}
    for pagina in PAGINE[ruolo]:
        risposta = navigatore.get(f"/lodi/{pagina}")
        assert risposta.status_code == 200, pagina
        lette[pagina] = re.findall(r".{0,60}ssemblea.{0,40}", parole_di(risposta.content.decode()))
    assert {pagina: frasi for pagina, frasi in lette.items() if frasi} == {}
