"""Dice che cosa il portale capisce di un foglio, in JSON e senza scrivere nulla."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito.contesto import in_ambito
from ambito.importazione.riconoscimento import elenco_dell_ambito, elenco_italiano
from ambito.models import Ambito
from ambito.nucleo.fogli import FileNonLeggibile
from ambito.nucleo.tabelle import leggi_tabella


class Command(BaseCommand):
    help = "Legge uno o più fogli (csv, xlsx, xls, ods, txt) e scrive in JSON che cosa se ne capisce."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="+", metavar="FILE")
        parser.add_argument("--ambito", metavar="SLUG", help="cerca i Comuni in questo Ambito, non in tutta Italia")

    def handle(self, *args, **opzioni):
        elenco = self.elenco(opzioni["ambito"])
        percorsi = opzioni["file"]
        esiti = [self.leggi(percorso, elenco) for percorso in percorsi]
        esito = esiti[0] if len(esiti) == 1 else esiti
        self.stdout.write(json.dumps(esito, ensure_ascii=False, indent=2))
        if "errore" in esito:
            raise SystemExit(1)

    def elenco(self, slug):
        if slug is None:
            return elenco_italiano()
        ambito = Ambito.objects.filter(slug=slug).first()
        if ambito is None:
            raise CommandError(f"Non c’è un Ambito con indirizzo «{slug}».")
        with in_ambito(ambito.pk, sola_lettura=True):
            return elenco_dell_ambito(timezone.localdate())

    def leggi(self, percorso, elenco):
        """Ciò che si è capito del file, o perché non si è letto."""
        try:
            return leggi_tabella(Path(percorso).name, Path(percorso).read_bytes(), elenco)
        except FileNonLeggibile as errore:
            return {"file": Path(percorso).name, "errore": str(errore)}
        except OSError as errore:
            return {"file": Path(percorso).name, "errore": f"Il file non si apre: {errore.strerror}."}
