"""La scrittura insieme come processo vero, da sola o accanto al web, sulla banca dati delle prove."""

import os
import time
import urllib.request

from django.conf import settings
from django.db import connections

from ambito.progetto.locale import postgres, ruoli
from ambito.progetto.locale.cartelle import Cartelle
from ambito.progetto.locale.demo import Squadra
from ambito.progetto.locale.variabili import Indirizzi, ambiente
from ambito.progetto.locale.voce import Voce
from tests.percorsi.esercizio import porta_libera


def nuova_squadra(cartella, *quali):
    """La `Squadra` della dimostrazione con i soli processi `quali`, non ancora avviati; `.origine` è l’indirizzo del web."""
    porta, prova = porta_libera(), connections["default"].settings_dict
    indirizzi = [postgres.indirizzo(prova["HOST"], ruolo, prova["NAME"]) for ruolo in (ruoli.APPLICATIVO, ruoli.PROPRIETARIO)]
    cartelle, origine = Cartelle(cartella), f"http://127.0.0.1:{porta}"
    altre = {"PORTALE_INSIEME": "si", "PORTALE_INDIRIZZO": origine, "PORTALE_STATICI": os.environ["PORTALE_STATICI"]}
    variabili = {**ambiente(cartelle, Indirizzi(*indirizzi, os.environ["REDIS_URL"])), **altre}
    squadra = Squadra(cartelle, {**variabili, "SECRET_KEY": settings.SECRET_KEY}, porta, Voce(), quali=quali)
    squadra.origine = origine
    return squadra


def aspetta(squadra, indirizzo):
    """Aspetta che risponda."""
    fine = time.monotonic() + 90
    while True:
        try:
            urllib.request.urlopen(indirizzo, timeout=10).close()
            return
        except OSError:
            assert time.monotonic() < fine, [figlio.ultime_righe() for figlio in squadra.figli.values()]
            time.sleep(0.1)
