"""Ciò che la rendicontazione mette nei registri del nucleo."""

from django.urls import reverse

from ambito.conservazione import senza_scadenza
from ambito.nucleo import chiave_oggetto
from ambito.registri import (
    ANNUNCI,
    CALENDARIO,
    CERCABILI,
    CONSERVAZIONI,
    CONSOLE,
    DA_SEGUIRE,
    DOCUMENTI,
    MENU,
    PAGINE,
    PROMEMORIA,
    PUBBLICABILI,
    SCHEDA_COMUNE,
    TAPPE_TRIENNIO,
    TOCCA_A_TE,
    TRACCIATI,
    TRASPARENZA,
    VOCI_DEL_REGISTRO,
    Pubblicabile,
    SezionePubblica,
    TipoDocumento,
    VoceMenu,
    registra_chiavi,
    registra_insiemi,
    registra_oggetti,
)
from piano.registri import FONTI, SPESE, FonteDati
from rendicontazione import annunci, calendario, cerca, compiti, documenti, selezioni, tappe
from rendicontazione.dati_aperti import INSIEMI
from rendicontazione.griglie import documento as griglie
from rendicontazione.models import ProvaSpesa, VoceSpesa
from rendicontazione.rapporti import documento as rapporti
from rendicontazione.rapporti.confronto import BASE_ANNI
from rendicontazione.rapporti.fondo import FONDI_AL_PIU
from rendicontazione.selezioni import catena, pubblica, storie
from rendicontazione.tracciati import SPESA
from rendicontazione.tracciati.bilancio import BILANCIO


def _indirizzo(ambito):
    return reverse("rendicontazione:anni", args=[ambito.slug])


MENU.append(VoceMenu(60, "Rendicontazione", "legge_rendiconti", _indirizzo, "rendicontazione/", "legge_comune"))
CONSOLE.append(("Corrispondenze", "corrispondenze:elenco"))
CERCABILI += cerca.CERCABILI
PAGINE += cerca.PAGINE
TOCCA_A_TE.append(compiti.compiti)
TAPPE_TRIENNIO.append(tappe.del_triennio)
SCHEDA_COMUNE.append(compiti.riquadri)
DA_SEGUIRE.append(compiti.da_seguire)
ANNUNCI.update(annunci.ANNUNCI)
registra_oggetti(storie.OGGETTI)
VOCI_DEL_REGISTRO.update(storie.VOCI)
CONSERVAZIONI.registra("spesa", senza_scadenza(110, "Righe di spesa", VoceSpesa.objects.count))
CONSERVAZIONI.registra("prove", senza_scadenza(120, "Prove della spesa, con i file", ProvaSpesa.objects.count))
CALENDARIO.append(calendario.appuntamenti)
PROMEMORIA.append(annunci.ricorda)
TRACCIATI.registra(SPESA.nome, SPESA)
TRACCIATI.registra(BILANCIO.nome, BILANCIO)
DOCUMENTI.registra(
    "rendicontazione",
    TipoDocumento(
        "rendicontazione",
        "Rendicontazione della spesa sociale",
        "documenti/rendicontazione.html",
        trova=documenti.trova,
        prepara=documenti.prepara,
    ),
)
for _nome, _etichetta, _trova in (
    ("rapporto-comune", "Rendiconto di un Comune", rapporti.trova_comune),
    ("rapporto-fondo", "Rendiconto di un fondo", rapporti.trova_fondo),
    ("rapporto-confronto", "Confronto fra anni della spesa", rapporti.trova_confronto),
    ("rapporto-quote", "Prospetto delle quote dei Comuni", rapporti.trova_quote),
    ("rapporto-schemi", "Allegato FNPS e traccia per il SIOSS", rapporti.trova_schemi),
    ("bilancio", "Bilancio dell’Ambito", rapporti.trova_bilancio),
):
    DOCUMENTI.registra(
        _nome,
        TipoDocumento(
            _nome, _etichetta, "documenti/rapporto.html", trova=_trova, prepara=rapporti.prepara, capitoli=rapporti.capitoli
        ),
    )
DOCUMENTI.registra(
    "griglia",
    TipoDocumento(
        "griglia", "Griglie per gli altri enti", "documenti/griglie.html", trova=documenti.trova, prepara=griglie.prepara
    ),
)
FONTI.registra("spesa", FonteDati("spesa", "Spesa dei Comuni", selezioni.spesa_da_citare))
SPESE.append(catena.spesa_dell_anno)
registra_chiavi(
    "ambito.documento",
    {
        "rendicontazione": chiave_oggetto.di("rendicontazione.campagna"),
        "griglia": chiave_oggetto.di("rendicontazione.campagna"),
        "rapporto-quote": chiave_oggetto.di("rendicontazione.campagna"),
        "rapporto-schemi": chiave_oggetto.di("rendicontazione.campagna"),
        "bilancio": chiave_oggetto.di("rendicontazione.versionebilancio"),
        "rapporto-comune": chiave_oggetto.di("rendicontazione.rendiconto"),
        "rapporto-fondo": chiave_oggetto.in_fila("rendicontazione.campagna", ("servizi.fondo", FONDI_AL_PIU)),
        "rapporto-confronto": chiave_oggetto.in_fila("rendicontazione.campagna", ("", BASE_ANNI)),
    },
)
registra_chiavi("ambito.datapubblica", {pubblica.SPESA: chiave_oggetto.di("rendicontazione.campagna")})
PUBBLICABILI.registra(pubblica.SPESA, Pubblicabile(pubblica.SPESA, "La spesa di un anno", pubblica.pubblicabili, da_se=True))
TRASPARENZA.registra(
    "spesa",
    SezionePubblica(
        40, "Spesa", "La spesa sociale", "Quanto si spende, per che cosa, con quali fondi, Comune per Comune.", "spese_pubbliche",
        "chart-line", pubblica.quali_anni, "bilanci", novita=pubblica.novita, pagine=pubblica.pagine,
    ),
)  # fmt: skip
registra_insiemi(INSIEMI)
