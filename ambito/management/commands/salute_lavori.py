"""Controllo di salute dei lavori in secondo piano: lo chiama ogni minuto chi sorveglia il servizio."""

from django.core.management.base import BaseCommand, CommandError

from ambito.salute import allarmi


class Command(BaseCommand):
    help = "Dice se lavori e posta vanno avanti; esce con errore, e dice che cosa è fermo, se no."

    def handle(self, *args, **opzioni):
        if frasi := allarmi():
            raise CommandError("\n".join(frasi))
        self.stdout.write("Lavori e posta vanno avanti.")
