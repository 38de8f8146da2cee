"""La piattaforma vista da chi la gestisce: Ambiti con le loro cifre, apertura di un Ambito, accessi sospesi.

Un gestore non vede il contenuto di alcun Ambito: ne legge i soli numeri di `conteggi` e gli inviti che ha mandato lui.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from ambito import inviti, selezioni
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Ambito, AttoDiGestione, Utente
from ambito.operazioni import crea_ambito
from ambito.permessi import GUIDA


class GestioneNonAmmessa(ErroreAtteso):
    """Questo, un gestore non può farlo: la frase dice perché."""


@dataclass(frozen=True)
class Conteggi:
    """Le cifre di un Ambito: Comuni e persone con un incarico in vigore, coordinatori che possono entrare, lavori non riusciti."""

    comuni: int
    persone: int
    coordinatori: int
    ultima_attivita: datetime | None
    lavori_falliti: int


def conteggi(oggi):
    """`{id dell’Ambito: Conteggi}`, in un’interrogazione sola quanti che siano gli Ambiti (decisione 0009)."""
    with connection.cursor() as cursore:
        cursore.execute("select * from gestione_conteggi(%s)", [oggi])
        return {riga[0]: Conteggi(*riga[1:]) for riga in cursore.fetchall()}


def ambiti(oggi):
    """Ogni Ambito con i suoi `Conteggi`, per nome."""
    cifre = conteggi(oggi)
    return [(ambito, cifre[ambito.pk]) for ambito in Ambito.objects.select_related("capofila")]


def inviti_del_gestore(adesso):
    """Nell’Ambito in corso, i soli inviti mandati da un gestore (al coordinatore), con il loro stato."""
    return selezioni.inviti(adesso).filter(ruolo=GUIDA, invitato_da__gestore=True)


@transaction.atomic
def apri_ambito(*, coordinatore, gestore, adesso, **ambito):
    """Crea l’Ambito (`crea_ambito`) e invita il suo primo coordinatore: `email`, `nome`, `cognome`, `atto`."""
    nuovo = crea_ambito(**ambito, autore=gestore, adesso=adesso)
    with in_ambito(nuovo.pk, gestore.pk):
        _invita(coordinatore, gestore, adesso)
    annota("ambito.crea", f"Creato l’Ambito «{nuovo}» e invitato il coordinatore {coordinatore['email']}", gestore, adesso)
    return nuovo


@transaction.atomic
def invita_coordinatore(ambito, *, coordinatore, gestore, adesso):
    """Invita un coordinatore in un Ambito che non ne ha: dove ce n’è uno, gli incarichi li conferisce lui."""
    with in_ambito(ambito.pk, gestore.pk):
        if selezioni.coordinatori(timezone.localdate(adesso)).exists():
            raise GestioneNonAmmessa("Questo Ambito ha già un coordinatore: è lui a conferire gli incarichi.")
        invito = _invita(coordinatore, gestore, adesso)
    annota("ambito.invita", f"Invitato il coordinatore di «{ambito}»: {invito.email}", gestore, adesso)
    return invito


def _invita(coordinatore, gestore, adesso):
    return inviti.invita(**coordinatore, ruolo=GUIDA, dal=timezone.localdate(adesso), autore=gestore, adesso=adesso)


@transaction.atomic
def nomina_gestore(*, email, adesso, nome="", cognome=""):
    """Fa della persona un gestore (dal comando, non dalla console); dà la persona e se il suo accesso è nuovo, senza password."""
    email = inviti.normale(email)
    utente = Utente.objects.filter(email__iexact=email).first()
    nuovo = utente is None
    utente = utente or Utente.objects.create_user(email, nome=nome, cognome=cognome)
    utente.gestore = True
    utente.save(update_fields=["gestore"])
    annota("gestore.nomina", f"{utente.email} nominato gestore da riga di comando", utente, adesso)
    return utente, nuovo


@transaction.atomic
def sospendi(utente, *, gestore, adesso, motivo):
    """Chiude l’accesso di una persona, in ogni Ambito e subito: anche le sue sessioni aperte non valgono più."""
    # I gestori si bloccano tutti: due che si sospendono a vicenda non lasciano la piattaforma senza nessuno.
    attivi = list(Utente.objects.select_for_update(of=("self",)).filter(gestore=True, is_active=True).order_by("pk"))
    if gestore not in attivi:
        raise GestioneNonAmmessa("Il tuo accesso è stato sospeso da un altro gestore.")
    if utente.pk == gestore.pk:
        raise GestioneNonAmmessa("Non puoi sospendere il tuo stesso accesso: chiedi a un altro gestore.")
    _cambia(utente, attivo=False)
    annota("accesso.sospendi", f"Sospeso l’accesso di {utente.email}", gestore, adesso, motivo)


@transaction.atomic
def riattiva(utente, *, gestore, adesso, motivo):
    """Riapre l’accesso di una persona sospesa; i suoi incarichi in vigore tornano a valere."""
    _cambia(utente, attivo=True)
    annota("accesso.riattiva", f"Riattivato l’accesso di {utente.email}", gestore, adesso, motivo)


def _cambia(utente, *, attivo):
    attuale = Utente.objects.select_for_update(of=("self",)).get(pk=utente.pk)
    if attuale.is_active == attivo:
        raise GestioneNonAmmessa(f"L’accesso di {utente.email} è già {'attivo' if attivo else 'sospeso'}.")
    attuale.is_active = attivo
    attuale.save(update_fields=["is_active"])


def annota(verbo, frase, gestore, adesso, nota=""):
    """Scrive ciò che un gestore ha fatto, fra gli atti della console."""
    AttoDiGestione.objects.create(quando=adesso, autore=gestore, verbo=verbo, frase=frase, nota=nota)
