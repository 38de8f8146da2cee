"""Che cosa serve perché un’adesione si possa inviare o accogliere: ogni controllo dà la frase di ciò che manca, o `None`."""

from accordo.requisiti.rilievi import CONTROLLI_RILIEVI

DATI_OBBLIGATORI = (
    "denominazione", "codice_fiscale", "sede", "pec", "email", "telefono", "rappresentante_nome", "rappresentante_carica",
    "rappresentante_cf", "referente_nome", "referente_email",
)  # fmt: skip
DATI_OBBLIGATORI_ENTE = ("natura_giuridica", *DATI_OBBLIGATORI)
ATTO_OBBLIGATORIO = ("atto_organo", "atto_numero", "atto_data")
# Le sezioni del registro unico nazionale del terzo settore.
SEZIONI_RUNTS = frozenset({"ODV", "APS", "FIL", "IS", "RETE", "SOMS", "ALTRO_ETS"})
# Documento chiesto dall’avviso → genere del documento che, nel fascicolo dell’ente, ne fa le veci.
FA_LE_VECI = {"statuto": "statuto"}
DICHIARAZIONI = ("conosce_accordo", "senza_impedimenti", "dichiara_445", "letta_informativa")


def _vuoti(adesione, campi):
    return [str(adesione._meta.get_field(nome).verbose_name) for nome in campi if not getattr(adesione, nome)]


def dati_completi(adesione):
    if vuoti := _vuoti(adesione, DATI_OBBLIGATORI_ENTE if adesione.ente_id else DATI_OBBLIGATORI):
        return f"Nei dati di chi aderisce manca: {', '.join(vuoti)}."
    return None


def iscrizione_al_runts(adesione):
    """Chi è di una sezione del RUNTS ne dice numero e data (art. 11 del codice del terzo settore)."""
    if adesione.natura_giuridica in SEZIONI_RUNTS and not (adesione.runts_numero and adesione.runts_data):
        return "Per la natura giuridica scelta servono numero e data di iscrizione al RUNTS."
    return None


def comuni_di_operativita(adesione):
    if adesione.ente_id and not (adesione.pk and adesione.comuni_operativita.exists()):
        return "Scegli almeno un Comune in cui l’ente opera."
    return None


def allegati_dell_ente(adesione):
    """Un ente dice com’è firmata, e allega ciò che serve: l’identità se la firma è di pugno, i documenti che l’avviso chiede.

    Un documento che sta già nel fascicolo dell’ente non si allega di nuovo.
    """
    if not adesione.ente_id:
        return None
    if not adesione.firma:
        return "Scegli come è firmata l’adesione."
    tipi = set(_che_valgono(adesione).values_list("tipo", flat=True)) if adesione.pk else set()
    servono = [*adesione.avviso.allegati_richiesti, *(["identita"] if adesione.firma == "autografa" else [])]
    nomi = dict(adesione._meta.get_field("allegati").related_model.Tipo.choices)
    mancano = [nomi[tipo] for tipo in dict.fromkeys(servono) if tipo not in tipi and not _nel_fascicolo(adesione, tipo)]
    return f"Fra gli allegati manca: {', '.join(mancano)}." if mancano else None


def _che_valgono(adesione):
    return adesione.allegati.filter(annullato_il__isnull=True)


def _nel_fascicolo(adesione, tipo):
    return tipo in FA_LE_VECI and adesione.ente.documenti.filter(genere=FA_LE_VECI[tipo]).correnti().exists()


def firma_digitale(adesione):
    """Chi firma digitalmente allega il file firmato, e la firma è buona; se ha firmato un altro lo si dice, e decide l’Ufficio."""
    if not adesione.ente_id or adesione.firma != "digitale":
        return None
    firmati = list(_che_valgono(adesione).filter(tipo="firmata")) if adesione.pk else []
    if not firmati:
        return (
            "Hai scelto la firma digitale: scarica «Il PDF da firmare», fallo firmare e caricalo (PDF firmato o P7M) fra gli "
            "allegati come «Adesione firmata digitalmente»."
        )
    if any(allegato.firma_valida for allegato in firmati):
        return None
    return f"La firma sull’adesione non va bene. {firmati[-1].firma_esito}"


