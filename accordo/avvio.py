"""Ciò che l’accordo mette nei registri del nucleo."""

from django.urls import reverse

from accordo import annunci
from accordo.compiti import compiti, riquadri
from accordo.documenti import ADESIONE
from ambito.registri import ANNUNCI, DOCUMENTI, MENU, PROMEMORIA, SCHEDA_COMUNE, TOCCA_A_TE, VoceMenu

MENU.append(
    VoceMenu(50, "Adesioni", "legge_adesioni", lambda ambito: reverse("accordo:panoramica", args=[ambito.slug]), "accordo/",
             permesso_comune="compila_adesione")
)  # fmt: skip
TOCCA_A_TE.append(compiti)
SCHEDA_COMUNE.append(riquadri)
ANNUNCI.update(annunci.ANNUNCI)
PROMEMORIA.append(annunci.ricorda)
DOCUMENTI.registra("adesione", ADESIONE)
