"""Scritture sull’organico del servizio sociale e sugli uffici dei Comuni."""

from django.db import transaction

from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva, togli


@transaction.atomic
def salva_organico(riga, *, poteri, adesso):
    """Aggiunge o cambia una riga di assistenti sociali. Un anno finito o in corso, non uno a venire."""
    poteri.esigi(GESTISCE)
    if riga.anno > poteri.oggi.year:
        raise DatoNonValido(f"Il {riga.anno} non è ancora cominciato.", "anno")
    if riga.etp > riga.persone:
        raise DatoNonValido("Gli equivalenti a tempo pieno non possono essere più delle persone.", "etp")
    return salva(riga, frase=str(riga), poteri=poteri, adesso=adesso,
                 doppio="Per quel Comune, datore e contratto c’è già una riga: cambia quella.")  # fmt: skip


@transaction.atomic
def togli_organico(riga, *, poteri, adesso):
    """Toglie una riga dell’organico."""
    poteri.esigi(GESTISCE)
    togli(riga, frase=f"Tolta: {riga}", poteri=poteri, adesso=adesso)


@transaction.atomic
def salva_ufficio(ufficio, *, poteri, adesso):
    """Scrive dove ci si rivolge in un Comune: lo fa l’Ufficio di Piano o l’operatore di quel Comune."""
    if not poteri.puo(GESTISCE):
        poteri.esigi("compila_servizi", ufficio.comune_id)
    return salva(ufficio, frase=str(ufficio), poteri=poteri, adesso=adesso)
