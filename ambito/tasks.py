"""Porte di Celery: entrano solo valori semplici, si apre l’Ambito, si chiama una funzione. Eseguirle due volte non cambia nulla."""

from celery import shared_task
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from ambito import conservazione, guasti, incarichi, lavori, misure, registro, spedizione
from ambito.contesto import in_ambito
from ambito.models import Ambito
from ambito.registri import PROMEMORIA


def _ambiti():
    return list(Ambito.objects.order_by("pk").values_list("pk", flat=True))


@shared_task(name=lavori.NOME_TASK)
def esegui_lavoro(*, ambito_id, lavoro_id):
    lavori.esegui(ambito_id, lavoro_id)


@shared_task(name="ambito.batti")
def batti():
    misure.batti(timezone.now())


@shared_task(name="ambito.riepiloga_guasti")
def riepiloga_guasti():
    guasti.riepiloga(timezone.now())


@shared_task(name="ambito.spazza_lavori")
def spazza_lavori():
    for ambito_id in _ambiti():
        lavori.spazza(ambito_id)


@shared_task(name="ambito.sigilla_registri")
def sigilla_registri():
    for ambito_id in _ambiti():
        with in_ambito(ambito_id):
            registro.sigilla()


@shared_task(name="ambito.allinea_poteri")
def allinea_poteri():
    """Toglie i diritti degli incarichi scaduti e dà quelli che cominciano."""
    oggi = timezone.localdate()
    for ambito_id in _ambiti():
        with in_ambito(ambito_id):
            incarichi.allinea(oggi)


@shared_task(name="ambito.togli_sessioni_scadute")
def togli_sessioni_scadute():
    """Le sessioni scadute non servono a nessuno e riempiono la banca dati."""
    call_command("clearsessions")


@shared_task(name="ambito.scarta")
def scarta():
    """Toglie in ogni Ambito ciò che ha fatto il suo tempo; se in uno non riesce lo fa negli altri, e poi lo dice."""
    adesso, guasti_trovati = timezone.now(), []
    for ambito_id in _ambiti():
        try:
            with in_ambito(ambito_id):
                conservazione.scarta(ambito_id, adesso)
        except DatabaseError as errore:
            guasti_trovati.append(errore)
    if guasti_trovati:
        raise ExceptionGroup("Non si è potuto scartare in ogni Ambito", guasti_trovati)


@shared_task(name="ambito.spedisci_avvisi")
def spedisci_avvisi():
    for ambito_id in _ambiti():
        spedizione.spedisci(ambito_id)


@shared_task(name="ambito.ricorda_scadenze")
def ricorda_scadenze():
    """I promemoria del giorno: ripeterlo non ne scrive altri."""
    adesso = timezone.now()
    for ambito_id in _ambiti():
        with in_ambito(ambito_id):
            for promemoria in PROMEMORIA:
                promemoria(timezone.localdate(adesso), adesso)
