"""I tavoli del piano dimostrativo."""

from datetime import timedelta
from functools import partial

from piano import operazioni
from piano.dimostrazione.dati import leggi
from piano.models import Tavolo
from servizi.selezioni import aree

# L’ultimo si apre più tardi, perché fra due versioni anche i tavoli cambino.
PIU_TARDI = timedelta(days=14)


def momenti(piano, utente, inizio):
    """Quando si apre ciascun tavolo: (istante, che cosa si fa)."""
    per_codice = {area.codice: area for area in aree()}
    *primi, ultimo = leggi("tavoli.json")
    for voce, quando in [*((voce, inizio) for voce in primi), (ultimo, inizio + PIU_TARDI)]:
        yield quando, partial(_apri, Tavolo(piano=piano, **{**voce, "area": per_codice.get(voce["area"])}), utente)


def _apri(tavolo, utente, quando):
    operazioni.salva_tavolo(tavolo, utente=utente, adesso=quando)
