"""Anni interi di spesa dimostrativa, in un Ambito o in molti della stessa misura."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ambito import dimostrazione
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import conta
from rendicontazione.dimostrazione import annate

ANNI_MASSIMI = 10
TERRITORIO = "lodi"


class Command(BaseCommand):
    help = (
        "Carica anni interi di spesa sociale dimostrativa, sessanta righe per Comune e per anno: l’ultimo anno aperto, gli altri "
        "chiusi. Sono veri i Comuni, i residenti, la spesa per abitante (Istat) e quanto ogni Comune spende rispetto agli altri "
        "(BDAP); sono inventati la ripartizione fra le righe, utenti, entrate, date, stati e persone, e ogni riga lo dice nella "
        "nota. Un anno che c’è già non si tocca. Prima servono i riferimenti (carica_riferimenti)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--anni", type=int, default=3, help="quanti anni, l’ultimo è l’anno scorso (di norma 3)")
        quali = parser.add_mutually_exclusive_group()
        quali.add_argument(
            "--slug", default=TERRITORIO, help="l’Ambito dimostrativo (di norma lodi); se manca nasce con i 61 Comuni"
        )
        quali.add_argument("--ambiti", type=int, metavar="K", help="K Ambiti inventati, ciascuno con i 61 Comuni di Lodi")

    def handle(self, *, anni, slug, ambiti, **opzioni):
        if settings.PRODUZIONE:
            raise CommandError("Qui il portale è in esercizio: i dati dimostrativi creano persone con una password nota a tutti.")
        if not 1 <= anni <= ANNI_MASSIMI or (ambiti is not None and ambiti < 1):
            raise CommandError(f"--anni va da 1 a {ANNI_MASSIMI}, --ambiti da 1 in su.")
        adesso = timezone.now()
        for indirizzo in [f"ambito-inventato-{n}" for n in range(1, ambiti + 1)] if ambiti else [slug]:
            try:
                self._carica(indirizzo, anni, adesso)
            except ErroreAtteso as errore:
                raise CommandError(errore.frase) from errore

    def _carica(self, slug, anni, adesso):
        if Ambito.objects.filter(slug=slug, dimostrativo=False).exists():
            raise CommandError(f"«{slug}» è un Ambito vero: non vi si mettono dati inventati.")
        voce, territorio = _voce(slug)
        scena = dimostrazione.prepara(voce, adesso, territorio)
        with in_ambito(scena.ambito.pk):
            caricate = annate.carica(scena.ambito, anni, adesso)
        dimostrazione.tieni_avvisi_nel_portale(scena.ambito)
        fatte = ", ".join(f"{anno} ({conta(righe, 'riga', 'righe')})" for anno, righe in caricate)
        self.stdout.write(f"{scena.ambito}: {fatte or 'gli anni c’erano già tutti, nulla è cambiato'}.")


def _voce(slug):
    """Come nasce quell’Ambito, e con i Comuni di quale territorio."""
    noti = {voce["slug"]: voce for voce in dimostrazione.AMBITI}
    lodi = noti[TERRITORIO]
    return (noti[slug], slug) if slug in noti else ({**lodi, "slug": slug, "nome": f"Ambito inventato «{slug}»"}, TERRITORIO)
