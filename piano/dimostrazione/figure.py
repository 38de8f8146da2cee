"""Le figure del piano dimostrativo."""

from ambito.poteri import Poteri
from piano import operazioni
from piano.dimostrazione.dati import DATI

# Il codice viene dal titolo: è quello che `lodi/1.html` cita.
GOVERNO = {
    "titolo": "Chi decide e chi istruisce",
    "descrizione": "L’Assemblea dei Sindaci indirizza l’Ufficio di Piano, che le propone gli atti e convoca i tavoli tematici; ai "
    "tavoli siedono il terzo settore, l’ATS e l’ASST.",
    "fonte": "",
}


def carica(scena, piano, quando):
    """Lo schema degli organi, prima che i testi lo citino."""
    poteri = Poteri(scena.persona("udp"), scena.ambito, quando.date())
    byte = (DATI / "figure" / "governo.png").read_bytes()
    operazioni.carica_figura(piano, byte=byte, **GOVERNO, poteri=poteri, adesso=quando)
