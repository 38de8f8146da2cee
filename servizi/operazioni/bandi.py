"""Scritture sui bandi: la scheda e i passi della domanda."""

from django.db import transaction

from ambito import flusso
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva


@transaction.atomic
def salva_bando(bando, *, poteri, adesso):
    """Aggiunge o cambia la scheda di un bando."""
    poteri.esigi(GESTISCE)
    if bando.apre_il and bando.apre_il > bando.scade_il:
        raise DatoNonValido("Si aprirebbe dopo il termine delle domande: controlla le due date.", "apre_il")
    return salva(bando, frase=f"Bando: {bando}", poteri=poteri, adesso=adesso,
                 doppio="C’è già un bando con questo titolo e questo termine.")  # fmt: skip


def compi(bando, passo, *, nota="", poteri, adesso):
    """Fa compiere alla domanda uno dei suoi passi (`PASSI_BANDO`)."""
    return flusso.esegui(bando, passo, poteri=poteri, adesso=adesso, nota=nota)


@transaction.atomic
def finanzia(bando, *, ottenuto, rendicontare_entro, cup, poteri, adesso):
    """La domanda è andata bene: quanto si è ottenuto e quando va rendicontato."""
    bando.ottenuto, bando.rendicontare_entro, bando.cup = ottenuto, rendicontare_entro, cup
    salva_bando(bando, poteri=poteri, adesso=adesso)
    return flusso.esegui(bando, "finanzia", poteri=poteri, adesso=adesso)
