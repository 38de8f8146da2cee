"""Scritture sui tavoli del piano."""

from django.db import transaction
from django.db.models import ProtectedError

from ambito.errori import ErroreAtteso
from ambito.registro import annota


class TavoloInUso(ErroreAtteso):
    """Qualcuno ha già aderito al tavolo."""


@transaction.atomic
def salva_tavolo(tavolo, *, utente, adesso):
    """Salva un tavolo, nuovo o modificato. Si può anche a piano proposto: la versione congelata tiene l’elenco di allora."""
    nuovo = tavolo.pk is None
    tavolo.save()
    frase = f"{'Aperto' if nuovo else 'Modificato'} il tavolo {tavolo}"
    annota(tavolo, "tavolo.apri" if nuovo else "tavolo.modifica", frase, autore=utente, quando=adesso)
    return tavolo


@transaction.atomic
def togli_tavolo(tavolo, *, utente, adesso):
    """Toglie un tavolo a cui nessuno ha aderito."""
    annota(tavolo, "tavolo.togli", f"Tolto il tavolo {tavolo}", autore=utente, quando=adesso)
    try:
        with transaction.atomic():
            tavolo.delete()
    except ProtectedError as errore:
        raise TavoloInUso(f"Al tavolo «{tavolo}» qualcuno ha già aderito: non si può togliere.") from errore
