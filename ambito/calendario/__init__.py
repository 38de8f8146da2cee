"""Gli appuntamenti scritti come li leggono i calendari (RFC 5545): ore in UTC, che il telefono porta nell’ora locale."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.utils.timezone import make_aware
from icalendar import Calendar, Event

TIPO = "text/calendar; charset=utf-8"
RILEGGI_OGNI = timedelta(hours=6)


def scrivi(appuntamenti, *, parte, quando, metodo="PUBLISH", nome=""):
    """I byte del file .ics; `quando` è l’ora a cui gli appuntamenti erano così. Con un `nome` ci si abbona."""
    agenda = Calendar()
    agenda.add("prodid", f"-//Portale dell’Ufficio di Piano//{parte}//IT")
    agenda.add("version", "2.0")
    agenda.add("method", metodo)
    if nome:
        agenda.add("name", nome)
        agenda.add("x-wr-calname", nome)
        agenda.add("refresh-interval", RILEGGI_OGNI, parameters={"VALUE": "DURATION"})
    for appuntamento in appuntamenti:
        agenda.add_component(_evento(appuntamento, quando.astimezone(UTC)))
    return agenda.to_ical()


def _evento(appuntamento, quando):
    evento = Event()
    evento.add("uid", f"{appuntamento.chiave}@portale")
    evento.add("dtstamp", quando)
    if isinstance(appuntamento.inizio, datetime):
        evento.add("dtstart", appuntamento.inizio.astimezone(UTC))
        evento.add("dtend", appuntamento.fine.astimezone(UTC))
        evento.add("location", appuntamento.luogo)
    else:
        evento.add("dtstart", appuntamento.inizio)
        evento.add("dtend", appuntamento.inizio + timedelta(days=1))
        # Una scadenza non occupa la giornata: chi guarda se la persona è libera non deve trovarla impegnata.
        evento.add("transp", "TRANSPARENT")
    evento.add("summary", appuntamento.titolo)
    evento.add("description", f"{appuntamento.testo} {indirizzo(appuntamento.url)}".strip())
    evento.add("sequence", appuntamento.sequenza + appuntamento.annullato)
    evento.add("status", "CANCELLED" if appuntamento.annullato else "CONFIRMED")
    return evento


def indirizzo(url):
    """L’indirizzo intero di una pagina del portale."""
    return f"{settings.INDIRIZZO_PUBBLICO}{url}" if url.startswith("/") else url


def inizio_del_giorno(giorno):
    """La mezzanotte con cui comincia un giorno, all’ora di Roma."""
    return make_aware(datetime.combine(giorno, time()))
