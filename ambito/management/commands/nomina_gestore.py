from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from ambito import gestione


class Command(BaseCommand):
    """Il primo gestore della piattaforma: la console non può nominarlo, perché per entrarci bisogna già esserlo."""

    help = "Fa di una persona un gestore della piattaforma; se non ha ancora un accesso glielo crea, senza password."

    def add_arguments(self, parser):
        parser.add_argument("--email", required=True)
        parser.add_argument("--nome", default="")
        parser.add_argument("--cognome", default="")

    def handle(self, *, email, nome, cognome, **options):
        try:
            validate_email(email)
        except ValidationError as errore:
            raise CommandError(f"--email: {' '.join(errore.messages)}") from errore
        utente, nuovo = gestione.nomina_gestore(email=email, nome=nome, cognome=cognome, adesso=timezone.now())
        self.stdout.write(f"{utente.email} è gestore della piattaforma.")
        if nuovo:
            self.stdout.write("Per scegliere la password: «Password dimenticata» nella pagina di accesso.")
