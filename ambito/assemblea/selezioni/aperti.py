"""Ciò che dell’Assemblea si pubblica come dati aperti: gli atti andati all’albo, e i voti palesi sui punti trattati in pubblico."""

from django.db.models import Max, Q

from ambito.assemblea.models import Deliberazione, Votazione, Voto
from ambito.assemblea.stati import StatoVotazione


def deliberazioni(oggi):
    """Le deliberazioni andate all’albo, dalla più recente; di un punto riservato no.

    `revoca_nota`: c’è una revoca, ed è andata all’albo anche quella.
    """
    righe = Deliberazione.objects.filter(punto__riservato=False, pubblicazione__dal__lte=oggi)
    nota = Q(revoca__con__punto__riservato=False, revoca__con__pubblicazione__dal__lte=oggi)
    righe = righe.annotate(revoca_nota=nota).select_related("organo", "votazione__punto", "pubblicazione", "revoca__con__organo")
    return righe.order_by("-anno", "organo__nome", "-numero", "pk")


def ultima_pubblicazione(oggi):
    """Il giorno dell’ultima deliberazione andata all’albo, o `None`."""
    return deliberazioni(oggi).aggregate(ultima=Max("pubblicazione__dal"))["ultima"]


def voti(oggi):
    """Come ha votato ciascuno nelle votazioni chiuse e palesi che hanno una pagina pubblica, dalla più recente."""
    palesi = [Votazione.Scrutinio.PALESE, Votazione.Scrutinio.ALZATA]
    chiuse = Votazione.objects.filter(stato=StatoVotazione.CHIUSA, scrutinio__in=palesi, punto__riservato=False).exclude(codice="")
    righe = Voto.objects.filter(votazione__in=chiuse).select_related("seggio", "votazione__punto", "votazione__seduta__organo")
    return righe.order_by("-votazione__chiusa_il", "votazione", "seggio__codice", "pk")


def ultima_votazione(oggi):
    """Il giorno dell’ultima votazione palese, o `None`."""
    return voti(oggi).aggregate(ultima=Max("votazione__chiusa_il__date"))["ultima"]
