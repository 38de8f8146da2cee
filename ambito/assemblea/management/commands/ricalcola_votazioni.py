"""Rifà il conto di ogni votazione chiusa di un Ambito e dice se coincide con quello conservato."""

from django.core.management.base import BaseCommand, CommandError

from ambito.assemblea import selezioni
from ambito.assemblea.selezioni import conto
from ambito.contesto import in_ambito
from ambito.models import Ambito


class Command(BaseCommand):
    help = "Riconta tutte le votazioni chiuse: ricalcola_votazioni --ambito SLUG. Esce con errore se una non torna."

    def add_arguments(self, parser):
        parser.add_argument("--ambito", required=True)

    def handle(self, *args, ambito, **opzioni):
        trovato = Ambito.objects.filter(slug=ambito).first()
        if trovato is None:
            raise CommandError(f"Nessun Ambito ha indirizzo «{ambito}».")
        with in_ambito(trovato.pk, sola_lettura=True):
            esiti = [(votazione, conto.riconta(votazione).coincide) for votazione in selezioni.votazioni_chiuse()]
        for votazione, coincide in esiti:
            self.stdout.write(f"{votazione.seduta}, {votazione}: {'coincide' if coincide else 'NON COINCIDE'}")
        if sbagliate := sum(not coincide for _, coincide in esiti):
            raise CommandError(f"Non tornano {sbagliate} votazioni su {len(esiti)}.")
        self.stdout.write(f"Tornano tutte: {len(esiti)}.")
