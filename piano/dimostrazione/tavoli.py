"""I tavoli del piano dimostrativo."""

from piano import operazioni
from piano.dimostrazione.dati import leggi
from piano.models import Tavolo
from servizi.selezioni import aree


def apri(piano, utente, adesso):
    """Apre i tavoli tematici del piano."""
    per_codice = {area.codice: area for area in aree()}
    for voce in leggi("tavoli.json"):
        tavolo = Tavolo(piano=piano, **{**voce, "area": per_codice.get(voce["area"])})
        operazioni.salva_tavolo(tavolo, utente=utente, adesso=adesso)
