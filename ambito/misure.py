"""Le misure del portale: ogni processo conta in memoria e ogni tanto versa in Redis, dove le cifre di tutti si sommano.

Non sono dati di nessuno: rotte, metodi, esiti, tempi. Se Redis manca si continua a contare e si versa dopo; se si vuota i totali
ripartono da zero. Nessuna richiesta aspetta per colpa loro, e nessuna scrive nella banca dati (decisione 0048).
"""

import atexit
import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.utils import timezone
from redis import Redis, RedisError

BASE = "portale:misure"
# Secondi fra un versamento e l’altro, e dopo uno non riuscito.
OGNI, DOPO_UN_GUASTO = 10.0, 30.0
SOGLIE = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
ORE = 24
CONSERVA = timedelta(hours=48)
LENTE_PER_ORA = 100
SEPARA = "|"
BATTITO_VALE = timedelta(minutes=10)


@cache
def redis():
    """Redis con attese brevi: misurare non deve rallentare chi lavora."""
    return Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5, decode_responses=True)


class Raccolta:
    """Ciò che questo processo ha contato e non ancora versato."""

    def __init__(self):
        self.blocco, self.turno = threading.Lock(), threading.Lock()
        self.prossima = 0.0
        self._vuota()

    def _vuota(self):
        self.conti, self.massimi, self.lente = Counter(), {}, {}

    def annota(self, *, rotta, metodo, esito, secondi, interrogazioni, lente=()):
        """Una richiesta servita."""
        with self.blocco:
            chi = SEPARA.join((rotta, metodo))
            self.conti[f"{chi}{SEPARA}{esito}{SEPARA}conta"] += 1
            self.conti[f"{chi}{SEPARA}{SEPARA}secondi"] += secondi
            self.conti[f"{chi}{SEPARA}{SEPARA}interrogazioni"] += interrogazioni
            soglia = next((s for s in SOGLIE if secondi <= s), None)
            if soglia is not None:
                self.conti[f"{chi}{SEPARA}{SEPARA}fino-{soglia}"] += 1
            self.massimi[chi] = max(self.massimi.get(chi, 0.0), secondi)
            for sql, durata in lente:
                chiave = SEPARA.join((rotta, sql))
                self.lente[chiave] = max(self.lente.get(chiave, 0.0), durata)

    def versa_se_e_ora(self, adesso):
        """Versa, se l’ultima volta è passata da un po’; chi trova un altro che lo sta facendo non aspetta."""
        if time.monotonic() < self.prossima or not self.turno.acquire(blocking=False):
            return
        preso = self._prendi()
        try:
            self.prossima = time.monotonic() + OGNI
            _versa(adesso, *preso)
        except RedisError:
            self.prossima = time.monotonic() + DOPO_UN_GUASTO
            self._rimetti(*preso)
        finally:
            self.turno.release()

    def _prendi(self):
        """Il conto fatto fin qui; mentre lo si versa gli altri fili contano da capo, senza aspettare la rete."""
        with self.blocco:
            preso = self.conti, self.massimi, self.lente
            self._vuota()
        return preso

    def _rimetti(self, conti, massimi, lente):
        with self.blocco:
            self.conti.update(conti)
            for nuove, dove in ((massimi, self.massimi), (lente, self.lente)):
                for chiave, secondi in nuove.items():
                    dove[chiave] = max(dove.get(chiave, 0.0), secondi)


def _versa(adesso, conti, massimi, lente):
    ora = chiave_dell_ora(adesso)
    tubo = redis().pipeline(transaction=True)
    for campo, valore in conti.items():
        for dove in ("totali", f"ora:{ora}"):
            tubo.hincrbyfloat(f"{BASE}:{dove}", campo, valore)
    if massimi:
        tubo.zadd(f"{BASE}:massimi:{ora}", massimi, gt=True)
    if lente:
        tubo.zadd(f"{BASE}:lente:{ora}", lente, gt=True)
        tubo.zremrangebyrank(f"{BASE}:lente:{ora}", 0, -LENTE_PER_ORA - 1)
    for nome in ("ora", "massimi", "lente"):
        tubo.expire(f"{BASE}:{nome}:{ora}", CONSERVA)
    tubo.execute()


raccolta = Raccolta()


@atexit.register
def _all_uscita():
    """Chi si ferma con ordine non porta via ciò che ha contato."""
    if settings.configured and raccolta.conti:
        raccolta.prossima = 0.0
        raccolta.versa_se_e_ora(timezone.now())


def chiave_dell_ora(quando):
    return quando.strftime("%Y%m%d%H")


def _ultime_ore(adesso):
    return [chiave_dell_ora(adesso - timedelta(hours=n)) for n in range(ORE + 1)]


def totali():
    """`{(rotta, metodo, esito, misura): valore}` da quando Redis è stato acceso."""
    return {tuple(campo.split(SEPARA)): float(valore) for campo, valore in redis().hgetall(f"{BASE}:totali").items()}


def ultimo_giorno(adesso):
    """Le cifre delle ultime ventiquattro ore, i massimi `(rotta, metodo) → secondi`, le lente `(rotta, sql) → secondi`."""
    ore, tubo = _ultime_ore(adesso), redis().pipeline(transaction=False)
    for ora in ore:
        tubo.hgetall(f"{BASE}:ora:{ora}")
        tubo.zrange(f"{BASE}:massimi:{ora}", 0, -1, withscores=True)
        tubo.zrange(f"{BASE}:lente:{ora}", 0, -1, withscores=True)
    risposte = tubo.execute()
    conti, massimi, lente = Counter(), {}, {}
    for campi, punte, lunghe in zip(risposte[::3], risposte[1::3], risposte[2::3], strict=True):
        for campo, valore in campi.items():
            conti[tuple(campo.split(SEPARA))] += float(valore)
        for dove, coppie in ((massimi, punte), (lente, lunghe)):
            for chiave, secondi in coppie:
                chi = tuple(chiave.split(SEPARA, 1))
                dove[chi] = max(dove.get(chi, 0.0), secondi)
    return conti, massimi, lente


def batti(adesso):
    """Un worker dice di esserci: il compito gliel’ha mandato l’orologio, quindi vivono tutti e due."""
    redis().set(f"{BASE}:battito", adesso.isoformat(), ex=BATTITO_VALE)


def ultimo_battito():
    """Quando un worker ha battuto l’ultima volta, o `None`."""
    scritto = redis().get(f"{BASE}:battito")
    return datetime.fromisoformat(scritto) if scritto else None
