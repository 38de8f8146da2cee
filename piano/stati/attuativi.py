"""Stati di un piano attuativo, dalla bozza alla chiusura dell’anno."""

from django.db.models import TextChoices

from ambito.nucleo.flusso import Passo
from piano.stati.del_piano import DECISI, delibera_indicata


class StatoAttuativo(TextChoices):
    BOZZA = "bozza", "In bozza"
    VERIFICATO = "verificato", "Verificato dall’Ufficio di Piano"
    PROPOSTO = "proposto", "Proposto al voto"
    APPROVATO = "approvato", "Approvato"
    TRASMESSO = "trasmesso", "Trasmesso alla Regione"
    IN_ATTUAZIONE = "in_attuazione", "In attuazione"
    MONITORATO = "monitorato", "Monitorato"
    RENDICONTATO = "rendicontato", "Rendicontato"
    CHIUSO = "chiuso", "Chiuso"


A = StatoAttuativo
# Si prepara: ciò che si vota non è ancora congelato in una versione.
IN_PREPARAZIONE = frozenset({A.BOZZA, A.VERIFICATO})
# Non vale ancora: la sua ultima versione può non essere mai stata votata.
NON_APPROVATI = IN_PREPARAZIONE | {A.PROPOSTO}
TONI_ATTUATIVO = {
    A.BOZZA: "attesa",
    A.VERIFICATO: "attesa",
    A.PROPOSTO: "attenzione",
    A.APPROVATO: "positivo",
    A.TRASMESSO: "positivo",
    A.IN_ATTUAZIONE: "positivo",
    A.MONITORATO: "positivo",
    A.RENDICONTATO: "positivo",
    A.CHIUSO: "neutro",
}


def sintesi_scritta(attuativo):
    """L’anno si apre con poche righe che un Sindaco legge in un minuto."""
    return None if attuativo.sintesi.strip() else "Manca «In breve»: poche righe che dicano che cosa succede quest’anno."


def piano_deciso(attuativo):
    """L’attuativo sta sopra un piano che l’Assemblea ha approvato."""
    return None if attuativo.piano.stato in DECISI else "Prima si approva il Piano di Zona: l’attuativo ne programma un anno."


def _avanti(da, a, frase, **altro):
    return Passo(da=frozenset(da), a=a, permesso="propone_piano", frase=frase, **altro)


PASSI_ATTUATIVO = {
    "verifica": Passo(
        da=frozenset({A.BOZZA}),
        a=A.VERIFICATO,
        permesso="redige_piano",
        frase="Verificare il piano attuativo",
        esige=(sintesi_scritta,),
    ),
    "proponi": _avanti({A.VERIFICATO}, A.PROPOSTO, "Proporre il piano attuativo al voto", esige=(piano_deciso,)),
    "approva": Passo(
        da=frozenset({A.PROPOSTO}), a=A.APPROVATO, permesso="", frase="Approvare il piano attuativo", esige=(delibera_indicata,)
    ),
    "trasmetti": _avanti({A.APPROVATO}, A.TRASMESSO, "Trasmettere il piano attuativo alla Regione", motivo=True),
    "avvia": _avanti({A.APPROVATO, A.TRASMESSO}, A.IN_ATTUAZIONE, "Avviare il piano attuativo"),
    "monitora": _avanti({A.IN_ATTUAZIONE}, A.MONITORATO, "Segnare il piano attuativo come monitorato"),
    "rendiconta": _avanti({A.MONITORATO}, A.RENDICONTATO, "Segnare il piano attuativo come rendicontato"),
    "chiudi": _avanti({A.RENDICONTATO}, A.CHIUSO, "Chiudere il piano attuativo"),
    "rinvia_a_bozza": _avanti({A.VERIFICATO, A.PROPOSTO}, A.BOZZA, "Rinviare il piano attuativo a bozza", motivo=True),
    "integra": _avanti({A.APPROVATO, A.TRASMESSO, A.IN_ATTUAZIONE}, A.BOZZA, "Integrare il piano attuativo", motivo=True),
}
