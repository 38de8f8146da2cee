"""Ciò che l’accordo mette nei registri del nucleo, dell’Assemblea e del piano."""

from django.urls import reverse

from accordo import annunci, calendario, cerca, compiti, tappe
from accordo.dati_aperti import INSIEMI
from accordo.documenti.accordo import ACCORDO
from accordo.documenti.adesione import ADESIONE
from accordo.documenti.adesione_da_firmare import ADESIONE_DA_FIRMARE
from accordo.documenti.quota_comune import QUOTA_COMUNE
from accordo.documenti.riparto import RIPARTO
from accordo.documenti.sottoscrizioni import SOTTOSCRIZIONI
from accordo.models import AccordoDiProgramma, Adesione, DocumentoEnte
from accordo.operazioni import dal_registro_interno
from accordo.operazioni.accordi import concludi_scaduti
from accordo.operazioni.richieste import cancella_scadute, in_attesa_di_conferma
from accordo.registri import PROTOCOLLI, ServizioProtocollo
from accordo.selezioni import fonti, pubblicati, pubbliche, riparti, storie
from accordo.tracciati import DATO
from ambito.assemblea.registri import OGGETTI_DI_VOTO, QUANTO_PAGA, OggettoDiVoto
from ambito.conservazione import senza_scadenza
from ambito.nucleo import chiave_oggetto
from ambito.registri import (
    ANNUNCI,
    CALENDARIO,
    CERCABILI,
    CHIAVI_NEI_DATI,
    CONSERVAZIONI,
    DA_SEGUIRE,
    DOCUMENTI,
    MENU,
    PAGINE,
    PROMEMORIA,
    SCHEDA_COMUNE,
    TAPPE_TRIENNIO,
    TOCCA_A_TE,
    TRACCIATI,
    TRASPARENZA,
    VOCI_DEL_REGISTRO,
    Conservazione,
    SezionePubblica,
    VoceMenu,
    registra_chiavi,
    registra_insiemi,
    registra_oggetti,
)
from piano.registri import FONTI, QUOTE_VOTATE, FonteDati

MENU.append(VoceMenu(50, "Accordo", "legge_accordo", lambda ambito: reverse("accordo:panoramica", args=[ambito.slug]), "accordo/"))
CERCABILI += cerca.CERCABILI
PAGINE += cerca.PAGINE
TOCCA_A_TE += compiti.COMPITI
TAPPE_TRIENNIO.append(tappe.del_triennio)
SCHEDA_COMUNE += compiti.RIQUADRI
DA_SEGUIRE += compiti.DA_SEGUIRE
QUANTO_PAGA.append(compiti.quanto_paga)
ANNUNCI.update(annunci.ANNUNCI)
registra_oggetti(storie.OGGETTI)
VOCI_DEL_REGISTRO.update(storie.VOCI)
CALENDARIO.append(calendario.appuntamenti)
PROMEMORIA += [*annunci.PROMEMORIA, concludi_scaduti]
CONSERVAZIONI.registra("adesioni", senza_scadenza(80, "Adesioni, con le ricevute e gli allegati", Adesione.objects.count))
CONSERVAZIONI.registra("accordi", senza_scadenza(90, "Accordi, con gli atti e le firme", AccordoDiProgramma.objects.count))
CONSERVAZIONI.registra("fascicoli", senza_scadenza(100, "Documenti dei fascicoli degli enti", DocumentoEnte.objects.count))
CONSERVAZIONI.registra(
    "richieste",
    Conservazione(
        205, "Richieste di enti di cui nessuno ha confermato l’indirizzo", "due giorni",
        "Nomi e indirizzi di cui non si sa di chi sono.", in_attesa_di_conferma, cancella_scadute, annota=False,
    ),
)  # fmt: skip
DOCUMENTI.registra("adesione", ADESIONE)
DOCUMENTI.registra(ADESIONE_DA_FIRMARE.nome, ADESIONE_DA_FIRMARE)
DOCUMENTI.registra("accordo", ACCORDO)
DOCUMENTI.registra("sottoscrizioni", SOTTOSCRIZIONI)
DOCUMENTI.registra("riparto", RIPARTO)
DOCUMENTI.registra("quota-comune", QUOTA_COMUNE)
OGGETTI_DI_VOTO.registra("riparto", OggettoDiVoto("riparto", "Riparto della spesa", riparti.proponibili, riparti.carte_di_voto))
TRACCIATI.registra(DATO.nome, DATO)
FONTI.registra("accordo", FonteDati("accordo", "Accordo di programma", fonti.dati))
FONTI.registra("riparti", FonteDati("riparti", "Riparti della spesa", riparti.da_citare))
QUOTE_VOTATE.append(riparti.votati)
PROTOCOLLI.registra("interno", ServizioProtocollo("interno", "Il registro del portale, senza buchi", dal_registro_interno))
registra_chiavi(
    "ambito.documento",
    {
        "adesione": chiave_oggetto.di("accordo.adesione"),
        ADESIONE_DA_FIRMARE.nome: chiave_oggetto.di("accordo.adesione"),
        "accordo": chiave_oggetto.con_segno("accordo.versioneaccordo", "accordo.accordodiprogramma"),
        "sottoscrizioni": chiave_oggetto.di("accordo.versioneaccordo"),
        "riparto": chiave_oggetto.di("accordo.pianoriparto"),
        "quota-comune": chiave_oggetto.di("accordo.quotacomune"),
    },
)
registra_chiavi("assemblea.puntoodg", {"riparto": chiave_oggetto.di("accordo.scenario")})
CHIAVI_NEI_DATI.registra("ambito.caricamento.parametri.dato", "accordo.datoriparto")
CHIAVI_NEI_DATI.registra("ambito.caricamento.parametri.riparto", "accordo.pianoriparto")
TRASPARENZA.registra(
    "accordo",
    SezionePubblica(
        70, "Accordo", "L’accordo di programma", "Il patto fra Comuni ed enti: chi lo firma e che cosa dice.", "accordi_pubblici",
        "file-signed", pubblicati.quale_accordo, "accordi", novita=pubblicati.novita, pagine=pubblicati.pagine,
    ),
)  # fmt: skip
TRASPARENZA.registra(
    "adesioni",
    SezionePubblica(
        80, "Adesioni", "Chi ha aderito", "I Comuni e gli enti che attuano il piano, e come farne parte.", "adesioni_pubbliche",
        "user", pubbliche.quanti_aderenti, "accordi", novita=pubbliche.novita, aperti=pubbliche.avvisi_aperti,
    ),
)  # fmt: skip
registra_insiemi(INSIEMI)
