"""Ciò che il piano mette nei registri del nucleo e dell’Assemblea."""

from django.urls import reverse
from django.utils.timezone import localdate

from ambito.assemblea.registri import OGGETTI_DI_VOTO, OggettoDiVoto
from ambito.conservazione import senza_scadenza
from ambito.nucleo import chiave_oggetto
from ambito.registri import (
    ANNUNCI,
    CERCABILI,
    CONSERVAZIONI,
    DOCUMENTI,
    MENU,
    PAGINE,
    PROMEMORIA,
    PUBBLICABILI,
    RIGHE_NEI_DATI,
    TAPPE_TRIENNIO,
    TOCCA_A_TE,
    TRASPARENZA,
    TRIENNI,
    VOCI_DEL_REGISTRO,
    Pubblicabile,
    SezionePubblica,
    TipoDocumento,
    VoceMenu,
    registra_chiavi,
    registra_insiemi,
    registra_oggetti,
)
from piano import annunci, cerca, compiti, documenti, operazioni, selezioni, tappe
from piano.dati_aperti import INSIEMI
from piano.documenti import attuativo, capitoli, concertazione, confronto, finale, giro, monitoraggio, opuscolo, scheda_obiettivo
from piano.models import Contributo, VersionePiano
from piano.operazioni import consultazioni
from piano.registri import FONTI, FonteDati
from piano.selezioni import attuativi, confronti, fonti, quote, storie, trasparenza
from servizi.registri import VINCOLI, Destinazione, UsoDeiVincoli

MENU.append(VoceMenu(20, "Piano di Zona", "legge_piano", lambda ambito: reverse("piano:piani", args=[ambito.slug]), "piano/"))
CERCABILI += cerca.CERCABILI
PAGINE += cerca.PAGINE
TOCCA_A_TE += [compiti.compiti, compiti.giri_di_osservazioni]
TRIENNI.append(tappe.trienni)
TAPPE_TRIENNIO.append(tappe.del_triennio)
ANNUNCI.update(annunci.ANNUNCI)
registra_oggetti(storie.OGGETTI)
VOCI_DEL_REGISTRO.update(storie.VOCI)
CONSERVAZIONI.registra("versioni", senza_scadenza(60, "Versioni del piano, con la loro impronta", VersionePiano.objects.count))
CONSERVAZIONI.registra(
    "contributi",
    senza_scadenza(
        70, "Contributi alle consultazioni pubbliche", Contributo.objects.count,
        "Sono atti del piano. L’e-mail di chi li ha scritti si cancella quando la consultazione finisce.",
    ),
)  # fmt: skip
PROMEMORIA += [
    operazioni.ogni_giorno, annunci.ricorda_sezioni, annunci.ricorda_letture, consultazioni.concludi_scadute,
]  # fmt: skip
DOCUMENTI.registra(
    "piano",
    TipoDocumento(
        "piano", "Piano di Zona", "documenti/piano.html", documenti.trova, documenti.prepara, capitoli=capitoli.capitoli,
        da_stampare=documenti.con_le_immagini,
    ),
)  # fmt: skip
DOCUMENTI.registra(
    "confronto",
    TipoDocumento(
        "confronto",
        "Confronto fra versioni del piano",
        "documenti/confronto.html",
        trova=confronto.trova,
        prepara=confronto.prepara,
    ),
)
DOCUMENTI.registra(
    "opuscolo",
    TipoDocumento(
        "opuscolo", "Il piano in dieci minuti", "documenti/opuscolo.html", trova=documenti.trova, prepara=opuscolo.prepara
    ),
)
DOCUMENTI.registra(
    "osservazioni",
    TipoDocumento(
        "osservazioni", "Esito del giro di osservazioni", "documenti/osservazioni.html",
        trova=giro.trova, prepara=giro.prepara,
    ),
)  # fmt: skip
DOCUMENTI.registra(
    "monitoraggio",
    TipoDocumento(
        "monitoraggio",
        "Relazione di monitoraggio",
        "documenti/monitoraggio.html",
        trova=lambda triennio, anno: monitoraggio.trova(triennio, anno, localdate()),
        prepara=monitoraggio.prepara,
    ),
)
DOCUMENTI.registra("esito-consultazione", concertazione.ESITO)
DOCUMENTI.registra(finale.RELAZIONE_FINALE.nome, finale.RELAZIONE_FINALE)
DOCUMENTI.registra(scheda_obiettivo.SCHEDA.nome, scheda_obiettivo.SCHEDA)
OGGETTI_DI_VOTO.registra(
    "piano", OggettoDiVoto("piano", "Piano di Zona", proponibili=selezioni.proponibili, carte=selezioni.carte_di_voto)
)
DOCUMENTI.registra(
    "attuativo",
    TipoDocumento("attuativo", "Piano attuativo", "documenti/attuativo.html", trova=attuativo.trova, prepara=attuativo.prepara),
)
DOCUMENTI.registra(
    "attuativo-differenze",
    TipoDocumento(
        "attuativo-differenze", "Piano attuativo: le sole differenze dal piano", "documenti/attuativo_differenze.html",
        trova=attuativo.trova, prepara=attuativo.prepara_differenze,
    ),
)  # fmt: skip
OGGETTI_DI_VOTO.registra(
    "attuativo",
    OggettoDiVoto("attuativo", "Piano attuativo", proponibili=attuativi.proponibili, carte=attuativi.carte_di_voto),
)
FONTI.registra("popolazione", FonteDati("popolazione", "Popolazione", fonti.popolazione))
FONTI.registra("indicatori", FonteDati("indicatori", "Indicatori dei Comuni", fonti.indicatori_dei_comuni))
FONTI.registra("piano", FonteDati("piano", "Obiettivi e risorse del piano", fonti.schede))
FONTI.registra("fondi", FonteDati("fondi", "Fondi assegnati", fonti.fondi))
FONTI.registra("servizi", FonteDati("servizi", "Servizi", fonti.catalogo_e_misure))


