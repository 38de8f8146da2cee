"""Su che cosa l’Ufficio di Piano può fare un rilievo, e che cosa serve perché una correzione si possa rinviare."""

from functools import partial

# Passo della compilazione → ciò che vi si può correggere, con il nome che ha nella pagina.
BERSAGLI = {
    "dati": {
        "denominazione": "Denominazione", "natura_giuridica": "Natura giuridica", "codice_fiscale": "Codice fiscale",
        "partita_iva": "Partita IVA", "runts_numero": "Numero RUNTS", "runts_data": "Data RUNTS", "sede": "Sede legale",
        "sede_operativa": "Sede operativa", "sito": "Sito", "pec": "PEC",
        "email": "E-mail", "telefono": "Telefono", "rappresentante_nome": "Nome del legale rappresentante",
        "rappresentante_carica": "Carica del legale rappresentante",
        "rappresentante_cf": "Codice fiscale del legale rappresentante", "referente_nome": "Nome del referente",
        "referente_email": "E-mail del referente", "referente_telefono": "Telefono del referente",
        "sostituto_nome": "Nome del sostituto", "sostituto_email": "E-mail del sostituto",
    },
    "aree": {
        "tipo": "Come aderisce", "aree_target": "Aree di intervento", "tavoli": "Tavoli",
        "comuni_operativita": "Comuni in cui opera", "obiettivi": "Obiettivi sostenuti", "esperienza": "Esperienza",
    },
    "risorse": {
        "risorse": "Risorse offerte", "atto_organo": "Organo che ha deciso", "atto_numero": "Numero dell’atto",
        "atto_data": "Data dell’atto", "firma": "Come è firmata", "allegati": "Allegati",
    },
    "invio": {"note": "Note"},
}  # fmt: skip
NOMI = {bersaglio: nome for voci in BERSAGLI.values() for bersaglio, nome in voci.items()}
# Correggerne uno può chiedere gli altri: l’atto a chi passa a sottoscrittore, l’iscrizione a chi è del terzo settore, l’identità
# a chi firma di pugno.
LEGATI = {
    "tipo": ("atto_organo", "atto_numero", "atto_data", "allegati"),
    "natura_giuridica": ("runts_numero", "runts_data"),
    "firma": ("allegati",),
}
_DEGLI_ENTI = frozenset({
    "natura_giuridica", "partita_iva", "runts_numero", "runts_data", "sede_operativa", "sito", "comuni_operativita", "obiettivi",
    "firma",
})  # fmt: skip
_DEI_COMUNI = frozenset({"atto_organo", "atto_numero", "atto_data"})


def bersagli_di(adesione):
    """I dati su cui si può fare un rilievo, per passo: quelli di un ente non sono quelli di un Comune."""
    altrui = _DEI_COMUNI if adesione.ente_id else _DEGLI_ENTI
    return {passo: {b: nome for b, nome in voci.items() if b not in altrui} for passo, voci in BERSAGLI.items()}


def passo_di(bersaglio):
    """Il passo della compilazione in cui quel dato si scrive."""
    return next(passo for passo, voci in BERSAGLI.items() if bersaglio in voci)


def _senza_risposta(passo, adesione):
    if adesione.stato != "integrazione_richiesta":
        return None
    rilievi = adesione.rilievi.filter(bersaglio__in=BERSAGLI[passo], consegnato_il__isnull=False, chiuso_il__isnull=True)
    nomi = [NOMI[r.bersaglio] for r in rilievi if not r.affrontato]
    if not nomi:
        return None
    return f"Resta un rilievo su: {', '.join(nomi)}. Correggi, oppure scrivi perché va bene com’è."


# Passo → controllo: ogni rilievo consegnato è stato corretto, o ha una risposta.
CONTROLLI_RILIEVI = tuple((passo, partial(_senza_risposta, passo)) for passo in BERSAGLI)
