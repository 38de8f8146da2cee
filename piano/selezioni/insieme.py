"""Chi scrive una sezione in tempo reale, e ciò che aspetta di diventare una revisione."""

from datetime import timedelta

from django.db.models import F, Max

from ambito.models import Utente
from piano.models import AggiornamentoInsieme, Sezione, StanzaInsieme

# Tre segni mancati e la stanza non vale più: come per le presenze.
DURATA = timedelta(seconds=60)


def si_scrive_insieme(sezione, adesso):
    """Qualcuno la sta scrivendo in tempo reale: chi arriva si aggiunge."""
    return StanzaInsieme.objects.filter(sezione=sezione, viva_il__gte=adesso - DURATA).exists()


def chi_aspetta(stanza):
    """Chi ha scritto dopo l’ultima revisione, dal primo all’ultimo che ha toccato il testo."""
    dopo = AggiornamentoInsieme.objects.filter(stanza=stanza, pk__gt=stanza.salvata_fino, utente__isnull=False)
    ultimi = dopo.values("utente").annotate(ultimo=Max("pk")).order_by("ultimo")
    persone = Utente.objects.in_bulk([riga["utente"] for riga in ultimi])
    return [persone[riga["utente"]] for riga in ultimi]


def in_sospeso():
    """Le sezioni con parole già confermate a chi le ha scritte e non ancora in una revisione."""
    sospese = AggiornamentoInsieme.objects.filter(pk__gt=F("stanza__salvata_fino"), utente__isnull=False)
    return [riga["stanza__sezione"] for riga in sospese.values("stanza__sezione").distinct()]


def com_e_adesso(sezione_id):
    """La sezione, a quale revisione è e se il suo piano si può scrivere: il poco che la stanza chiede ogni due secondi."""
    return Sezione.objects.select_related("piano").only("revisione", "piano__stato").get(pk=sezione_id)
