"""Ricalcola la catena del registro di ogni Ambito (o di uno) e dice se qualche riga è stata toccata."""

import re
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito import registro
from ambito.contesto import in_ambito
from ambito.models import Ambito, Evento
from ambito.nucleo.formati_italiani import formatta_data


class Command(BaseCommand):
    help = "Sigilla e verifica il registro delle operazioni; esce con errore se una riga non torna."

    def add_arguments(self, parser):
        parser.add_argument("--ambito", help="indirizzo (slug) di un solo Ambito")
        parser.add_argument("--testa", type=_impronta, help="l’ultima impronta di una verifica passata, tenuta altrove")

    def handle(self, *args, ambito, testa, **opzioni):
        if testa and not ambito:
            raise CommandError("Un’impronta è di un Ambito solo: usare --testa con --ambito SLUG.")
        ambiti = Ambito.objects.filter(slug=ambito) if ambito else Ambito.objects.all()
        if ambito and not ambiti:
            raise CommandError(f"Nessun Ambito ha indirizzo «{ambito}».")
        guasti = [a for a in ambiti if not self._verifica(a)]
        if guasti:
            raise CommandError(f"Registro non integro: {', '.join(a.slug for a in guasti)}.")
        if testa:
            self._esigi_testa(ambiti[0], testa)

    def _verifica(self, ambito):
        with in_ambito(ambito.pk):
            registro.sigilla()
            esito = registro.verifica()
            giudizio = "integro" if esito.integro else _dove(esito.rotta)
        self.stdout.write(f"{ambito.slug}: {esito.righe} righe, {giudizio}. Ultima impronta {esito.testa or 'assente'}.")
        return esito.integro

    def _esigi_testa(self, ambito, testa):
        with in_ambito(ambito.pk):
            if not registro.contiene(testa):
                raise CommandError(
                    f"L’impronta {testa[:12]}… non è più nella catena di {ambito.slug}: righe tolte in fondo, o catena rifatta."
                )


def _dove(riga):
    evento = Evento.objects.get(pk=riga)
    return f"NON torna dalla riga {riga} del {formatta_data(timezone.localdate(evento.quando))}, «{evento.frase}»"


def _impronta(testo):
    """64 cifre esadecimali, come le scrive il comando."""
    if not re.fullmatch(r"[0-9a-f]{64}", testo):
        raise ArgumentTypeError("servono le 64 cifre dell’ultima impronta, come le scrive verifica_registro")
    return testo
