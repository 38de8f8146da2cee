"""Ciò che servizi mette nei registri del nucleo."""

from django.urls import reverse

from ambito.registri import MENU, VoceMenu

MENU.append(
    VoceMenu(40, "Servizi e fondi", "legge_servizi", lambda ambito: reverse("servizi:catalogo", args=[ambito.slug]), "servizi/")
)
