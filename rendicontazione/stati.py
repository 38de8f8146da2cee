"""Gli stati della campagna e del rendiconto di un Comune, e i passi fra loro."""

from django.db.models import TextChoices

from ambito.nucleo.flusso import Passo


class StatoCampagna(TextChoices):
    APERTA = "aperta", "Aperta"
    CHIUSA = "chiusa", "Chiusa"


class StatoRendiconto(TextChoices):
    DA_COMPILARE = "da_compilare", "Da compilare"
    IN_COMPILAZIONE = "in_compilazione", "In compilazione"
    INVIATO = "inviato", "Inviato"
    CERTIFICATO = "certificato", "Certificato"
    RETTIFICA_RICHIESTA = "rettifica_richiesta", "Da correggere"
    VALIDATO = "validato", "Validato"
    CHIUSO = "chiuso", "Chiuso"


S = StatoRendiconto
# Il Comune ci sta ancora lavorando: le righe si possono cambiare e le cifre non contano nel quadro dell’Ambito.
MODIFICABILI = (S.DA_COMPILARE, S.IN_COMPILAZIONE, S.RETTIFICA_RICHIESTA)
DA_CONTROLLARE = (S.INVIATO, S.CERTIFICATO)
# Le cifre contano nel quadro dell’Ambito.
CONSEGNATI = (S.INVIATO, S.CERTIFICATO, S.VALIDATO, S.CHIUSO)
DEFINITIVI = (S.VALIDATO, S.CHIUSO)

TONI = {
    S.DA_COMPILARE: "neutro",
    S.IN_COMPILAZIONE: "attesa",
    S.INVIATO: "attesa",
    S.CERTIFICATO: "attesa",
    S.RETTIFICA_RICHIESTA: "negativo",
    S.VALIDATO: "positivo",
    S.CHIUSO: "positivo",
}


def _campagna_aperta(rendiconto):
    if rendiconto.campagna.stato != StatoCampagna.APERTA:
        return f"La campagna {rendiconto.campagna.anno} è chiusa."
    return ""


def _ha_righe_o_dichiara_zero(rendiconto):
    righe = rendiconto.voci.exists()
    if righe and rendiconto.senza_spesa:
        return "Ci sono righe di spesa: non si può dichiarare che il Comune non ha speso nulla."
    if not righe and not rendiconto.senza_spesa:
        return "Non c’è nessuna riga: inserisci la spesa oppure dichiara che il Comune non ne ha avuta."
    return ""


def _niente_da_spiegare(rendiconto):
    quante = rendiconto.voci.da_spiegare().count()
    if quante:
        return f"{'Una riga va spiegata' if quante == 1 else f'{quante} righe vanno spiegate'} nella nota prima di inviare."
    return ""


def _nessuno_da_controllare(campagna):
    quanti = campagna.rendiconti.filter(stato__in=DA_CONTROLLARE).count()
    if quanti:
        return f"{'Un Comune aspetta' if quanti == 1 else f'{quanti} Comuni aspettano'} ancora il controllo dell’Ufficio."
    return ""


PASSI_CAMPAGNA = {
    "chiudi": Passo(
        frozenset({StatoCampagna.APERTA}),
        StatoCampagna.CHIUSA,
        "controlla_rendiconti",
        "Chiusura",
        esige=(_nessuno_da_controllare,),
    ),
    "riapri": Passo(frozenset({StatoCampagna.CHIUSA}), StatoCampagna.APERTA, "controlla_rendiconti", "Riapertura", motivo=True),
}

PASSI_RENDICONTO = {
    "comincia": Passo(frozenset({S.DA_COMPILARE}), S.IN_COMPILAZIONE, "compila_spesa", "Compilazione"),
    "invia": Passo(
        frozenset(MODIFICABILI),
        S.INVIATO,
        "compila_spesa",
        "Invio",
        esige=(_campagna_aperta, _ha_righe_o_dichiara_zero, _niente_da_spiegare),
    ),
    "certifica": Passo(frozenset({S.INVIATO}), S.CERTIFICATO, "certifica_spesa", "Certificazione", esige=(_campagna_aperta,)),
    "valida": Passo(frozenset(DA_CONTROLLARE), S.VALIDATO, "controlla_rendiconti", "Validazione", esige=(_campagna_aperta,)),
    "rimanda": Passo(
        frozenset({*DA_CONTROLLARE, S.VALIDATO}),
        S.RETTIFICA_RICHIESTA,
        "controlla_rendiconti",
        "Rinvio per correzione",
        esige=(_campagna_aperta,),
        motivo=True,
    ),
    "chiudi": Passo(frozenset({S.VALIDATO}), S.CHIUSO, "", "Chiusura"),
    "riapri": Passo(frozenset({S.CHIUSO}), S.VALIDATO, "", "Riapertura"),
}
