"""Ciò che servizi mette nei registri del nucleo."""

from django.urls import reverse

from ambito.registri import (
    CALENDARIO,
    CERCABILI,
    CHIAVI_NEI_DATI,
    MENU,
    PAGINE,
    PROMEMORIA,
    RECAPITI,
    TAPPE_AMBITO,
    TAPPE_TRIENNIO,
    TOCCA_A_TE,
    TRACCIATI,
    TRASPARENZA,
    VOCI_DEL_REGISTRO,
    SezionePubblica,
    VoceMenu,
    registra_insiemi,
    registra_oggetti,
)
from servizi import annunci, calendario, cerca, compiti, tappe
from servizi.dati_aperti import INSIEMI
from servizi.selezioni import accreditati, offerta, organico, storie
from servizi.tracciati import INDAGINE, INDICATORE, MISURE_COMUNE

MENU.append(
    VoceMenu(40, "Servizi e fondi", "legge_servizi", lambda ambito: reverse("servizi:panoramica", args=[ambito.slug]), "servizi/")
)
CERCABILI += cerca.CERCABILI
PAGINE += cerca.PAGINE
TOCCA_A_TE.append(compiti.compiti)
TAPPE_AMBITO.append(tappe.dell_ambito)
TAPPE_TRIENNIO.append(tappe.del_triennio)
CALENDARIO.append(calendario.appuntamenti)
PROMEMORIA.append(annunci.ricorda)
registra_oggetti(storie.OGGETTI)
VOCI_DEL_REGISTRO.update(storie.VOCI)
TRACCIATI.registra(MISURE_COMUNE.nome, MISURE_COMUNE)
TRACCIATI.registra(INDAGINE.nome, INDAGINE)
TRACCIATI.registra(INDICATORE.nome, INDICATORE)
CHIAVI_NEI_DATI.registra("ambito.caricamento.parametri.indagine", "servizi.indagine")
CHIAVI_NEI_DATI.registra("ambito.caricamento.parametri.indicatore", "servizi.indicatorecomunale")
RECAPITI.append(organico.recapito)
TRASPARENZA.registra(
    "servizi",
    SezionePubblica(
        50, "Servizi", "I servizi sul territorio", "Che cosa c’è, dove, a chi rivolgersi: sulla mappa e in elenco.",
        "servizi_pubblici", "map-marker", offerta.quanti_aperti, "servizi",
    ),
)  # fmt: skip
TRASPARENZA.registra(
    "accreditati",
    SezionePubblica(
        60, "Accreditati", "Le strutture accreditate", "Quali strutture, con quale provvedimento, fino a quando.",
        "accreditati_pubblici", "check-circle", accreditati.quanti, "accreditati",
    ),
)  # fmt: skip
registra_insiemi(INSIEMI)
