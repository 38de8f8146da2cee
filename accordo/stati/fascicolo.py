"""Il fascicolo di un ente del terzo settore: quali documenti servono, fino a quando valgono, che cosa ne segue.

Lo stato di un ente si calcola ogni volta dalle date: conservato, mentirebbe dal giorno dopo una scadenza.
"""

from datetime import timedelta

from django.db import models


class Genere(models.TextChoices):
    STATUTO = "statuto", "Statuto o atto costitutivo"
    RUNTS = "runts", "Iscrizione al RUNTS"
    DURC = "durc", "DURC (regolarità dei contributi)"
    ASSICURAZIONE = "assicurazione", "Assicurazione"
    ALTRO = "altro", "Altro documento"


# Senza uno di questi, o con uno scaduto, l’ente è sospeso.
RICHIESTI = (Genere.STATUTO, Genere.RUNTS, Genere.DURC, Genere.ASSICURAZIONE)
SENZA_SCADENZA = frozenset({Genere.STATUTO, Genere.RUNTS})
CON_SCADENZA = frozenset({Genere.DURC, Genere.ASSICURAZIONE})
CON_RIFERIMENTO = frozenset({Genere.RUNTS, Genere.ALTRO})
# D.M. 30 gennaio 2015, art. 7: il DURC vale 120 giorni.
VALIDITA_DURC = timedelta(days=120)
PREAVVISO = timedelta(days=30)


class StatoDocumento(models.TextChoices):
    MANCANTE = "mancante", "Manca"
    VALIDO = "valido", "Valido"
    IN_SCADENZA = "in_scadenza", "In scadenza"
    SCADUTO = "scaduto", "Scaduto"


class StatoFascicolo(models.TextChoices):
    IDONEO = "idoneo", "Idoneo"
    IN_SCADENZA = "in_scadenza", "In scadenza"
    SOSPESO = "sospeso", "Sospeso"


TONI_DOCUMENTO = {
    StatoDocumento.MANCANTE: "negativo",
    StatoDocumento.VALIDO: "positivo",
    StatoDocumento.IN_SCADENZA: "attenzione",
    StatoDocumento.SCADUTO: "negativo",
}
TONI_FASCICOLO = {
    StatoFascicolo.IDONEO: "positivo",
    StatoFascicolo.IN_SCADENZA: "attenzione",
    StatoFascicolo.SOSPESO: "negativo",
}


def scadenza_di(genere, emesso_il, scade_il):
    """Fino a quando vale: la data scritta; per un DURC senza data, 120 giorni dal rilascio; `None` se quel genere non scade."""
    if genere in SENZA_SCADENZA:
        return None
    return emesso_il + VALIDITA_DURC if genere == Genere.DURC and scade_il is None else scade_il


def stato_del_documento(scade_il, oggi):
    """Lo stato di un documento che c’è: il giorno della scadenza vale ancora."""
    if scade_il is None or scade_il > oggi + PREAVVISO:
        return StatoDocumento.VALIDO
    return StatoDocumento.IN_SCADENZA if scade_il >= oggi else StatoDocumento.SCADUTO


def stato_del_fascicolo(stati):
    """Lo stato dell’ente da quelli dei documenti richiesti."""
    stati = set(stati)
    if stati & {StatoDocumento.MANCANTE, StatoDocumento.SCADUTO}:
        return StatoFascicolo.SOSPESO
    return StatoFascicolo.IN_SCADENZA if StatoDocumento.IN_SCADENZA in stati else StatoFascicolo.IDONEO
