"""Ciò che del piano ha una storia e si può seguire."""

from django.urls import reverse

from ambito.registri import Oggetto
from piano.models import Obiettivo, PianoDiZona, Sezione


def _piano(ambito, piano):
    return reverse("piano:piano", args=[ambito.slug, piano.triennio])


def _sezione(ambito, sezione):
    return reverse("piano:sezione", args=[ambito.slug, sezione.piano.triennio, sezione.pk])


def _obiettivo(ambito, obiettivo):
    return reverse("piano:obiettivo", args=[ambito.slug, obiettivo.piano.triennio, obiettivo.codice])


OGGETTI = {
    "piano": Oggetto(
        "Piano di Zona", "piano.pianodizona", "legge_piano", lambda poteri: PianoDiZona.objects.all(), _piano,
        parti=(("piano.versionepiano", "piano"), ("piano.giroosservazioni", "piano"), ("piano.tavolo", "piano")),
    ),
    "sezione": Oggetto(
        "Sezione del piano", "piano.sezione", "legge_piano", lambda poteri: Sezione.objects.select_related("piano"), _sezione
    ),
    "obiettivo": Oggetto(
        "Obiettivo", "piano.obiettivo", "legge_piano", lambda poteri: Obiettivo.objects.select_related("piano"), _obiettivo,
        parti=(("piano.azione", "obiettivo"),),
    ),
}  # fmt: skip
VOCI = {
    "quote_vincolate": "fondi vincolati",
    "aree_cambiate": "aree cambiate",
    "voci_rinumerate": "voci rinumerate",
    "triennio_fine": "ultimo anno",
}
