"""Ciò che il nucleo mette nei propri registri: la navigazione di base, le cose da fare su incarichi e accessi."""

from django.contrib.auth.signals import user_logged_in
from django.urls import reverse

from ambito.accesso import fattori, sessioni
from ambito.compiti import compiti
from ambito.registri import MENU, TOCCA_A_TE, VoceMenu


def _voce(ordine, etichetta, permesso, rotta, radice):
    return VoceMenu(ordine, etichetta, permesso, lambda ambito: reverse(rotta, args=[ambito.slug]), radice)


MENU += [
    _voce(0, "Tocca a te", "entra", "ambito:home", ""),
    _voce(10, "Comuni", "entra", "ambito:comuni", "comuni/"),
    _voce(80, "Documenti", "entra", "ambito:documenti", "documenti/"),
    _voce(90, "Persone", "legge_persone", "ambito:persone", "persone/"),
    _voce(95, "Registro", "legge_registro", "ambito:registro", "registro/"),
]

TOCCA_A_TE += [fattori.compiti, compiti]
user_logged_in.connect(sessioni.comincia)
