"""Gli stati di una versione del bilancio: si scrive in bozza, approvata non cambia più."""

from django.db.models import F, TextChoices

from ambito.nucleo.flusso import Passo
from ambito.nucleo.formati_italiani import formatta_importo

# Chi tiene i conti dell’Ambito e chi li guarda, Sindaci compresi.
TIENE, LEGGE = "controlla_rendiconti", "legge_accordo"
QUANTI_SI_DICONO = 3


class StatoVersione(TextChoices):
    BOZZA = "bozza", "In bozza"
    APPROVATA = "approvata", "Approvata"


class Genere(TextChoices):
    """Che cosa fa un movimento."""

    IMPEGNO = "impegno", "Impegno"
    LIQUIDAZIONE = "liquidazione", "Liquidazione"


TONI_VERSIONE = {StatoVersione.BOZZA: "attesa", StatoVersione.APPROVATA: "positivo"}


def _con_righe(versione):
    return "" if versione.righe.filter(importo__gt=0).exists() else "Non c’è nessuna riga con un importo: scrivine almeno una."


def _copre_gli_impegni(versione):
    """Ciò che è già impegnato resta stanziato: la banca dati rifiuterebbe comunque, qui si dice dove."""
    scoperti = versione.scoperti().filter(impegnato__gt=F("nuovo"))
    frasi = [
        f"{capitolo}: ne sono già impegnati {formatta_importo(capitolo.impegnato)} €, la versione ne stanzia "
        f"{formatta_importo(capitolo.nuovo)}."
        for capitolo in scoperti[: QUANTI_SI_DICONO + 1]
    ]
    if len(frasi) > QUANTI_SI_DICONO:
        frasi = [*frasi[:QUANTI_SI_DICONO], "Altre righe sono nello stesso caso."]
    return " ".join(frasi)


def _con_atto(versione):
    return "" if versione.atto and versione.atto_del else "Scrivi l’atto che la approva e la sua data."


PASSI_VERSIONE = {
    "approva": Passo(
        frozenset({StatoVersione.BOZZA}),
        StatoVersione.APPROVATA,
        TIENE,
        "Bilancio approvato",
        esige=(_con_atto, _con_righe, _copre_gli_impegni),
    ),
}
