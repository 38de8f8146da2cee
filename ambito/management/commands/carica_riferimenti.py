from django.core.management.base import BaseCommand
from django.db import transaction

from ambito import riferimenti
from ambito.nucleo.formati_italiani import formatta_numero

INSIEMI = (
    ("Comuni", riferimenti.carica_comuni),
    ("Popolazione", riferimenti.carica_popolazione),
    ("Confini", riferimenti.carica_geometrie),
)


class Command(BaseCommand):
    """Porta `ambito/dati/` nella banca dati; si può ripetere: scrive solo ciò che è nuovo o cambiato."""

    help = "Carica Comuni, popolazione e confini di riferimento (ripeterlo non cambia nulla)."

    @transaction.atomic
    def handle(self, *args, **options):
        for nome, carica in INSIEMI:
            nuovi, cambiati, uguali = (formatta_numero(numero) for numero in carica())
            self.stdout.write(f"{nome}: {nuovi} nuovi, {cambiati} cambiati, {uguali} uguali")
