"""Ciò che l’Assemblea mette nei registri del nucleo."""

from ambito.assemblea import annunci, calendario, cerca, documenti, tappe
from ambito.assemblea.compiti import compiti, in_testa
from ambito.assemblea.dati_aperti import INSIEMI
from ambito.assemblea.documenti import convocazione, delega, estratto, relata
from ambito.assemblea.models import Deliberazione, Votazione
from ambito.assemblea.registri import OGGETTI_DI_VOTO, OggettoDiVoto
from ambito.assemblea.selezioni import consultazioni, recapiti, storie, trasparenza, verbali
from ambito.cerca.voci import rotta
from ambito.conservazione import senza_scadenza
from ambito.nucleo import chiave_oggetto
from ambito.registri import (
    ANNUNCI,
    AVVISI_CHE_PROVANO,
    CALENDARIO,
    CERCABILI,
    CHIAVI_NEI_DATI,
    CONSERVAZIONI,
    DOCUMENTI,
    IN_TESTA,
    MENU,
    PAGINE,
    PROMEMORIA,
    TAPPE_AMBITO,
    TOCCA_A_TE,
    TRASPARENZA,
    VOCI_DEL_REGISTRO,
    SezionePubblica,
    TipoDocumento,
    VoceMenu,
    registra_chiavi,
    registra_insiemi,
    registra_oggetti,
)

MENU.append(VoceMenu(30, lambda ambito: ambito.organo.breve, "legge_sedute", rotta("assemblea:sedute"), "assemblea/"))
CERCABILI += cerca.CERCABILI
PAGINE += cerca.PAGINE
TOCCA_A_TE.append(compiti)
TAPPE_AMBITO.append(tappe.dell_ambito)
IN_TESTA.append(in_testa)
ANNUNCI.update(annunci.ANNUNCI)
CALENDARIO.append(calendario.appuntamenti)
PROMEMORIA.append(annunci.ricorda)
registra_oggetti(storie.OGGETTI)
VOCI_DEL_REGISTRO.update(storie.VOCI)
AVVISI_CHE_PROVANO.update(recapiti.DI_UNA_SEDUTA)
CONSERVAZIONI.registra("votazioni", senza_scadenza(40, "Votazioni, con i voti e la loro catena", Votazione.objects.count))
CONSERVAZIONI.registra("deliberazioni", senza_scadenza(50, "Deliberazioni numerate", Deliberazione.objects.count))
DOCUMENTI.registra(
    "verbale", TipoDocumento("verbale", "Verbale della seduta", "documenti/verbale.html", documenti.trova, documenti.prepara)
)
DOCUMENTI.registra(
    "convocazione",
    TipoDocumento(
        "convocazione", "Avviso di convocazione", "documenti/convocazione.html", convocazione.trova, convocazione.prepara
    ),
)
DOCUMENTI.registra(
    "lettere",
    TipoDocumento("lettere", "Lettere di convocazione", "documenti/lettere.html", convocazione.trova, convocazione.prepara_lettere),
)
DOCUMENTI.registra(
    "estratto",
    TipoDocumento("estratto", "Estratto di deliberazione", "documenti/estratto.html", estratto.trova, estratto.prepara),
)
DOCUMENTI.registra("delega", TipoDocumento("delega", "Atto di delega", "documenti/delega.html", delega.trova, delega.prepara))
DOCUMENTI.registra("relata", TipoDocumento("relata", "Relata di recapito", "documenti/relata.html", relata.trova, relata.prepara))
OGGETTI_DI_VOTO.registra(
    verbali.OGGETTO,
    OggettoDiVoto(verbali.OGGETTO, "Verbali da approvare", proponibili=verbali.proponibili, carte=verbali.carte_di_voto),
)
OGGETTI_DI_VOTO.registra(
    consultazioni.OGGETTO,
    OggettoDiVoto(
        consultazioni.OGGETTO, "Consultazioni da ratificare", consultazioni.da_ratificare, carte=consultazioni.nessuna_carta
    ),
)
OGGETTI_DI_VOTO.registra(
    consultazioni.OGGETTO_RICHIESTA,
    OggettoDiVoto(
        consultazioni.OGGETTO_RICHIESTA, "Richieste dei Comuni", consultazioni.da_iscrivere, carte=consultazioni.nessuna_carta
    ),
)
registra_chiavi(
    "ambito.documento",
    {
        "verbale": chiave_oggetto.di("assemblea.verbale"),
        "convocazione": chiave_oggetto.di("assemblea.seduta"),
        "lettere": chiave_oggetto.di("assemblea.seduta"),
        "relata": chiave_oggetto.di("assemblea.seduta"),
        "estratto": chiave_oggetto.di("assemblea.deliberazione"),
        "delega": chiave_oggetto.di("ambito.incarico"),
    },
)
registra_chiavi(
    "assemblea.puntoodg",
    {
        verbali.OGGETTO: chiave_oggetto.di("assemblea.verbale"),
        consultazioni.OGGETTO: chiave_oggetto.di("assemblea.consultazione"),
        consultazioni.OGGETTO_RICHIESTA: chiave_oggetto.di("assemblea.richiesta"),
    },
)
CHIAVI_NEI_DATI.registra("assemblea.limitedelega.punti", "assemblea.puntoodg")
TRASPARENZA.registra(
    "sedute",
    SezionePubblica(
        20, "Sedute", "Le sedute", "Quando si riuniscono i Sindaci, di che cosa parlano, com’è andata.",
        "sedute_pubbliche", "calendar", trasparenza.quante_sedute, "organi", novita=trasparenza.novita_sedute,
        pagine=trasparenza.pagine_sedute,
    ),
)  # fmt: skip
TRASPARENZA.registra(
    "atti",
    SezionePubblica(
        30, "Deliberazioni", "Le deliberazioni", "Che cosa si è deciso, con il testo e il voto di ogni Comune.",
        "atti_pubblici", "file-signed", trasparenza.quanti_atti, "provvedimenti", novita=trasparenza.novita_atti,
        pagine=trasparenza.pagine_atti,
    ),
)  # fmt: skip
registra_insiemi(INSIEMI)
