"""Celery: la riga `Lavoro` in PostgreSQL è la verità, il messaggio in Redis è soltanto una sveglia."""

import logging
import os
from contextlib import ExitStack

from celery import Celery
from celery.signals import task_postrun, task_prerun, worker_process_init
from kombu.transport.redis import QoS

# Quando Redis cade, kombu prova a rimettervi i messaggi presi e non confermati: non ci riesce, e l’errore fa cadere il worker.
# Rinunciarvi non perde nulla: la riga decide, e lo spazzino risveglia ciò che è rimasto indietro.
QoS.restore_at_shutdown = False

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambito.progetto.settings")

app = Celery("portale")
app.config_from_object("ambito.progetto.coda")
app.autodiscover_tasks()

# Quasi ogni lavoro impagina: ogni processo del worker tiene pronti gli ultimi figli che ha usato.
FIGLI_APERTI = 3


@worker_process_init.connect
def _tieni_pronti(**_):
    from ambito.nucleo.figlio import tieni_aperti  # noqa: PLC0415  (nel processo del worker, non in chi importa l’app)

    tieni_aperti(FIGLI_APERTI)


# I compiti aperti in questo processo, ciascuno con la sua traccia.
aperti = {}
diario = logging.getLogger("portale.compiti")


@task_prerun.connect
def _apri_traccia(task_id, kwargs, **_):
    """Ciò che un compito scrive nel diario porta il suo codice, l’Ambito e il lavoro."""
    from django.db import connection  # noqa: PLC0415  (le impostazioni di Django si leggono alla prima richiesta)

    from ambito.nucleo.diario import Traccia, aperta  # noqa: PLC0415

    traccia = Traccia(task_id[:13], ambito=str(kwargs.get("ambito_id") or ""), lavoro=kwargs.get("lavoro_id"))
    pila = ExitStack()
    pila.enter_context(aperta(traccia))
    pila.enter_context(connection.execute_wrapper(traccia.conta))
    aperti[task_id] = pila, traccia


@task_postrun.connect
def _chiudi_traccia(task_id, task, state, **_):
    """Una riga per compito. Quelli dell’orologio, riusciti, sono troppi per raccontarli tutti."""
    if (aperto := aperti.pop(task_id, None)) is None:
        return
    pila, traccia = aperto
    with pila:
        dati = {"compito": task.name, "esito": state, "secondi": round(traccia.durata, 4), "interrogazioni": traccia.interrogazioni}
        livello = logging.INFO if traccia.lavoro or state != "SUCCESS" else logging.DEBUG
        diario.log(livello, "%s %s", task.name, state, extra={"dati": dati})
