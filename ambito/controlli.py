"""Controlli di sistema (`manage.py check --deploy`): la banca dati deve garantire l’isolamento."""

from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from ambito.db.garanzie import mancanti


@register(Tags.database, deploy=True)
def garanzie_della_banca_dati(app_configs=None, databases=None, **kwargs):
    """Errore se il ruolo può aggirare le regole di riga o se le scritture non sono durevoli."""
    if not databases:
        return []
    try:
        return [Error(motivo, id="ambito.E001") for motivo in mancanti()]
    except DatabaseError as errore:
        return [Error(f"La banca dati non risponde: {errore}", id="ambito.E002")]
