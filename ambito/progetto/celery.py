"""Celery: la riga `Lavoro` in PostgreSQL è la verità, il messaggio in Redis è soltanto una sveglia."""

import os

from celery import Celery
from kombu.transport.redis import QoS

# Quando Redis cade, kombu prova a rimettervi i messaggi presi e non confermati: non ci riesce, e l’errore fa cadere il worker.
# Rinunciarvi non perde nulla: la riga decide, e lo spazzino risveglia ciò che è rimasto indietro.
QoS.restore_at_shutdown = False

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambito.progetto.settings")

app = Celery("portale")
app.config_from_object("ambito.progetto.coda")
app.autodiscover_tasks()
