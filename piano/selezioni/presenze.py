"""Chi sta scrivendo adesso."""

from datetime import timedelta

from piano.models import Presenza

# Tre segni mancati e la presenza non vale più.
DURATA = timedelta(seconds=90)


def altri_sul_piano(piano, utente, adesso):
    """Chi altro sta scrivendo una sezione del piano, dal primo arrivato."""
    vive = Presenza.objects.filter(sezione__piano=piano, visto_il__gte=adesso - DURATA).exclude(utente=utente)
    return list(vive.select_related("utente", "sezione").defer("sezione__testo"))


def altri_su(sezione, utente, adesso):
    """Chi altro sta scrivendo la sezione."""
    vive = Presenza.objects.filter(sezione=sezione, visto_il__gte=adesso - DURATA).exclude(utente=utente)
    return list(vive.select_related("utente"))
