"""Il riparto di una spesa da JSON, con lo stesso motore del portale: per chi controlla."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from ambito.nucleo.importi import ErroreRiparto
from ambito.nucleo.riparto_aperto import riparto


class Command(BaseCommand):
    help = (
        "Legge da stdin un riparto in JSON (o un elenco) e scrive la quota di ogni Comune. "
        'Un solo dato sbagliato: esce con 2 e una frase; in un elenco: {"errore": frase} al suo posto.'
    )
    requires_system_checks = []

    def handle(self, *args, **opzioni):
        try:
            dati = json.loads(sys.stdin.buffer.read(), parse_float=str, parse_constant=str)
            risposta = [_risposta(voce) for voce in dati] if isinstance(dati, list) else riparto(dati)
        except (ValueError, RecursionError) as errore:
            frase = str(errore) if isinstance(errore, ErroreRiparto) else "Quello che arriva da stdin non è JSON valido."
            raise CommandError(frase, returncode=2) from errore
        self.stdout.write(json.dumps(risposta, ensure_ascii=False))


def _risposta(voce):
    try:
        return riparto(voce)
    except ErroreRiparto as errore:
        return {"errore": str(errore)}
