"""Il portale in esercizio, per i percorsi nel browser: banca dati dimostrativa propria, gunicorn, worker e orologio veri.

Non si usa la banca dati dei test: quella si svuota dopo ogni prova, mentre qui i dati dimostrativi servono a tutti i percorsi.
"""

import contextlib
import os
import socket
import time
import urllib.error
import urllib.request
from datetime import date

import psycopg2
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.test import Client
from django.utils import timezone

from ambito import incarichi
from ambito.contesto import in_ambito
from ambito.models import Ambito, Utente
from ambito.progetto.locale import postgres, ruoli
from ambito.progetto.locale.cartelle import Cartelle
from ambito.progetto.locale.demo import Squadra
from ambito.progetto.locale.preparazione import prepara
from ambito.progetto.locale.variabili import Indirizzi, ambiente
from ambito.progetto.locale.voce import Voce
from tests.processi.posta import Posta

NUMERO_REDIS = 40
ATTESA_WEB = 60


class Esercizio:
    """Avvia e ferma il portale; `dentro()` apre la sua banca dati al processo dei test."""

    def __init__(self, cartella, blocco_banca_dati):
        self.cartelle = Cartelle(cartella)
        self.blocco = blocco_banca_dati
        prova = connections["default"].settings_dict
        self.socket, self.solita = prova["HOST"], prova["NAME"]
        self.nome = f"{self.solita}_percorsi"
        self.porta = porta_libera()
        self.origine = f"http://127.0.0.1:{self.porta}"
        self.posta = Posta()
        self.variabili = self._variabili()
        self.voce = Voce()
        self.squadra = Squadra(self.cartelle, self.variabili, self.porta, self.voce)

    def _variabili(self):
        indirizzi = [postgres.indirizzo(self.socket, ruolo, self.nome) for ruolo in (ruoli.APPLICATIVO, ruoli.PROPRIETARIO)]
        redis = f"{os.environ['REDIS_URL'].partition('?')[0]}?db={NUMERO_REDIS}"
        return {**ambiente(self.cartelle, Indirizzi(*indirizzi, redis)), "PORTALE_INDIRIZZO": self.origine,
                "EMAIL_URL": f"smtp://127.0.0.1:{self.posta.porta}", "PORTALE_INSIEME": "no"}  # fmt: skip

    def avvia(self):
        """Crea la banca dati, la prepara come fa la dimostrazione e avvia i processi."""
        self._crea_banca_dati()
        prepara(self.cartelle, self.variabili, self.voce)
        self.squadra.avvia()
        self._aspetta()

    def ferma(self):
        self.squadra.ferma()
        self.posta.chiudi()

    def _crea_banca_dati(self):
        with contextlib.closing(psycopg2.connect(host=self.socket, user=ruoli.PROPRIETARIO, dbname="postgres")) as connessione:
            connessione.autocommit = True
            ruoli.esegui(connessione, f'create database "{self.nome}"')

    def _aspetta(self):
        fine = time.monotonic() + ATTESA_WEB
        while True:
            self.squadra.controlla()
            try:
                urllib.request.urlopen(f"{self.origine}/salute/", timeout=20).close()
            except urllib.error.HTTPError:
                raise
            except OSError:
                if time.monotonic() > fine:
                    raise
                time.sleep(0.1)
            else:
                return

    @contextlib.contextmanager
    def dentro(self, slug=None):
        """La banca dati del portale aperta a questo processo; con `slug`, dentro quell’Ambito."""
        with self.blocco.unblock():
            self._passa_a(self.nome)
            try:
                if slug is None:
                    yield
                else:
                    with in_ambito(Ambito.objects.get(slug=slug).pk):
                        yield
            finally:
                self._passa_a(self.solita)

    @staticmethod
    def _passa_a(nome):
        """Django ricorda i tipi di contenuto per tutto il processo, ma i loro numeri cambiano da una banca dati all’altra."""
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = nome
        ContentType.objects.clear_cache()

    def incarica(self, slug, chi, ruolo, comune=None):
        """Dà un incarico a una persona che i dati dimostrativi non hanno; restituisce il suo indirizzo."""
        email = f"{chi}@{slug}.example"
        with self.dentro(slug):
            utente, nuovo = Utente.objects.get_or_create(email=email, defaults={"nome": chi.title()})
            if nuovo:
                dati = {"dal": date(2025, 1, 1), "atto": "Nomina di prova", "autore": None, "adesso": timezone.now()}
                incarichi.conferisci(utente=utente, ruolo=ruolo, comune=comune, **dati)
        return email

    def navigatore(self, email):
        """Un `Client` già entrato: parla con le viste in questo processo, sulla banca dati del portale."""
        with self.dentro():
            cliente = Client()
            cliente.force_login(Utente.objects.get(email=email))
        return cliente

    def sessione(self, email):
        """Il cookie di una sessione già aperta, per non rifare ogni volta l’accesso."""
        nome = settings.SESSION_COOKIE_NAME
        return {"name": nome, "value": self.navigatore(email).cookies[nome].value, "url": self.origine}


def porta_libera():
    with socket.socket() as prova:
        prova.bind(("127.0.0.1", 0))
        return prova.getsockname()[1]


@pytest.fixture(scope="session")
def portale(django_db_setup, django_db_blocker, tmp_path_factory):
    """Il portale in esercizio con i dati dimostrativi. Ogni percorso lavora su cose sue: i dati restano fra una prova e l’altra."""
    with django_db_blocker.unblock():
        esercizio = Esercizio(tmp_path_factory.mktemp("portale"), django_db_blocker)
        try:
            esercizio.avvia()
            yield esercizio
        finally:
            esercizio.ferma()
