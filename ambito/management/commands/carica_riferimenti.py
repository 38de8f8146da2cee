from django.core.management.base import BaseCommand
from django.db import transaction

from ambito import incarichi, riferimenti
from ambito.contesto import in_ambito
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.segnali import riferimenti_caricati

INSIEMI = (
    ("Comuni", riferimenti.carica_comuni),
    ("Popolazione", riferimenti.carica_popolazione),
    ("Confini", riferimenti.carica_geometrie),
)


class Command(BaseCommand):
    """Porta `ambito/dati/` nella banca dati, e in ogni Ambito la tavola dei diritti e gli elenchi; ripeterlo non cambia nulla."""

    help = "Carica Comuni, popolazione e confini di riferimento, e riallinea i diritti dei ruoli (ripeterlo non cambia nulla)."

    @transaction.atomic
    def handle(self, *args, **options):
        for nome, carica in INSIEMI:
            nuovi, cambiati, uguali = (formatta_numero(numero) for numero in carica())
            self.stdout.write(f"{nome}: {nuovi} nuovi, {cambiati} cambiati, {uguali} uguali")
        for ambito in Ambito.objects.all():
            with in_ambito(ambito.pk):
                incarichi.riallinea_diritti()
                riferimenti_caricati.send(Ambito, ambito=ambito)
