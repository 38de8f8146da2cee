"""La formazione degli operatori: iniziative, conti di persone, totali per anno, passi, uscite."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ambito.flusso import RequisitiMancanti
from ambito.poteri import PotereMancante
from piano import operazioni
from piano.models import IniziativaFormativa, PartecipazioneFormazione
from piano.operazioni import IniziativaNonValida, IniziativaSvolta
from piano.selezioni import formative
from tests.piano.fabbriche import piano_nuovo
from tests.scena import ADESSO

pytestmark = pytest.mark.django_db


@pytest.fixture
def piano(lodi):
    with lodi.aperto("udp"):
        yield piano_nuovo(lodi)


def crea(lodi, piano, argomento="Ascolto dei minori", righe=(), **altro):
    dati = {"anno": 2025, "ore": Decimal(8), **altro}
    iniziativa = IniziativaFormativa(piano=piano, argomento=argomento, **dati)
    return operazioni.salva_iniziativa(iniziativa, righe=righe, poteri=lodi.poteri("udp"), adesso=ADESSO)


def figura(nome="Assistente sociale", **altro):
    return PartecipazioneFormazione(figura=nome, **altro)


def indirizzo(nome, *argomenti):
    return reverse(f"piano:{nome}", args=["lodi", "2025-2027", *argomenti])


def passo(lodi, iniziativa, nome, nota=""):
    return operazioni.chiudi_iniziativa(iniziativa, passo=nome, nota=nota, poteri=lodi.poteri("udp"), adesso=ADESSO)


def test_i_totali_contano_chi_e_venuto_a_cio_che_si_e_svolto(lodi, piano):
    svolta = crea(
        lodi, piano, righe=[figura(attese=10, venute=7), figura("Educatore", attese=5, venute=5)], costo=Decimal("900.50")
    )
    passo(lodi, svolta, "svolgi")
    crea(lodi, piano, "Prevista", righe=[figura(attese=20, venute=3)])
    annullata = crea(lodi, piano, "Annullata", costo=Decimal(100))
    passo(lodi, annullata, "annulla", "Nessun iscritto")
    primo, secondo, _ = formative.totali(piano, formative.iniziative(piano))
    assert primo == {"anno": 2025, "iniziative": 2, "svolte": 1, "persone": 12, "ore": 96, "costo": Decimal("900.50")}
    assert secondo["iniziative"] == 0 and secondo["costo"] == 0


def test_svolta_si_dice_solo_se_si_sa_quanti_c_erano(lodi, piano):
    iniziativa = crea(lodi, piano, righe=[figura(attese=10)])
    with pytest.raises(RequisitiMancanti, match="quante persone sono venute"):
        passo(lodi, iniziativa, "svolgi")
    with pytest.raises(RequisitiMancanti, match="motivo"):
        passo(lodi, iniziativa, "annulla")


def test_cio_che_si_e_svolto_non_si_toglie(lodi, piano):
    iniziativa = crea(lodi, piano, righe=[figura(venute=0)])
    passo(lodi, iniziativa, "svolgi")
    with pytest.raises(IniziativaSvolta):
        operazioni.togli_iniziativa(iniziativa, poteri=lodi.poteri("udp"), adesso=ADESSO)
    passo(lodi, iniziativa, "riapri", "Segnata per errore")
    operazioni.togli_iniziativa(iniziativa, poteri=lodi.poteri("udp"), adesso=ADESSO)
    assert not IniziativaFormativa.objects.exists()


@pytest.mark.parametrize(
    ("altro", "frase"),
    [({"anno": 2031}, "non è un anno del piano"), ({"inizio": date(2026, 1, 1)}, "fuori dal 2025")],
)
def test_un_iniziativa_sta_nel_suo_anno(lodi, piano, altro, frase):
    with pytest.raises(IniziativaNonValida, match=frase):
        crea(lodi, piano, **altro)


def test_due_righe_uguali_si_rifiutano_in_parole(lodi, piano):
    with pytest.raises(IniziativaNonValida, match="due righe"):
        crea(lodi, piano, righe=[figura(), figura()])
    assert not IniziativaFormativa.objects.exists()


def test_chi_non_scrive_il_piano_non_scrive_la_formazione(lodi, piano):
    iniziativa = IniziativaFormativa(piano=piano, argomento="X", anno=2025, ore=1)
    with pytest.raises(PotereMancante):
        operazioni.salva_iniziativa(iniziativa, poteri=lodi.poteri("sindaco"), adesso=ADESSO)


def modulo(**cambi):
    dati = {"argomento": "Lavoro di rete", "anno": "2025", "ore": "6,5", "voto": "4,2",
            "persone-TOTAL_FORMS": "1", "persone-INITIAL_FORMS": "0",
            "persone-0-figura": "Educatore", "persone-0-attese": "12"}  # fmt: skip
    return dati | cambi


def test_dalle_pagine_si_aggiunge_si_cambia_si_segna_svolta_e_si_esporta(lodi, piano):
    navigatore = lodi.client("udp")
    assert navigatore.post(indirizzo("nuova_iniziativa"), modulo()).status_code == 302
    iniziativa = IniziativaFormativa.objects.get()
    riga = iniziativa.partecipazioni.get()
    cambi = modulo(**{"persone-INITIAL_FORMS": "1", "persone-0-id": riga.pk, "persone-0-venute": "9"})
    assert navigatore.post(indirizzo("modifica_iniziativa", iniziativa.pk), cambi).status_code == 302
    navigatore.post(indirizzo("passo_iniziativa", iniziativa.pk, "svolgi"))
    pagina = lodi.client("sindaco").get(indirizzo("iniziativa", iniziativa.pk)).content.decode()
    assert "Svolta" in pagina and "su 12 attese" in pagina and "Modifica" not in pagina.split("<main")[1]
    foglio = lodi.client("sindaco").get(indirizzo("formazione"), {"formato": "csv"}).content.decode()
    assert "ore_date" in foglio and "58.5" in foglio.replace(",", ".")
    assert navigatore.post(indirizzo("passo_iniziativa", iniziativa.pk, "riapri"), {"nota": ""}).status_code == 422
    assert navigatore.get(indirizzo("passo_iniziativa", iniziativa.pk, "vola")).status_code == 404


@pytest.mark.parametrize(("cambi", "frase"), [({"ore": "0"}, "maggiore di zero"), ({"voto": "6"}, "da 1 a 5")])
def test_cio_che_non_va_resta_nel_modulo(lodi, piano, cambi, frase):
    risposta = lodi.client("udp").post(indirizzo("nuova_iniziativa"), modulo(**cambi))
    assert risposta.status_code == 422 and frase in risposta.content.decode() and "Lavoro di rete" in risposta.content.decode()


def test_l_elenco_interroga_lo_stesso_con_una_e_con_molte(lodi, piano):
    navigatore, url = lodi.client("sindaco"), indirizzo("formazione")

    def conta():
        navigatore.get(url)
        with CaptureQueriesContext(connection) as catturate:
            assert navigatore.get(url).status_code == 200
        return len(catturate)

    crea(lodi, piano, righe=[figura(attese=3)])
    una = conta()
    for n in range(20):
        crea(lodi, piano, f"Corso {n}", righe=[figura(attese=3)])
    assert conta() == una
