"""A che punto è la struttura della banca dati: un archivio si rilegge soltanto dove è la stessa."""

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from ambito.trasloco.inventario import app_coinvolte


def livelli():
    """L’ultima migrazione applicata di ogni app di cui si portano righe."""
    ultime = {}
    for app, nome in MigrationRecorder(connection).applied_migrations():
        ultime[app] = max(nome, ultime.get(app, ""))
    return {app: ultime.get(app, "") for app in app_coinvolte()}


def diversi(altri):
    """In parole, le app la cui struttura qui non è quella dell’archivio; vuoto se è la stessa."""
    qui = livelli()
    diverse = [app for app in sorted(qui.keys() | altri.keys()) if qui.get(app) != altri.get(app)]
    return ", ".join(f"{app} {altri.get(app) or 'assente'} invece di {qui.get(app) or 'assente'}" for app in diverse)
