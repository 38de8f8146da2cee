"""Molti Comuni che inviano nello stesso istante: numeri senza buchi né doppioni, anche quando qualcuno fallisce."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accordo import operazioni, selezioni
from accordo.models import Adesione, AvvisoAdesione, NumeratoreAdesioni
from ambito import incarichi
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Appartenenza, Comune
from ambito.poteri import Poteri
from servizi.selezioni import aree
from tests.accordo.fabbriche import DATI, DICHIARA, adesso, crea_avviso, oggi
from tests.scena import ADESSO, DAL, crea_comune, crea_scena, crea_utente

COMUNI = 12


@pytest.fixture
def scena(transactional_db):
    """Dodici Comuni con l’adesione pronta (tre incomplete), un operatore e un Sindaco ciascuno."""
    lodi = crea_scena("lodi")
    lodi.operatori, lodi.sindaci = {}, {}
    with lodi.aperto("udp"):
        avviso = crea_avviso(lodi)
        for numero in range(COMUNI):
            comune = crea_comune(f"0981{numero:02}", f"Comune {numero:02}", 1000 + numero)
            Appartenenza.objects.create(comune=comune, dal=DAL)
            utente = crea_utente(f"molti{numero}@lodi.example")
            incarichi.conferisci(utente=utente, ruolo="operatore", comune=comune, dal=DAL, atto="prova", autore=None, adesso=ADESSO)
            lodi.operatori[comune.pk] = utente
            sindaco = lodi.sindaci[comune.pk] = crea_utente(f"sindaco{numero}@lodi.example")
            incarichi.conferisci(utente=sindaco, ruolo="sindaco", comune=comune, dal=DAL, atto="prova", autore=None, adesso=ADESSO)
            prepara(lodi, avviso, comune, utente, completa=numero % 4 != 3)
    return lodi


def prepara(lodi, avviso, comune, utente, completa):
    chi = {"avviso": avviso, "soggetto": comune, "poteri": Poteri(utente, lodi.ambito, oggi()), "adesso": adesso()}
    operazioni.salva_passo(passo="dati", campi=DATI, revisione=0, **chi)
    campi = {"tipo": "consultiva"} if completa else {"tipo": "sottoscrittore"}
    operazioni.salva_passo(passo="aree", campi=campi, scelte={"aree_target": list(aree()[:1])}, revisione=1, **chi)
    operazioni.salva_passo(passo="invio", campi=DICHIARA, revisione=2, **chi)


def in_parallelo(funzione, argomenti):
    """Tutti aspettano la stessa sbarra e poi partono insieme, ciascuno con la sua connessione."""
    sbarra = threading.Barrier(len(argomenti))

    def uno(argomento):
        try:
            sbarra.wait(30)
            return funzione(argomento)
        except ErroreAtteso as errore:
            return errore
        finally:
            connection.close()

    with ThreadPoolExecutor(len(argomenti)) as fila:
        return list(fila.map(uno, argomenti))


def invia(scena, comune_id):
    utente = scena.sindaci[comune_id]
    with in_ambito(scena.ambito.pk, utente.pk):
        adesione = selezioni.adesione(AvvisoAdesione.objects.get(), Comune.objects.get(pk=comune_id))
        return operazioni.presenta(adesione, poteri=Poteri(utente, scena.ambito, oggi()), adesso=adesso()).numero


def test_numeri_senza_buchi_ne_doppioni(scena):
    esiti = in_parallelo(lambda comune_id: invia(scena, comune_id), list(scena.operatori))
    numeri = sorted(e for e in esiti if isinstance(e, int))
    assert numeri == list(range(1, 10))
    assert sum(isinstance(e, ErroreAtteso) for e in esiti) == 3
    with scena.aperto("udp"):
        assert NumeratoreAdesioni.objects.get().ultimo == 9
        assert Adesione.objects.filter(numero=None, stato="bozza").count() == 3


def test_lo_stesso_comune_da_due_dispositivi_ha_un_solo_numero(scena):
    comune_id = next(iter(scena.operatori))
    esiti = in_parallelo(lambda _: invia(scena, comune_id), range(4))
    assert sorted(str(e) for e in esiti)[0] == "1" and sum(isinstance(e, ErroreAtteso) for e in esiti) == 3


def test_chi_comincia_insieme_trova_una_sola_adesione(scena):
    codogno = scena.comuni["Codogno"]

    def salva(testo):
        with scena.aperto("operatore"):
            operazioni.salva_passo(
                avviso=AvvisoAdesione.objects.get(), soggetto=codogno, passo="aree", campi={"esperienza": testo}, revisione=0,
                poteri=scena.poteri("operatore"), adesso=adesso(),
            )  # fmt: skip
            return testo

    esiti = in_parallelo(salva, ["uno", "due", "tre", "quattro"])
    salvati = [e for e in esiti if isinstance(e, str)]
    with scena.aperto("operatore"):
        assert [Adesione.objects.get(comune=codogno).esperienza] == salvati
