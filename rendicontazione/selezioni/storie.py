"""Ciò che della rendicontazione ha una storia e si può seguire."""

from django.urls import reverse

from ambito.registri import Oggetto
from rendicontazione.models import Campagna, Rendiconto


def rendiconti_visibili(poteri):
    """La spesa di tutti a chi vede ogni Comune, quella del proprio agli altri."""
    legati = Rendiconto.objects.select_related("campagna", "comune")
    return legati if poteri.ovunque("legge_comune") else legati.filter(comune__in=poteri.comuni_con("legge_comune"))


def _campagna(ambito, campagna):
    return reverse("rendicontazione:quadro", args=[ambito.slug, campagna.anno])


def _rendiconto(ambito, rendiconto):
    return reverse("rendicontazione:comune", args=[ambito.slug, rendiconto.campagna.anno, rendiconto.comune.codice_istat])


OGGETTI = {
    "campagna": Oggetto(
        "Campagna della spesa", "rendicontazione.campagna", "legge_rendiconti", lambda poteri: Campagna.objects.all(), _campagna
    ),
    "rendiconto": Oggetto(
        "Spesa del Comune", "rendicontazione.rendiconto", "entra", rendiconti_visibili, _rendiconto,
        parti=(("rendicontazione.vocespesa", "rendiconto"),),
    ),
}  # fmt: skip
VOCI = {"campi cambiati": "campi cambiati", "apre": "si apre", "chiude": "si chiude", "righe": "righe"}
