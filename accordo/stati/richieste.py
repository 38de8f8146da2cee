"""Stati e passi della richiesta con cui un ente del terzo settore si fa avanti da sé."""

from django.db import models

from ambito.nucleo.flusso import Passo

CONFERISCE = "conferisce_incarichi"


class StatoRichiesta(models.TextChoices):
    INVIATA = "inviata", "Indirizzo da verificare"
    VERIFICATA = "verificata", "Da esaminare"
    ACCOLTA = "accolta", "Accolta"
    RESPINTA = "respinta", "Respinta"


TONI_RICHIESTA = {
    StatoRichiesta.INVIATA: "neutro",
    StatoRichiesta.VERIFICATA: "attesa",
    StatoRichiesta.ACCOLTA: "positivo",
    StatoRichiesta.RESPINTA: "negativo",
}
# Non ancora decisa: dallo stesso indirizzo non ne serve un’altra.
IN_SOSPESO = frozenset({StatoRichiesta.INVIATA, StatoRichiesta.VERIFICATA})

PASSI_RICHIESTA = {
    "verifica": Passo(frozenset({StatoRichiesta.INVIATA}), StatoRichiesta.VERIFICATA, "", "Verificato l’indirizzo e-mail"),
    "accogli": Passo(frozenset({StatoRichiesta.VERIFICATA}), StatoRichiesta.ACCOLTA, CONFERISCE, "Accolta: parte l’invito"),
    "respingi": Passo(frozenset({StatoRichiesta.VERIFICATA}), StatoRichiesta.RESPINTA, CONFERISCE, "Respinta", motivo=True),
}
