"""Chi lavora in secondo piano sta bene? Si guarda ciò che è rimasto indietro, non chi dice di essere vivo."""

from datetime import timedelta

from django.utils import timezone

from ambito.contesto import in_ambito
from ambito.lavori import AFFITTO
from ambito.models import Ambito, Avviso, Lavoro, StatoLavoro, StatoSpedizione
from ambito.nucleo.formati_italiani import conta

IN_CODA_TROPPO = timedelta(minutes=10)
POSTA_IN_RITARDO = timedelta(minutes=15)


def allarmi(adesso=None):
    """Frasi su ciò che non va, un Ambito per volta; vuoto se va tutto bene.

    Un worker bloccato non batte più: il suo lavoro è «in corso» da più dell’affitto, e nessuno l’ha ancora ripreso.
    """
    adesso = adesso or timezone.now()
    frasi = []
    for ambito in Ambito.objects.order_by("slug"):
        with in_ambito(ambito.pk):
            frasi += [f"{ambito.slug}: {frase}" for frase in _dell_ambito(adesso)]
    return frasi


def _dell_ambito(adesso):
    fermi = Lavoro.objects.filter(avvio=StatoLavoro.IN_CORSO, battito__lt=adesso - AFFITTO)
    for lavoro in fermi[:20]:
        yield f"il lavoro {lavoro.pk} («{lavoro}») è in mano a {lavoro.preso_da}, che non dà segno di vita."
    in_coda = Lavoro.objects.filter(avvio=StatoLavoro.IN_CODA, chiesto_il__lt=adesso - IN_CODA_TROPPO).count()
    if in_coda:
        yield f"{conta(in_coda, 'lavoro aspetta', 'lavori aspettano')} da oltre dieci minuti: nessun worker li prende."
    posta = Avviso.objects.filter(spedizione=StatoSpedizione.DA_SPEDIRE, non_prima__lt=adesso - POSTA_IN_RITARDO).count()
    if posta:
        yield f"{conta(posta, 'messaggio non è partito', 'messaggi non sono partiti')} da un quarto d’ora: l’orologio è fermo."
