"""La fine di un piano: si conclude e, con i dati di quel momento, se ne congela la relazione finale."""

from django.db import transaction

from ambito import documenti, flusso
from piano.documenti.finale import esigi_concluso


@transaction.atomic
def concludi_piano(piano, *, motivo, poteri, adesso):
    """Conclude il piano, con un motivo, e mette in coda la relazione finale; senza una versione adottata non c’è che riferire."""
    piano = flusso.esegui(piano, "concludi", poteri=poteri, adesso=adesso, nota=motivo)
    if piano.adottata_id:
        richiedi_relazione_finale(piano, poteri=poteri, adesso=adesso)
    return piano


def richiedi_relazione_finale(piano, *, poteri, adesso):
    """Mette in coda la relazione finale di un piano concluso: con dati diversi è una versione nuova. Restituisce il `Lavoro`."""
    poteri.esigi("propone_piano")
    return documenti.richiedi("relazione-finale", esigi_concluso(piano), utente=poteri.utente, adesso=adesso)
