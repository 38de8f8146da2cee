"""Le impronte dei dati di un Ambito: uguali di qua e di là di un’esportazione, qualunque sia il suo indirizzo."""

import json

from django.core.management.base import BaseCommand, CommandError

from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.trasloco.impronte import calcola, fotografia


class Command(BaseCommand):
    help = "Scrive in JSON un’impronta SHA-256 per ogni tabella di un Ambito, una per i suoi file e una totale."

    def add_arguments(self, parser):
        parser.add_argument("slug")

    def handle(self, *args, slug, **opzioni):
        ambito = Ambito.objects.filter(slug=slug).first()
        if ambito is None:
            raise CommandError(f"Nessun Ambito ha indirizzo «{slug}».")
        try:
            with fotografia(ambito.pk):
                impronte = calcola()
        except ErroreAtteso as errore:
            raise CommandError(errore.frase) from errore
        self.stdout.write(json.dumps(impronte, ensure_ascii=False, indent=2))