def discordanza(adesione, allegato):
    """Perché chi ha firmato non è il legale rappresentante scritto nei dati; vuoto se lo è, o se la firma non è buona."""
    codici = {firma["codice_fiscale"] for firma in allegato.firmatari}
    if not allegato.firma_valida or adesione.rappresentante_cf in codici - {""}:
        return ""
    nomi = ", ".join(firma["nome"] for firma in allegato.firmatari)
    rappresentante = adesione.rappresentante_nome or "ancora nessuno"
    perche = "nel certificato non c’è un codice fiscale" if codici == {""} else "il codice fiscale del certificato è un altro"
    return (
        f"Ha firmato {nomi}, ma il legale rappresentante scritto nei dati è {rappresentante}: {perche}. Se i dati sono sbagliati "
        "si correggono; se ha firmato un altro per lui, si allega la delega. Decide l’Ufficio di Piano."
    )


def aree_scelte(adesione):
    if not adesione.pk or not adesione.aree_target.exists():
        return "Scegli almeno un’area di intervento."
    return None


def tipo_scelto(adesione):
    return None if adesione.tipo else "Scegli se sottoscrivere l’accordo o partecipare in modo consultivo."


def atto_presente(adesione):
    """Chi sottoscrive impegna il Comune: serve l’atto che lo decide (art. 34 TUEL); chi partecipa soltanto no."""
    if adesione.tipo != "sottoscrittore" or adesione.ente_id:
        return None
    if vuoti := _vuoti(adesione, ATTO_OBBLIGATORIO):
        return f"Per sottoscrivere servono gli estremi dell’atto; manca: {', '.join(vuoti)}."
    if not adesione.pk or not _che_valgono(adesione).filter(tipo="atto").exists():
        return "Per sottoscrivere serve l’atto allegato (delibera o decreto)."
    return None


def dichiarazioni_rese(adesione):
    if all(getattr(adesione, nome) for nome in DICHIARAZIONI):
        return None
    return "Rendi tutte le dichiarazioni."


# Passo della compilazione in cui si rimedia → controllo.
CONTROLLI_DATI = (
    ("dati", dati_completi),
    ("dati", iscrizione_al_runts),
    ("aree", tipo_scelto),
    ("aree", aree_scelte),
    ("aree", comuni_di_operativita),
    ("risorse", atto_presente),
    ("risorse", allegati_dell_ente),
    ("risorse", firma_digitale),
    ("invio", dichiarazioni_rese),
)
CONTROLLI = (*CONTROLLI_DATI, *CONTROLLI_RILIEVI)


def mancanze(adesione):
    """Coppie (passo in cui si rimedia, frase) di ciò che manca per inviare."""
    return [(passo, frase) for passo, controllo in CONTROLLI if (frase := controllo(adesione))]


def mancanze_di_contenuto(adesione):
    """Coppie come `mancanze`, ma solo di ciò che si legge nel PDF da firmare: i dati, e come e dove si aderisce."""
    return [(passo, frase) for passo, controllo in CONTROLLI_DATI if passo in ("dati", "aree") and (frase := controllo(adesione))]


def passi_incompleti(adesione):
    """I passi in cui manca qualcosa, rilievi a parte: l’avviso può aver chiesto altro dopo l’invio."""
    return {passo for passo, controllo in CONTROLLI_DATI if controllo(adesione)}


def di_un_comune(adesione):
    return "Per un ente invia chi lo rappresenta: non c’è un Sindaco che conferma." if adesione.ente_id else None


def mai_inviata(adesione):
    return "È una correzione: torna da correggere." if adesione.numero else None


def gia_inviata(adesione):
    return None if adesione.numero else "Non è mai stata inviata: torna in compilazione."


def era_sottoscrittore(adesione):
    return None if adesione.sospesa_come == "accolta_sottoscrittore" else "Era stata accolta come consultiva: torna così."


def era_consultiva(adesione):
    return None if adesione.sospesa_come == "accolta_consultiva" else "Era stata accolta come sottoscrittore: torna così."


def puo_sottoscrivere(adesione):
    if adesione.tardiva:
        return "È arrivata oltre il termine: si può accogliere solo come consultiva."
    if adesione.tipo != "sottoscrittore":
        return "Non ha chiesto di sottoscrivere: si può accogliere solo come consultiva."
    return None
