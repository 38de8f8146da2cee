"""Lavori in secondo piano che nulla perde: la riga decide, il messaggio sveglia, lo spazzino rimedia.

Chi prende un lavoro ne tiene l’affitto con un battito; se muore, l’affitto scade e un altro ricomincia. L’effetto e lo stato
«fatto» stanno in una sola transazione, filtrata dal gettone di chi lo ha preso: l’effetto accade una volta.
"""

import os
import socket
import threading
import time
import uuid
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from celery import current_app
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import FINITI, Lavoro, StatoLavoro
from ambito.nucleo.contesto import esigi_ambito
from ambito.nucleo.figlio import consumi
from ambito.registri import LAVORI

AFFITTO = timedelta(seconds=int(os.environ.get("PORTALE_AFFITTO_LAVORI", "60")))
TENTATIVI_MASSIMI = 5
INTERVALLO_BATTITO = 1.0
CONSERVAZIONE = timedelta(days=180)
# Per nome: la porta di Celery (`ambito.tasks`) importa questo modulo, non viceversa.
NOME_TASK = "ambito.esegui_lavoro"
RIPETIBILI = [StatoLavoro.FALLITO, StatoLavoro.ANNULLATO]


class LavoroPerso(Exception):
    """Un altro ha preso il lavoro nel frattempo: smettere senza lasciare traccia."""


def accoda(tipo, chiave, titolo, *, argomenti, utente, adesso):
    """Mette in coda un lavoro dell’Ambito in corso; la stessa `chiave` dà la stessa riga (fallita o annullata, riparte)."""
    lavoro, nuovo = Lavoro.objects.get_or_create(
        ambito_id=esigi_ambito(),
        chiave=chiave,
        defaults={"tipo": tipo, "titolo": titolo, "argomenti": argomenti, "chiesto_da": utente, "chiesto_il": adesso},
    )
    if not nuovo and lavoro.avvio in RIPETIBILI:
        riprova(lavoro)
    _sveglia_dopo(lavoro)
    return lavoro


def riprova(lavoro):
    """Rimette in coda un lavoro non riuscito o annullato."""
    Lavoro.objects.filter(pk=lavoro.pk, avvio__in=RIPETIBILI).update(
        avvio=StatoLavoro.IN_CODA, tentativi=0, errore="", finito_il=None, passi_fatti=0
    )
    _sveglia_dopo(lavoro)


def annulla(lavoro, adesso):
    """Ferma un lavoro in coda o in corso: chi lo sta facendo se ne accorge al passo dopo, e l’effetto non accade.

    Vero se era ancora da fermare.
    """
    da_fermare = Lavoro.objects.filter(pk=lavoro.pk, avvio__in=[StatoLavoro.IN_CODA, StatoLavoro.IN_CORSO])
    return bool(da_fermare.update(avvio=StatoLavoro.ANNULLATO, finito_il=adesso, errore=""))


def _sveglia_dopo(lavoro):
    """A COMMIT fatto si sveglia un worker; se la coda non risponde la richiesta riesce lo stesso, e rimedia lo spazzino."""

    # Una funzione con un nome, non `partial`: quando fallisce Django lo scrive nel registro.
    def sveglia():
        _sveglia(lavoro.ambito_id, lavoro.pk)

    transaction.on_commit(sveglia, robust=True)


def _sveglia(ambito_id, lavoro_id):
    current_app.send_task(NOME_TASK, kwargs={"ambito_id": ambito_id, "lavoro_id": lavoro_id})


def esegui(ambito_id, lavoro_id):
    """Prende il lavoro (se nessuno lo tiene), lo fa, ne scrive l’effetto. Vero se l’ha concluso; due volte è innocuo."""
    gettone = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    lavoro = _prendi(ambito_id, lavoro_id, gettone)
    if lavoro is None:
        return False
    try:
        # Nessuna transazione attorno al lavoro lungo, perché l’avanzamento si veda subito: chi legge dati apre `in_ambito`.
        with _tiene_l_affitto(lavoro, gettone), _misura(lavoro, gettone):
            preparato = LAVORI[lavoro.tipo].esegui(lavoro, Avanzamento(lavoro, gettone))
        _concludi(lavoro, gettone, preparato)
    except LavoroPerso:
        return False
    except ErroreAtteso as errore:
        _fallisce(lavoro, gettone, errore.frase)
        return False
    except Exception:
        _rilascia(lavoro, gettone)
        raise
    return True


def _prendi(ambito_id, lavoro_id, gettone):
    adesso = timezone.now()
    with in_ambito(ambito_id):
        presi = Lavoro.objects.filter(
            Q(avvio=StatoLavoro.IN_CODA) | Q(avvio=StatoLavoro.IN_CORSO, battito__lt=adesso - AFFITTO),
            pk=lavoro_id,
            tentativi__lt=TENTATIVI_MASSIMI,
        ).update(avvio=StatoLavoro.IN_CORSO, preso_da=gettone, battito=adesso, iniziato_il=adesso, tentativi=F("tentativi") + 1)
        return Lavoro.objects.select_related("chiesto_da").get(pk=lavoro_id) if presi else None


