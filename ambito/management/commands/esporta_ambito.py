"""Un Ambito intero in un file: dati, documenti, allegati, impronte."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.trasloco.uscita import esporta


class Command(BaseCommand):
    help = "Scrive un Ambito per intero in un archivio zip, da rileggere con importa_ambito. Contiene dati personali."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="l’indirizzo dell’Ambito, per esempio «lodi»")
        parser.add_argument("--file", required=True, metavar="FILE.zip")

    def handle(self, *args, slug, file, **opzioni):
        ambito = Ambito.objects.filter(slug=slug).first()
        if ambito is None:
            raise CommandError(f"Nessun Ambito ha indirizzo «{slug}».")
        try:
            esportato = esporta(ambito, file, adesso=timezone.now())
        except ErroreAtteso as errore:
            raise CommandError(errore.frase) from errore
        fatte = esportato.impronte
        righe, file_dentro = sum(t["righe"] for t in fatte["tavole"].values()), fatte["file"]["numero"]
        self.stdout.write(f"Scritto {file} ({formatta_numero(esportato.byte)} byte): {ambito}.")
        self.stdout.write(f"{len(fatte['tavole'])} tabelle, {formatta_numero(righe)} righe, {formatta_numero(file_dentro)} file.")
        self.stdout.write(f"Impronta totale {fatte['totale']}")
        self.stdout.write(f"SHA-256 dell’archivio {esportato.sha256}")
        if not esportato.registro_integro:
            self.stderr.write("Attenzione: la catena del registro di questo Ambito non torna (verifica_registro dice dove).")
