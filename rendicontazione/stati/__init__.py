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
    CONTROLLATO = "controllato", "Controllato"
    RETTIFICA_RICHIESTA = "rettifica_richiesta", "Da correggere"
    VALIDATO = "validato", "Validato"
    CHIUSO = "chiuso", "Chiuso"


S = StatoRendiconto
# Il Comune ci sta ancora lavorando: le righe si possono cambiare e le cifre non contano nel quadro dell’Ambito.
MODIFICABILI = (S.DA_COMPILARE, S.IN_COMPILAZIONE, S.RETTIFICA_RICHIESTA)
ARRIVATI = (S.INVIATO, S.CERTIFICATO)
DA_CONTROLLARE = (*ARRIVATI, S.CONTROLLATO)
# Le cifre contano nel quadro dell’Ambito.
CONSEGNATI = (*DA_CONTROLLARE, S.VALIDATO, S.CHIUSO)
# L’Ufficio li può ancora rimandare, e quindi farvi dei rilievi.
RIMANDABILI = (*DA_CONTROLLARE, S.VALIDATO)
DEFINITIVI = (S.VALIDATO, S.CHIUSO)

TONI = {
    S.DA_COMPILARE: "neutro",
    S.IN_COMPILAZIONE: "attesa",
    S.INVIATO: "attesa",
    S.CERTIFICATO: "attesa",
    S.CONTROLLATO: "attesa",
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


def _niente_da_completare(rendiconto):
    quante = rendiconto.voci.da_completare().count()
    if quante:
        righe = "Una riga riportata dall’anno prima è" if quante == 1 else f"{quante} righe riportate dall’anno prima sono"
        return f"{righe} senza cifre: scrivile, o togli la riga."
    return ""


def _rilievi_affrontati(rendiconto):
    quanti = rendiconto.rilievi.da_affrontare().count()
    if quanti:
        rilievi = "Un rilievo dell’Ufficio aspetta" if quanti == 1 else f"{quanti} rilievi dell’Ufficio aspettano"
        return f"{rilievi} una correzione o una risposta."
    return ""


def _vuole_due_controlli(rendiconto):
    return "" if rendiconto.campagna.doppio_controllo else "Questa campagna ha un controllo solo: si valida."


def _primo_controllo_fatto(rendiconto):
    if rendiconto.campagna.doppio_controllo and rendiconto.stato != S.CONTROLLATO:
        return "Questa campagna vuole due controlli: prima si segna «Controllato», poi valida un’altra persona."
    return ""


def _nessun_rilievo_preparato(rendiconto):
    if rendiconto.rilievi.in_preparazione().exists():
        return "Ci sono rilievi preparati e non consegnati: rimanda la spesa al Comune, o toglili."
    return ""


def _nessuno_da_controllare(campagna):
    quanti = campagna.rendiconti.filter(stato__in=DA_CONTROLLARE).count()
    if quanti:
        return f"{'Un Comune aspetta' if quanti == 1 else f'{quanti} Comuni aspettano'} ancora il controllo dell’Ufficio."
    return ""


def _nessun_rilievo_in_sospeso(campagna):
    quanti = campagna.rendiconti.filter(rilievi__isnull=False, rilievi__consegnato_il=None).distinct().count()
    if quanti:
        comuni = "Un Comune ha" if quanti == 1 else f"{quanti} Comuni hanno"
        return f"{comuni} rilievi preparati e non consegnati: rimanda la spesa, o toglili."
    return ""


PASSI_CAMPAGNA = {
    "chiudi": Passo(
        frozenset({StatoCampagna.APERTA}),
        StatoCampagna.CHIUSA,
        "controlla_rendiconti",
        "Chiusura",
        esige=(_nessuno_da_controllare, _nessun_rilievo_in_sospeso),
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
        esige=(_campagna_aperta, _ha_righe_o_dichiara_zero, _niente_da_completare, _rilievi_affrontati),
    ),
    "certifica": Passo(frozenset({S.INVIATO}), S.CERTIFICATO, "certifica_spesa", "Certificazione", esige=(_campagna_aperta,)),
    "controlla": Passo(
        frozenset(ARRIVATI),
        S.CONTROLLATO,
        "controlla_rendiconti",
        "Primo controllo",
        esige=(_campagna_aperta, _vuole_due_controlli),
    ),
    "valida": Passo(
        frozenset(DA_CONTROLLARE),
        S.VALIDATO,
        "controlla_rendiconti",
        "Validazione",
        esige=(_campagna_aperta, _primo_controllo_fatto, _nessun_rilievo_preparato),
    ),
    "rimanda": Passo(
        frozenset(RIMANDABILI),
        S.RETTIFICA_RICHIESTA,
        "controlla_rendiconti",
        "Rinvio per correzione",
        esige=(_campagna_aperta,),
        motivo=True,
    ),
    "chiudi": Passo(frozenset({S.VALIDATO}), S.CHIUSO, "", "Chiusura"),
    "riapri": Passo(frozenset({S.CHIUSO}), S.VALIDATO, "", "Riapertura"),
}
