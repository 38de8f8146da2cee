"""Stati dell’accordo di programma e delle sue parti (art. 34 TUEL): le condizioni sono in `accordo.requisiti.accordi`."""

from django.db import models

from accordo.requisiti import accordi as requisiti
from ambito.nucleo.flusso import Passo

TIENE, CARICA = "tiene_accordo", "carica_atti"


class StatoAccordo(models.TextChoices):
    BOZZA = "bozza", "In scrittura"
    CONDIVISO = "condiviso", "Condiviso con le parti"
    IN_APPROVAZIONE = "in_approvazione", "All’approvazione degli enti"
    APPROVATO = "approvato", "Approvato da tutti"
    IN_FIRMA = "in_firma", "In firma"
    PERFEZIONATO = "perfezionato", "Firmato da tutti"
    IN_PUBBLICAZIONE = "in_pubblicazione", "Da pubblicare"
    VIGENTE = "vigente", "Vigente"
    SCADUTO = "scaduto", "Scaduto"
    RISOLTO = "risolto", "Risolto"


TONI_ACCORDO = {
    StatoAccordo.BOZZA: "attesa",
    StatoAccordo.CONDIVISO: "attesa",
    StatoAccordo.IN_APPROVAZIONE: "attenzione",
    StatoAccordo.APPROVATO: "positivo",
    StatoAccordo.IN_FIRMA: "attenzione",
    StatoAccordo.PERFEZIONATO: "positivo",
    StatoAccordo.IN_PUBBLICAZIONE: "attenzione",
    StatoAccordo.VIGENTE: "positivo",
    StatoAccordo.SCADUTO: "neutro",
    StatoAccordo.RISOLTO: "neutro",
}
# Il suo cammino è finito: è in vigore, o non lo è più.
CONCLUSI = frozenset({StatoAccordo.VIGENTE, StatoAccordo.SCADUTO, StatoAccordo.RISOLTO})
# Non obbliga più nessuno.
FINITI = frozenset({StatoAccordo.SCADUTO, StatoAccordo.RISOLTO})
# Ciò che una proroga può allungare: in vigore, o dichiarato scaduto mentre l’atto che lo prorogava c’era già.
DURANO = frozenset({StatoAccordo.VIGENTE, StatoAccordo.SCADUTO})
# Il testo è davanti alle parti: chi aderisce soltanto, che non ferma nessuno, può ancora caricare il suo atto.
ALLE_PARTI = frozenset({StatoAccordo.IN_APPROVAZIONE, StatoAccordo.APPROVATO, StatoAccordo.IN_FIRMA})
# Chi prende il posto di un’altra parte approva e firma lo stesso testo anche quando gli altri l’hanno già fatto.
PER_CHI_SUBENTRA = ALLE_PARTI | {StatoAccordo.PERFEZIONATO, StatoAccordo.IN_PUBBLICAZIONE, StatoAccordo.VIGENTE}
# Prima dell’atto formale si può ancora tornare a scriverlo, con una versione nuova.
_SI_RIAPRE = ALLE_PARTI | {StatoAccordo.PERFEZIONATO}

PASSI_ACCORDO = {
    "condividi": Passo(
        frozenset({StatoAccordo.BOZZA}), StatoAccordo.CONDIVISO, TIENE, "Condiviso con le parti",
        esige=(requisiti.articoli_scritti, requisiti.firmatari_presenti),
    ),
    "riprendi": Passo(frozenset({StatoAccordo.CONDIVISO}), StatoAccordo.BOZZA, TIENE, "Ripreso per scriverlo"),
    "congela": Passo(
        frozenset({StatoAccordo.CONDIVISO}), StatoAccordo.IN_APPROVAZIONE, TIENE, "Mandato all’approvazione degli enti",
        esige=(
            requisiti.articoli_scritti, requisiti.firmatari_presenti, requisiti.termini_indicati, requisiti.durata_indicata,
            requisiti.piano_congelato,
        ),
    ),
    "riapri": Passo(_SI_RIAPRE, StatoAccordo.BOZZA, TIENE, "Riaperto per una versione nuova", motivo=True),
    "approvano_tutti": Passo(
        frozenset({StatoAccordo.IN_APPROVAZIONE}), StatoAccordo.APPROVATO, "", "Approvato da tutte le parti",
        esige=(requisiti.approvato_da_tutti,),
    ),
    "apri_firma": Passo(
        frozenset({StatoAccordo.APPROVATO}), StatoAccordo.IN_FIRMA, TIENE, "Aperta la firma", esige=(requisiti.approvato_da_tutti,)
    ),
    "firmano_tutti": Passo(
        frozenset({StatoAccordo.IN_FIRMA}), StatoAccordo.PERFEZIONATO, "", "Firmato da tutte le parti",
        esige=(requisiti.firmato_da_tutti,),
    ),
    "approva": Passo(
        frozenset({StatoAccordo.PERFEZIONATO}), StatoAccordo.IN_PUBBLICAZIONE, TIENE, "Approvato con atto formale",
        esige=(requisiti.firmato_da_tutti, requisiti.atto_indicato, requisiti.piano_approvato, requisiti.piano_dell_accordo),
    ),
    "pubblica": Passo(
        frozenset({StatoAccordo.IN_PUBBLICAZIONE}), StatoAccordo.VIGENTE, TIENE, "Pubblicato: l’accordo è vigente",
        esige=(requisiti.bollettino_indicato,),
    ),
    "scadi": Passo(frozenset({StatoAccordo.VIGENTE}), StatoAccordo.SCADUTO, "", "Scaduto"),
    "torna_in_vigore": Passo(
        frozenset({StatoAccordo.SCADUTO}), StatoAccordo.VIGENTE, "", "Ancora in vigore: era stato prorogato prima della fine"
    ),
    "risolvi": Passo(frozenset({StatoAccordo.VIGENTE}), StatoAccordo.RISOLTO, TIENE, "Risolto", motivo=True),
}  # fmt: skip


