"""Chiudere una campagna e cambiare una corrispondenza si escludono: chi arriva secondo vede tutto ciò che ha fatto il primo."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection, transaction

from rendicontazione import operazioni
from rendicontazione.griglie import versioni
from rendicontazione.models import ChiusuraCampagna, VersioneCorrispondenze
from tests.rendicontazione.fabbriche import ANNO, apri, chi, consegna, spesa_di
from tests.scena import ADESSO, crea_scena

VALORI = {"asse": "riga", "intervento": "2.1", "area": "", "voce": "2.2", "peso": Decimal(1)}
CAMBIATA = ["riga", "2.1", "", "2.2", "1"]
ATTESA = 0.7


@pytest.fixture
def scena(transactional_db, gestore):
    lodi = crea_scena("lodi")
    with lodi.aperto("operatore"):
        apri(lodi)
        operazioni.valida(consegna(lodi), **chi(lodi, "udp"))
    versioni.copia("FNPS", ANNO, gestore=gestore, adesso=ADESSO)
    lodi.gestore = gestore
    return lodi


def chiude(scena):
    with scena.aperto("udp"):
        operazioni.chiudi_campagna(spesa_di(scena).campagna, **chi(scena, "udp"))
        return ChiusuraCampagna.objects.get().regole["FNPS"]


def cambia(scena):
    riga = VersioneCorrispondenze.objects.get().righe.select_related("versione").get(asse="riga", intervento="2.1")
    return versioni.cambia(riga, valori=VALORI, gestore=scena.gestore, adesso=ADESSO).voce


def uno_dopo_l_altro(primo, secondo, attesa=ATTESA):
    """Il primo scrive e tiene aperta la transazione; il secondo parte intanto. Restituisce gli esiti, e se dopo `attesa` secondi il
    secondo aspettava ancora.
    """
    scritto, via = threading.Event(), threading.Event()

    def tiene():
        try:
            with transaction.atomic():
                esito = primo()
                scritto.set()
                assert via.wait(30)
            return esito
        finally:
            scritto.set()
            connection.close()

    def insegue():
        try:
            assert scritto.wait(30)
            return secondo()
        except versioni.CorrispondenzaNonValida as errore:
            return errore
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as fila:
        davanti, dietro = fila.submit(tiene), fila.submit(insegue)
        try:
            dietro.exception(timeout=attesa)
            aspettava = False
        except TimeoutError:
            aspettava = True
        finally:
            via.set()
        return davanti.result(30), dietro.result(30), aspettava


def test_chi_chiude_aspetta_chi_sta_cambiando_e_fissa_il_cambiamento(scena):
    voce, fissate, aspettava = uno_dopo_l_altro(lambda: cambia(scena), lambda: chiude(scena))
    assert aspettava and voce == "2.2" and CAMBIATA in fissate


def test_chi_cambia_aspetta_chi_sta_chiudendo_e_trova_l_anno_fermo(scena):
    fissate, esito, aspettava = uno_dopo_l_altro(lambda: chiude(scena), lambda: cambia(scena))
    assert aspettava and CAMBIATA not in fissate
    assert isinstance(esito, versioni.CorrispondenzaNonValida) and "1 Ambito ha già chiuso" in esito.frase
    assert not VersioneCorrispondenze.objects.get().righe.filter(intervento="2.1", voce="2.2").exists()


def test_due_ambiti_chiudono_insieme_senza_aspettarsi(scena):
    altro = crea_scena("pavese")
    with altro.aperto("udp"):
        campagna = apri(altro)

    def chiude_l_altro():
        with altro.aperto("udp"):
            return operazioni.chiudi_campagna(campagna, **chi(altro, "udp")).stato

    fissate, stato, aspettava = uno_dopo_l_altro(lambda: chiude(scena), chiude_l_altro, attesa=25)
    assert (stato, aspettava) == ("chiusa", False) and fissate
