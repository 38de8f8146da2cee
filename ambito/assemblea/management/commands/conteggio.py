"""Il conto di una votazione da JSON, con lo stesso motore del portale: per chi controlla."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from ambito.nucleo.conteggio import ErroreConteggio, conteggio


class Command(BaseCommand):
    help = (
        "Legge da stdin una votazione in JSON (o un elenco) e scrive il verdetto. "
        'Un solo dato sbagliato: esce con 2 e una frase; in un elenco: {"errore": frase} al suo posto.'
    )
    requires_system_checks = []

    def handle(self, *args, **opzioni):
        try:
            dati = json.loads(sys.stdin.buffer.read(), parse_float=str)
            risposta = [_risposta(voce) for voce in dati] if isinstance(dati, list) else conteggio(dati)
        except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as errore:
            raise CommandError("Quello che arriva da stdin non è JSON valido.", returncode=2) from errore
        except ErroreConteggio as errore:
            raise CommandError(str(errore), returncode=2) from errore
        self.stdout.write(json.dumps(risposta, ensure_ascii=False))


def _risposta(voce):
    try:
        return conteggio(voce)
    except ErroreConteggio as errore:
        return {"errore": str(errore)}
