"""Le spiegazioni dei rilievi di coerenza."""

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.registro import annota
from piano.models import MotivoRilievo
from piano.selezioni.coerenza import rilievi


class RilievoNonMotivabile(ErroreAtteso):
    """Il rilievo non c’è più, o è di quelli che si correggono e basta."""


@transaction.atomic
def motiva_rilievo(piano, chiave, motivo, *, poteri, adesso):
    """Scrive perché un rilievo resta com’è. Quelli che fermano la proposta non si motivano: si correggono."""
    poteri.esigi("redige_piano")
    rilievo = next((r for r in rilievi(piano, poteri.oggi) if r.chiave == chiave), None)
    if rilievo is None:
        raise RilievoNonMotivabile("Questo rilievo non c’è più: qualcuno l’ha risolto.")
    if rilievo.blocca:
        raise RilievoNonMotivabile("Questo rilievo si corregge: finché c’è, il piano non si può proporre.")
    valori = {"motivo": motivo, "autore": poteri.utente, "scritto_il": adesso}
    scritto, _ = MotivoRilievo.objects.update_or_create(piano=piano, chiave=chiave, defaults=valori)
    annota(piano, "piano.motiva", f"Motivato il rilievo «{rilievo.frase}»", autore=poteri.utente, quando=adesso, nota=motivo)
    return scritto