@contextmanager
def _misura(lavoro, gettone):
    """Scrive quanto calcolo e quanta memoria è costato il tentativo, riuscito o no: il processo e i suoi figli."""
    consumi.azzera()
    _azzera_memoria()
    prima = time.process_time()
    try:
        yield
    finally:
        costo = {
            "secondi_cpu": time.process_time() - prima + consumi.secondi,
            "memoria_massima": max(_memoria_massima(), consumi.memoria),
        }
        with in_ambito(lavoro.ambito_id):
            _miei(lavoro.pk, gettone).update(**costo)


def _azzera_memoria():
    """Da qui il massimo del processo ricomincia; dove il sistema non lo permette resta quello di tutta la sua vita."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _memoria_massima():
    """I byte che il processo ha tenuto in memoria nel momento peggiore."""
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) << 10


@contextmanager
def _tiene_l_affitto(lavoro, gettone):
    """Rinnova il battito da un filo a parte: un passo lungo (impaginare) non deve sembrare un lavoratore morto."""
    fine = threading.Event()
    filo = threading.Thread(target=_batti, args=(lavoro.ambito_id, lavoro.pk, gettone, fine), daemon=True)
    filo.start()
    try:
        yield
    finally:
        fine.set()
        filo.join()


def _batti(ambito_id, lavoro_id, gettone, fine):
    try:
        while not fine.wait(AFFITTO.total_seconds() / 4):
            # Un battito mancato non ferma il lavoro: se la banca dati manca a lungo, l’affitto scade come deve.
            with suppress(DatabaseError), in_ambito(ambito_id):
                _miei(lavoro_id, gettone).update(battito=timezone.now())
    finally:
        connection.close()


def _miei(lavoro_id, gettone):
    return Lavoro.objects.filter(pk=lavoro_id, preso_da=gettone, avvio=StatoLavoro.IN_CORSO)


class Avanzamento:
    """`avanza(fatti, totali, "che cosa")`, durante il lavoro: rinnova il battito; se il lavoro è di un altro, `LavoroPerso`."""

    def __init__(self, lavoro, gettone):
        self.ambito_id, self.lavoro_id, self.gettone = lavoro.ambito_id, lavoro.pk, gettone
        self.ultimo = 0.0

    def __call__(self, fatti, totali, fase=""):
        if time.monotonic() - self.ultimo < INTERVALLO_BATTITO and fatti < totali:
            return
        self.ultimo = time.monotonic()
        with in_ambito(self.ambito_id):
            segno = {"passi_fatti": fatti, "passi_totali": totali, "fase": fase, "battito": timezone.now()}
            if not _miei(self.lavoro_id, self.gettone).update(**segno):
                raise LavoroPerso


def _concludi(lavoro, gettone, preparato):
    with in_ambito(lavoro.ambito_id, lavoro.chiesto_da_id):
        if not _miei(lavoro.pk, gettone).update(avvio=StatoLavoro.FATTO, finito_il=timezone.now(), errore=""):
            raise LavoroPerso
        if preparato is not None:
            preparato(lavoro)


def _fallisce(lavoro, gettone, frase):
    with in_ambito(lavoro.ambito_id):
        _miei(lavoro.pk, gettone).update(avvio=StatoLavoro.FALLITO, finito_il=timezone.now(), errore=frase)


def _rilascia(lavoro, gettone):
    """Torna in coda dopo un errore imprevisto; all’ultimo tentativo si ferma e lo dice."""
    with in_ambito(lavoro.ambito_id):
        mio = _miei(lavoro.pk, gettone)
        if lavoro.tentativi >= TENTATIVI_MASSIMI:
            mio.update(avvio=StatoLavoro.FALLITO, finito_il=timezone.now(), errore=TROPPI)
        else:
            mio.update(avvio=StatoLavoro.IN_CODA)


TROPPI = "Dopo cinque tentativi il lavoro non è riuscito. Riprova; se succede ancora, avvisa chi gestisce il portale."


def spazza(ambito_id):
    """Risveglia i lavori dell’Ambito rimasti indietro e chiude quelli senza più tentativi; restituisce quanti risvegli."""
    limite = timezone.now() - AFFITTO
    fermi = Q(avvio=StatoLavoro.IN_CODA, chiesto_il__lt=limite) | Q(avvio=StatoLavoro.IN_CORSO, battito__lt=limite)
    with in_ambito(ambito_id):
        Lavoro.objects.filter(fermi, tentativi__gte=TENTATIVI_MASSIMI).update(
            avvio=StatoLavoro.FALLITO, finito_il=timezone.now(), errore=TROPPI
        )
        rimasti = list(Lavoro.objects.filter(fermi).values_list("pk", flat=True)[:200])
    for lavoro_id in rimasti:
        _sveglia(ambito_id, lavoro_id)
    return len(rimasti)


def sfoltisci(adesso):
    """Toglie i lavori finiti da oltre `CONSERVAZIONE` (dà quanti); restano quelli di un documento, che ne dicono l’origine."""
    vecchi = Lavoro.objects.filter(avvio__in=FINITI, finito_il__lt=adesso - CONSERVAZIONE, documento__isnull=True)
    return vecchi.delete()[0]
