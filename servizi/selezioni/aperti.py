"""Ciò che dei servizi si pubblica come dati aperti: quello che sta già nelle pagine pubbliche, e le misure consegnate."""

from django.db.models import Exists, Max, OuterRef

from servizi.models import Consegna, Raccolta, Rilevazione
from servizi.selezioni import accreditati, offerta


def unita(oggi):
    """Le strutture e i servizi aperti, come nella pagina pubblica."""
    return offerta.unita().in_esercizio(oggi).order_by("servizio__ordine", "comune__nome", "denominazione", "pk")


def accreditamenti(oggi):
    """Il registro degli accreditamenti, come nella pagina pubblica."""
    return accreditati.accreditati(oggi)


def misure(oggi):
    """Le misure delle raccolte finite, dei soli Comuni che le hanno consegnate."""
    finite = Consegna.objects.filter(raccolta__anno=OuterRef("anno"), raccolta__chiude__lt=oggi)
    consegnate = finite.filter(comune=OuterRef("comune"))
    righe = Rilevazione.objects.filter(Exists(consegnate)).select_related("servizio__area", "comune")
    return righe.order_by("-anno", "comune__codice_istat", "servizio__codice")


def ultima_raccolta(oggi):
    """Il termine dell’ultima raccolta finita, o `None`."""
    return Raccolta.objects.filter(chiude__lt=oggi).aggregate(ultima=Max("chiude"))["ultima"]
