"""Stati di un giro di osservazioni, ciò che i Comuni rispondono e ciò che si risponde loro."""

from django.db.models import TextChoices

from ambito.nucleo.flusso import Passo


class StatoGiro(TextChoices):
    PREPARATO = "preparato", "In preparazione"
    APERTO = "aperto", "Aperto"
    CHIUSO = "chiuso", "Chiuso"


TONI_GIRO = {StatoGiro.PREPARATO: "attesa", StatoGiro.APERTO: "attenzione", StatoGiro.CHIUSO: "neutro"}


class Silenzio(TextChoices):
    """Che cosa vuol dire, alla chiusura, che un Comune su una sezione non ha risposto."""

    NESSUNA = "nessuna", "Chi non risponde non ha osservazioni"
    NON_ESPRESSO = "non_espresso", "Chi non risponde non si è espresso"


class EsitoOsservazione(TextChoices):
    NESSUNA = "nessuna", "Nessuna osservazione"
    OSSERVAZIONE = "osservazione", "Osservazione"
    CONTRARIO = "contrario", "Contrario"


# Gli esiti che chiedono un testo al Comune e un riscontro all’Ufficio di Piano.
SCRITTE = (EsitoOsservazione.OSSERVAZIONE, EsitoOsservazione.CONTRARIO)


class Riscontro(TextChoices):
    ACCOLTA = "accolta", "Accolta"
    IN_PARTE = "in_parte", "Accolta in parte"
    RESPINTA = "respinta", "Non accolta"
    GIA_PRESENTE = "gia_presente", "Già presente nel testo"


TONI_RISCONTRO = {
    "": "attenzione",
    Riscontro.ACCOLTA: "positivo",
    Riscontro.IN_PARTE: "attesa",
    Riscontro.RESPINTA: "negativo",
    Riscontro.GIA_PRESENTE: "neutro",
}
# Chi impegna il Comune in Assemblea risponde anche sul testo che vi andrà: il Sindaco, o il suo delegato permanente.
RISPONDE = "vota"
GUIDA_GIRO = "propone_piano"

PASSI_GIRO = {
    "apri": Passo(frozenset({StatoGiro.PREPARATO}), StatoGiro.APERTO, GUIDA_GIRO, "Aprire il giro di osservazioni"),
    "chiudi": Passo(frozenset({StatoGiro.APERTO}), StatoGiro.CHIUSO, GUIDA_GIRO, "Chiudere in anticipo il giro", motivo=True),
    "scadi": Passo(frozenset({StatoGiro.APERTO}), StatoGiro.CHIUSO, "", "Chiudere il giro al termine"),
    "riapri": Passo(frozenset({StatoGiro.CHIUSO}), StatoGiro.APERTO, GUIDA_GIRO, "Riaprire il giro", motivo=True),
}