def _destinazioni(assegnazione, poteri):
    """Gli obiettivi a cui va la parte vincolata di un’assegnazione."""
    for quota in quote.collegate(assegnazione):
        obiettivo = quota.obiettivo
        indirizzo = reverse("piano:obiettivo", args=[poteri.ambito.slug, obiettivo.piano.triennio, obiettivo.codice])
        yield Destinazione(str(obiettivo), quota.importo, indirizzo)


def _dove(assegnazione, poteri):
    """La pagina dei fondi vincolati nel piano che comprende l’anno dell’assegnazione; vuota se quel piano non c’è."""
    piano = selezioni.piano_dell_anno(assegnazione.annualita)
    return reverse("piano:vincoli", args=[poteri.ambito.slug, piano.triennio]) if piano and poteri.puo("legge_piano") else ""


VINCOLI.append(UsoDeiVincoli(destinato=quote.collegato, destinazioni=_destinazioni, dove=_dove))
RIGHE_NEI_DATI.registra("piano.aggiornamento.com_era", "piano")
_PIANO = chiave_oggetto.di("piano.pianodizona")
_PIANO_O_BOZZA = chiave_oggetto.con_segno("piano.pianodizona", "piano.versionepiano")
registra_chiavi(
    "ambito.documento",
    {
        "piano": _PIANO_O_BOZZA,
        "opuscolo": _PIANO_O_BOZZA,
        "confronto": chiave_oggetto.in_fila("piano.pianodizona", *[("", confronti.VERSIONI_MASSIME)] * 2),
        "osservazioni": chiave_oggetto.di("piano.giroosservazioni"),
        "monitoraggio": _PIANO,
        finale.RELAZIONE_FINALE.nome: _PIANO,
        scheda_obiettivo.SCHEDA.nome: chiave_oggetto.con_segno("piano.obiettivo", "piano.obiettivo"),
        "esito-consultazione": _PIANO,
        "attuativo": chiave_oggetto.di("piano.pianoattuativo"),
        "attuativo-differenze": chiave_oggetto.di("piano.pianoattuativo"),
    },
)
registra_chiavi(
    "assemblea.puntoodg",
    {"piano": chiave_oggetto.di("piano.versionepiano"), "attuativo": chiave_oggetto.di("piano.versioneattuativo")},
)
registra_chiavi(
    "ambito.datapubblica",
    {
        trasparenza.PIANO: chiave_oggetto.di("piano.versionepiano"),
        trasparenza.MONITORAGGIO: chiave_oggetto.di("ambito.documento"),
        trasparenza.FINALE: _PIANO,
    },
)
PUBBLICABILI.registra(
    trasparenza.PIANO, Pubblicabile(trasparenza.PIANO, "Il piano in vigore", trasparenza.piani_pubblicabili, da_se=True)
)
PUBBLICABILI.registra(
    trasparenza.MONITORAGGIO,
    Pubblicabile(trasparenza.MONITORAGGIO, "Relazione di monitoraggio", trasparenza.relazioni_pubblicabili, da_se=False),
)
PUBBLICABILI.registra(
    trasparenza.FINALE, Pubblicabile(trasparenza.FINALE, "Relazione finale", trasparenza.finali_pubblicabili, da_se=False)
)
TRASPARENZA.registra(
    "piano",
    SezionePubblica(
        10, "Piano", "Il Piano di Zona", "Che cosa si vuole ottenere in tre anni, in dieci minuti o per intero.", "piani_pubblici",
        "flag", trasparenza.quale_piano, "generali", novita=trasparenza.novita, pagine=trasparenza.pagine,
    ),
)  # fmt: skip
TRASPARENZA.registra(
    "consultazioni",
    SezionePubblica(
        90, "Consultazioni", "Le consultazioni", "Che cosa si chiede a chi vive qui: chiunque può scrivere.",
        "consultazioni_pubbliche", "comment", trasparenza.quante_consultazioni, "ulteriori",
        novita=trasparenza.novita_consultazioni, aperti=trasparenza.consultazioni_aperte,
        pagine=trasparenza.pagine_consultazioni,
    ),
)  # fmt: skip
registra_insiemi(INSIEMI)
