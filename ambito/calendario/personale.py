"""Il calendario di una persona in un Ambito: un indirizzo segreto che i programmi di calendario rileggono da sé.

L’indirizzo mostra ciò che la persona può vedere in quel momento, e non apre nient’altro. Vale finché lei lo tiene e ha un incarico.
"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from ambito.calendario import inizio_del_giorno, scrivi
from ambito.models import CalendarioPersonale
from ambito.nucleo.impronta import impronta_file
from ambito.poteri import Poteri
from ambito.registri import CALENDARIO, TOCCA_A_TE, Appuntamento
from ambito.registro import annota
from ambito.segreti import impronta, nuovo_codice


def di(utente):
    """Il calendario della persona nell’Ambito in corso, o `None`."""
    return CalendarioPersonale.objects.filter(utente=utente).first()


@transaction.atomic
def crea(utente, *, adesso):
    """Dà alla persona un indirizzo nuovo, e restituisce il codice: si vede solo adesso. Quello di prima non vale più."""
    codice = nuovo_codice()
    valori = {"impronta": impronta(codice), "creato_il": adesso}
    calendario, _ = CalendarioPersonale.objects.update_or_create(utente=utente, defaults=valori)
    annota(calendario, "calendario.crea", "Creato l’indirizzo del proprio calendario", autore=utente, quando=adesso)
    return codice


@transaction.atomic
def revoca(utente, *, adesso):
    """Toglie l’indirizzo; se non c’è già più non è un errore."""
    calendario = CalendarioPersonale.objects.select_for_update(of=("self",)).filter(utente=utente).first()
    if calendario is None:
        return
    annota(calendario, "calendario.revoca", "Revocato l’indirizzo del proprio calendario", autore=utente, quando=adesso)
    calendario.delete()


def poteri_di_chi_ha(codice, ambito, oggi):
    """I poteri della persona di cui quel codice è il calendario, o `None`: ignoto, revocato, senza incarichi sono lo stesso."""
    calendari = CalendarioPersonale.objects.filter(impronta=impronta(codice), utente__is_active=True)
    if (calendario := calendari.select_related("utente").first()) is None:
        return None
    poteri = Poteri(calendario.utente, ambito, oggi)
    return poteri if poteri.puo("entra") else None


def file_di(poteri, oggi):
    """I byte del calendario della persona: gli stessi finché nello stesso giorno non cambia niente."""
    nome = f"{poteri.ambito.nome} – {poteri.utente.nome_completo}"
    return scrivi(appuntamenti(poteri, oggi), parte="Calendario", quando=inizio_del_giorno(oggi), nome=nome)


def appuntamenti(poteri, oggi):
    """Ciò che le app mettono nel calendario della persona e, se non c’è già, ogni cosa da fare con una scadenza."""
    voci = [a for fornitore in CALENDARIO for a in fornitore(poteri, oggi)]
    compiti = [c for fornitore in TOCCA_A_TE for c in fornitore(poteri, oggi) if c.scadenza]
    return voci + _delle_cose_da_fare(compiti, voci, poteri)


def _delle_cose_da_fare(compiti, voci, poteri):
    quanti, scelti = {}, []
    for compito in compiti:
        if any(compito.url.startswith(a.url) and _giorno(a) == compito.scadenza for a in voci):
            continue
        # Il titolo può contare («3 Comuni…») e cambiare: la stessa cosa si riconosce da dove porta e, lì, dal suo posto.
        quanti[compito.url] = numero = quanti.get(compito.url, 0) + 1
        segno = impronta_file(f"{poteri.utente.pk} {compito.url} {numero}".encode())[:20]
        chiave = f"compito-{poteri.ambito.pk}-{segno}"
        scelti.append(Appuntamento(chiave, compito.titolo, compito.spiegazione, compito.url, compito.scadenza))
    return scelti


def _giorno(appuntamento):
    inizio = appuntamento.inizio
    return localdate(inizio) if isinstance(inizio, datetime) else inizio
