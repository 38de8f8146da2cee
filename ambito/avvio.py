"""Ciò che il nucleo mette nei propri registri: la navigazione di base, ciò che si cerca, le cose da fare su incarichi e accessi."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.urls import reverse
from django.utils.timezone import localdate, now

from ambito import conservazione, tappe
from ambito.accesso import fattori, sessioni
from ambito.cerca import voci
from ambito.compiti import compiti
from ambito.dati_aperti.comuni import COMUNI
from ambito.lettere import LETTERE
from ambito.nucleo import chiave_oggetto
from ambito.nucleo.formati_italiani import conta
from ambito.registri import (
    CALENDARIO,
    CERCABILI,
    CONSERVAZIONI,
    DATI_APERTI,
    DOCUMENTI,
    MENU,
    PAGINE,
    PROMEMORIA,
    TAPPE_AMBITO,
    TOCCA_A_TE,
    TRACCIATI,
    TRASPARENZA,
    VOCI_DEL_REGISTRO,
    SezionePubblica,
    VoceMenu,
    registra_chiavi,
    registra_insiemi,
    registra_oggetti,
)
from ambito.scadenzario import annunci as scadenzario
from ambito.scadenzario.operazioni import carica_catalogo
from ambito.segnali import ambito_creato, riferimenti_caricati
from ambito.seguiti import avvisa_chi_segue
from ambito.storia import oggetti
from ambito.tracciati import PERSONE


def _voce(ordine, etichetta, permesso, rotta, radice):
    return VoceMenu(ordine, etichetta, permesso, lambda ambito: reverse(rotta, args=[ambito.slug]), radice)


MENU += [
    _voce(0, "Tocca a te", "entra", "ambito:home", ""),
    _voce(10, "Comuni", "entra", "ambito:comuni", "comuni/"),
    _voce(80, "Documenti", "entra", "ambito:documenti", "documenti/"),
    _voce(90, "Persone", "legge_persone", "ambito:persone", "persone/"),
    _voce(95, "Registro", "legge_registro", "ambito:registro", "registro/"),
]

CERCABILI += voci.CERCABILI
PAGINE += voci.PAGINE
PROMEMORIA.append(avvisa_chi_segue)
registra_oggetti(oggetti.OGGETTI)
VOCI_DEL_REGISTRO.update(oggetti.VOCI)
registra_insiemi([COMUNI])
TRASPARENZA.registra(
    "dati",
    SezionePubblica(
        100, "Dati aperti", "I dati aperti", "Le stesse cose in fogli e file da riusare, con il significato di ogni campo.",
        "dati_aperti", "file-csv", lambda oggi: conta(len(DATI_APERTI), "insieme di dati", "insiemi di dati"), "ulteriori",
        pagine=lambda ambito, oggi: [reverse("insieme_aperto", args=[ambito.slug, codice]) for codice in DATI_APERTI],
    ),
)  # fmt: skip
TOCCA_A_TE += [fattori.compiti, compiti, scadenzario.compiti]
TRACCIATI.registra(PERSONE.nome, PERSONE)
TAPPE_AMBITO.append(tappe.dell_ambito)
CONSERVAZIONI.update(conservazione.DEL_NUCLEO)
DOCUMENTI.registra(LETTERE.nome, LETTERE)
registra_chiavi("ambito.documento", {LETTERE.nome: chiave_oggetto.di("ambito.invio")})
CALENDARIO.append(scadenzario.appuntamenti)
PROMEMORIA.append(scadenzario.ricorda)
user_logged_in.connect(sessioni.comincia)


@receiver([ambito_creato, riferimenti_caricati], dispatch_uid="ambito.scadenzario")
def riempi_scadenzario(sender, adesso=None, **altro):
    """Un Ambito trova lo scadenzario di partenza, e a ogni aggiornamento le voci nuove; le sue restano com’erano."""
    carica_catalogo(localdate(adesso or now()))
