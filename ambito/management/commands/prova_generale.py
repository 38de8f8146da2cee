"""La prova generale di un Ambito: nasce, si rifà ogni notte, si toglie; si esegue con il ruolo che possiede le tabelle."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.trasloco import prova_generale


class Command(BaseCommand):
    help = "Rifà la prova generale di un Ambito, un gemello in cui provare; senza indirizzo, tutte quelle che ci sono."

    def add_arguments(self, parser):
        parser.add_argument("slug", nargs="?", help="l’indirizzo dell’Ambito vero, per esempio «lodi»")
        parser.add_argument("--togli", action="store_true", help="la cancella e basta")

    def handle(self, *args, slug, togli, **opzioni):
        veri = [self.trova(slug)] if slug else self.gia_provati()
        if not veri:
            self.stdout.write("Non c’è nessuna prova generale: si comincia con l’indirizzo di un Ambito.")
        if andate_male := [frase for vero in veri if (frase := self.tenta(self.togli if togli else self.rifai, vero))]:
            raise CommandError("\n".join(andate_male))

    def tenta(self, operazione, vero):
        """La frase di ciò che è andato storto, o niente: una prova che non si rifà non ferma le altre."""
        try:
            operazione(vero)
        except ErroreAtteso as errore:
            return f"{vero}: {errore.frase}"

    def trova(self, slug):
        vero = Ambito.objects.filter(slug=slug).first()
        if vero is None:
            raise CommandError(f"Nessun Ambito ha indirizzo «{slug}».")
        return vero

    def gia_provati(self):
        return list(Ambito.objects.filter(slug__in=prova_generale.prove().values("prova_di")).order_by("slug"))

    def rifai(self, vero):
        copia = prova_generale.rifai(vero, adesso=timezone.now())
        self.stdout.write(f"Rifatta la prova generale di «{vero}»: è all’indirizzo /{copia.slug}/.")

    def togli(self, vero):
        righe = prova_generale.togli(vero, adesso=timezone.now())
        self.stdout.write(
            f"Tolta la prova generale di «{vero}»: {formatta_numero(righe)} righe." if righe else f"«{vero}» non ne ha."
        )
