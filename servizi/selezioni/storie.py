"""Ciò che di servizi e fondi ha una storia e si può seguire."""

from django.urls import reverse

from ambito.registri import Oggetto
from servizi.models import Affidamento, AssegnazioneFondo, Bando, Servizio, UnitaOfferta


def _oggetto(etichetta, modello, rotta, *legati):
    """Come nelle pagine, motivi e valori li legge chi legge il registro."""
    return Oggetto(
        etichetta, modello._meta.label_lower, "legge_servizi", lambda poteri: modello.objects.select_related(*(legati or [None])),
        lambda ambito, riga: reverse(f"servizi:{rotta}", args=[ambito.slug, riga.pk]),
        valori=lambda riga, poteri: poteri.puo("legge_registro"),
    )  # fmt: skip


OGGETTI = {
    "servizio": _oggetto("Servizio", Servizio, "servizio"),
    "unita": _oggetto("Unità d’offerta", UnitaOfferta, "unita"),
    "affidamento": _oggetto("Affidamento", Affidamento, "affidamento"),
    "bando": _oggetto("Bando", Bando, "bando"),
    "assegnazione": _oggetto("Fondo assegnato", AssegnazioneFondo, "assegnazione", "fondo"),
}
VOCI = {"unita_id": "unità d’offerta", "serviti": "Comuni serviti", "membri": "membri", "servizi": "servizi collegati"}
