"""Ciò che servizi mette nei registri del nucleo."""

from django.urls import reverse

from ambito.registri import MENU, PROMEMORIA, TOCCA_A_TE, TRACCIATI, VoceMenu
from servizi import annunci, compiti
from servizi.tracciati import INDAGINE, MISURE_COMUNE

MENU.append(
    VoceMenu(40, "Servizi e fondi", "legge_servizi", lambda ambito: reverse("servizi:panoramica", args=[ambito.slug]), "servizi/")
)
TOCCA_A_TE.append(compiti.compiti)
PROMEMORIA.append(annunci.ricorda)
TRACCIATI.registra(MISURE_COMUNE.nome, MISURE_COMUNE)
TRACCIATI.registra(INDAGINE.nome, INDAGINE)
