"""Ricalcola la catena del registro di ogni Ambito (o di uno) e dice se qualche riga è stata toccata."""

from django.core.management.base import BaseCommand, CommandError

from ambito import registro
from ambito.contesto import in_ambito
from ambito.models import Ambito


class Command(BaseCommand):
    help = "Sigilla e verifica il registro delle operazioni; esce con errore se una riga non torna."

    def add_arguments(self, parser):
        parser.add_argument("--ambito", help="indirizzo (slug) di un solo Ambito")

    def handle(self, *args, ambito, **opzioni):
        ambiti = Ambito.objects.filter(slug=ambito) if ambito else Ambito.objects.all()
        if ambito and not ambiti:
            raise CommandError(f"Nessun Ambito ha indirizzo «{ambito}».")
        guasti = [a for a in ambiti if not self._verifica(a)]
        if guasti:
            raise CommandError(f"Registro non integro: {', '.join(a.slug for a in guasti)}.")

    def _verifica(self, ambito):
        with in_ambito(ambito.pk):
            registro.sigilla()
            esito = registro.verifica()
        giudizio = "integro" if esito.integro else f"NON torna dalla riga {esito.rotta}"
        self.stdout.write(f"{ambito.slug}: {esito.righe} righe, {giudizio}. Ultima impronta {esito.testa or 'assente'}.")
        return esito.integro
