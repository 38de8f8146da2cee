"""Che cosa serve perché un’adesione si possa inviare o accogliere: ogni controllo dà la frase di ciò che manca, o `None`."""

DATI_OBBLIGATORI = (
    "denominazione", "codice_fiscale", "sede", "pec", "email", "telefono", "rappresentante_nome", "rappresentante_carica",
    "rappresentante_cf", "referente_nome", "referente_email",
)  # fmt: skip
ATTO_OBBLIGATORIO = ("atto_organo", "atto_numero", "atto_data")
DICHIARAZIONI = ("conosce_accordo", "senza_impedimenti", "dichiara_445", "letta_informativa")


def _vuoti(adesione, campi):
    return [str(adesione._meta.get_field(nome).verbose_name) for nome in campi if not getattr(adesione, nome)]


def dati_completi(adesione):
    if vuoti := _vuoti(adesione, DATI_OBBLIGATORI):
        return f"Nei dati del Comune manca: {', '.join(vuoti)}."
    return None


def aree_scelte(adesione):
    if not adesione.pk or not adesione.aree_target.exists():
        return "Scegli almeno un’area di intervento."
    return None


def tipo_scelto(adesione):
    return None if adesione.tipo else "Scegli se sottoscrivere l’accordo o partecipare in modo consultivo."


def atto_presente(adesione):
    """Chi sottoscrive impegna il Comune: serve l’atto che lo decide (art. 34 TUEL); chi partecipa soltanto no."""
    if adesione.tipo != "sottoscrittore":
        return None
    if vuoti := _vuoti(adesione, ATTO_OBBLIGATORIO):
        return f"Per sottoscrivere servono gli estremi dell’atto; manca: {', '.join(vuoti)}."
    if not adesione.pk or not adesione.allegati.filter(tipo="atto").exists():
        return "Per sottoscrivere serve l’atto allegato (delibera o decreto)."
    return None


def dichiarazioni_rese(adesione):
    if all(getattr(adesione, nome) for nome in DICHIARAZIONI):
        return None
    return "Rendi tutte le dichiarazioni."


# Passo della compilazione in cui si rimedia → controllo.
CONTROLLI = (
    ("dati", dati_completi),
    ("aree", tipo_scelto),
    ("aree", aree_scelte),
    ("risorse", atto_presente),
    ("invio", dichiarazioni_rese),
)


def mancanze(adesione):
    """Coppie (passo in cui si rimedia, frase) di ciò che manca per inviare."""
    return [(passo, frase) for passo, controllo in CONTROLLI if (frase := controllo(adesione))]


def puo_sottoscrivere(adesione):
    if adesione.tardiva:
        return "È arrivata oltre il termine: si può accogliere solo come consultiva."
    if adesione.tipo != "sottoscrittore":
        return "Il Comune non ha chiesto di sottoscrivere: si può accogliere solo come consultiva."
    return None