class StatoParte(models.TextChoices):
    DA_APPROVARE = "da_approvare", "Deve approvare"
    ATTO_CARICATO = "atto_caricato", "Atto da controllare"
    APPROVATA = "approvata", "Ha approvato"
    RIFIUTATA = "rifiutata", "Ha rifiutato"
    FIRMATA = "firmata", "Ha firmato"
    RECEDUTA = "receduta", "Ha receduto"
    SOSTITUITA = "sostituita", "Sostituita"


TONI_PARTE = {
    StatoParte.DA_APPROVARE: "neutro",
    StatoParte.ATTO_CARICATO: "attesa",
    StatoParte.APPROVATA: "positivo",
    StatoParte.RIFIUTATA: "negativo",
    StatoParte.FIRMATA: "positivo",
    StatoParte.RECEDUTA: "neutro",
    StatoParte.SOSTITUITA: "neutro",
}
# Non è più fra le parti: resta scritta, ma non si conta e non si aspetta.
USCITE = frozenset({StatoParte.RECEDUTA, StatoParte.SOSTITUITA})
# Chi ha già detto di sì: con l’atto esecutivo, o anche con la firma.
HA_APPROVATO = frozenset({StatoParte.APPROVATA, StatoParte.FIRMATA})

PASSI_PARTE = {
    "carica_atto": Passo(
        frozenset({StatoParte.DA_APPROVARE, StatoParte.ATTO_CARICATO, StatoParte.RIFIUTATA}), StatoParte.ATTO_CARICATO, CARICA,
        "Caricato l’atto",
        esige=(requisiti.estremi_dell_atto, requisiti.file_dell_atto),
    ),
    "rifiuta": Passo(
        frozenset({StatoParte.DA_APPROVARE, StatoParte.ATTO_CARICATO}), StatoParte.RIFIUTATA, CARICA, "Rifiuta il testo",
        motivo=True,
    ),
    "rimanda": Passo(frozenset({StatoParte.ATTO_CARICATO}), StatoParte.DA_APPROVARE, TIENE, "Rimandato l’atto", motivo=True),
    "approva": Passo(
        frozenset({StatoParte.ATTO_CARICATO}), StatoParte.APPROVATA, TIENE, "Controllato l’atto", esige=(requisiti.atto_esecutivo,)
    ),
    "firma": Passo(frozenset({StatoParte.APPROVATA}), StatoParte.FIRMATA, CARICA, "Firmato l’accordo"),
    "ricomincia": Passo(
        frozenset({StatoParte.ATTO_CARICATO, StatoParte.APPROVATA, StatoParte.RIFIUTATA, StatoParte.FIRMATA}),
        StatoParte.DA_APPROVARE, "", "Da approvare di nuovo",
    ),
    "recedi": Passo(
        frozenset(StatoParte) - USCITE - {StatoParte.RIFIUTATA}, StatoParte.RECEDUTA, TIENE, "Recede dall’accordo",
        motivo=True, esige=(requisiti.accordo_vigente,),
    ),
    "sostituisci": Passo(frozenset(StatoParte) - USCITE, StatoParte.SOSTITUITA, TIENE, "Lascia il posto a un’altra parte"),
}  # fmt: skip
