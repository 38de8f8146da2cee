"""Radice di composizione: nomina le app come stringhe e nessuno la importa. Celery si carica qui perché i task lo trovino."""

from ambito.progetto.celery import app as celery_app

__all__ = ["celery_app"]
