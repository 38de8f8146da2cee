"""I testi del piano dimostrativo."""

from datetime import timedelta

from piano import operazioni
from piano.dimostrazione.dati import DATI
from piano.models import Sezione

# Lasciata a metà, perché ci sia qualcosa da finire.
DA_FINIRE = "4"


def scrivi(piano, persone, inizio):
    """Ogni sezione in due tempi e a quattro mani: una prima stesura, poi il testo intero; così la storia ha qualcosa da dire."""
    for n, sezione in enumerate(Sezione.objects.filter(piano=piano)):
        file = DATI / f"{sezione.codice}.html"
        if not file.exists():
            continue
        testo = file.read_text(encoding="utf-8")
        stesura = testo[: testo.index("</p>") + len("</p>")]
        quando = inizio + timedelta(days=n, hours=3)
        prima, seconda = _turno(persone, n)
        operazioni.salva_sezione(sezione, stesura, partenza=0, utente=prima, adesso=quando)
        operazioni.salva_sezione(sezione, testo, partenza=1, utente=seconda, adesso=quando + timedelta(days=2))
        if sezione.codice != DA_FINIRE:
            operazioni.segna_completa(sezione, True, utente=seconda, adesso=quando + timedelta(days=3))


def _turno(persone, n):
    return persone[n % 2], persone[(n + 1) % 2]
