import sys
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito import operazioni
from ambito.errori import ErroreAtteso
from ambito.importazione.comuni import decodifica, leggi_file
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import ErroreFormato, leggi_codice_istat


class Command(BaseCommand):
    """Crea un Ambito dall’elenco dei suoi Comuni; se qualcosa non va spiega ogni riga e non scrive nulla."""

    help = "Crea un Ambito con i Comuni elencati in un file CSV (colonna istat_code, le altre non contano)."

    def add_arguments(self, parser):
        parser.add_argument("--nome", required=True, help="per esempio «Ambito territoriale di Lodi»")
        parser.add_argument("--slug", required=True, help="la parola dell’indirizzo, per esempio «lodi»")
        parser.add_argument("--regione", required=True)
        parser.add_argument("--capofila", required=True, metavar="ISTAT", help="codice Istat del Comune capofila")
        parser.add_argument("--comuni", required=True, metavar="FILE.csv", help="«-» per leggere dall’ingresso")

    def handle(self, *, nome, slug, regione, capofila, comuni, **options):
        adesso = timezone.now()
        try:
            codici = leggi_file(_testo(comuni), timezone.localdate(adesso))
            ambito = operazioni.crea_ambito(
                nome=_breve("nome", nome),
                slug=slug,
                regione=_breve("regione", regione),
                capofila=leggi_codice_istat(capofila),
                codici_istat=codici,
                adesso=adesso,
            )
        except ErroreFormato as errore:
            raise CommandError(f"--capofila: {errore}") from errore
        except ErroreAtteso as errore:
            raise CommandError(errore.frase) from errore
        self.stdout.write(f"Creato «{ambito.nome}» con {len(codici)} Comuni, all’indirizzo /{ambito.slug}/")


def _breve(campo, valore):
    try:
        return Ambito._meta.get_field(campo).clean(valore.strip(), None)
    except ValidationError as errore:
        raise CommandError(f"--{campo}: {' '.join(errore.messages)}") from errore


def _testo(nome):
    """Il contenuto del file (o dell’ingresso, «-») come testo."""
    try:
        return decodifica(sys.stdin.buffer.read() if nome == "-" else Path(nome).read_bytes())
    except OSError as errore:
        raise CommandError(f"Il file «{nome}» non si può leggere: {errore.strerror}.") from errore
