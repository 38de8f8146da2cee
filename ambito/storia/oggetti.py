"""Ciò che del nucleo ha una storia e si può seguire: gli incarichi e i documenti emessi."""

from django.urls import reverse

from ambito import selezioni
from ambito.registri import Oggetto


def _persone(ambito, incarico):
    return f"{reverse('ambito:persone', args=[ambito.slug])}#i{incarico.pk}"


def _documento(ambito, documento):
    return reverse("ambito:documento", args=[ambito.slug, documento.pk])


OGGETTI = {
    "incarico": Oggetto("Incarico", "ambito.incarico", "legge_persone", lambda poteri: selezioni.incarichi(), _persone),
    "documento": Oggetto("Documento", "ambito.documento", "entra", selezioni.documenti_visibili, _documento),
}
# Parole che servono a più app, e voci che non sono campi.
VOCI = {
    "al": "fino al",
    "dal": "dal",
    "atto": "atto",
    "comuni": "Comuni",
    "persone": "persone avvisate",
    "entrano": "entrano",
    "escono": "escono",
    "nuove": "righe nuove",
    "cambiate": "righe cambiate",
    "righe": "righe",
    "totale": "totale",
    "stato": "stato",
}
