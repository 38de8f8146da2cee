from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ambito.accesso.fattori import ripristina
from ambito.models import Utente


class Command(BaseCommand):
    """Per chi ha perso telefono, chiavi e codici di riserva, dopo averne accertato l’identità per altra via."""

    help = "Toglie il secondo fattore a una persona e chiude le sue sessioni: al prossimo accesso ne aggiungerà un altro."

    def add_arguments(self, parser):
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *args, **options):
        utente = Utente.objects.filter(email__iexact=options["email"]).first()
        if utente is None:
            raise CommandError(f"Nessuno ha l’indirizzo {options['email']}.")
        self.stdout.write(f"{utente}: tolti {ripristina(utente)} mezzi.")
