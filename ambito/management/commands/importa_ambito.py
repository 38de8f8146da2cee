"""Un Ambito esportato rinasce qui, con un altro indirizzo; si esegue con il ruolo che possiede le tabelle."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import conta, formatta_numero
from ambito.trasloco.entrata import importa


class Command(BaseCommand):
    help = "Importa come Ambito nuovo un archivio di esporta_ambito; se qualcosa non torna lo dice e non scrive nulla."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.zip")
        parser.add_argument("--slug", required=True, help="l’indirizzo del nuovo Ambito")

        parser.add_argument("--totale", metavar="IMPRONTA", help="l’impronta totale scritta dall’esportazione, tenuta altrove")

    def handle(self, *args, file, slug, totale, **opzioni):
        try:
            importato = importa(file, slug=slug, adesso=timezone.now(), totale=totale)
        except ErroreAtteso as errore:
            raise CommandError(errore.frase) from errore
        persone, righe = importato.persone, sum(t["righe"] for t in importato.impronte["tavole"].values())
        self.stdout.write(
            f"Importato «{importato.ambito}» all’indirizzo /{slug}/: {formatta_numero(righe)} righe, stesse impronte."
        )
        self.stdout.write(f"Impronta totale {importato.impronte['totale']}")
        self.stdout.write(f"{conta(len(persone.numeri), 'persona', 'persone')}, di cui {persone.nuove} con un accesso nuovo.")
        if persone.nuove:
            self.stdout.write("Chi è nuovo sceglie la password con «Password dimenticata» nella pagina di accesso.")
        if persone.senza_codice:
            chi = ", ".join(persone.senza_codice)
            self.stdout.write(f"Senza codice fiscale, perché qui è già di un altro indirizzo: {chi}.")
        esito = importato.registro
        self.stdout.write(f"Registro risigillato: {formatta_numero(esito.righe)} righe, ultima impronta {esito.testa}.")
