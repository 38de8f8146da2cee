"""Celery: la riga `Lavoro` in PostgreSQL è la verità, il messaggio in Redis è soltanto una sveglia."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambito.progetto.settings")

app = Celery("portale")
app.config_from_object("ambito.progetto.coda")
app.autodiscover_tasks()
