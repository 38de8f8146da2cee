"""La seduta come appuntamento di calendario (RFC 5545), in ore UTC: il telefono le porta nell’ora locale."""

from datetime import UTC, timedelta

from icalendar import Calendar, Event

DURATA = timedelta(hours=2)


def calendario(seduta, indirizzo, adesso, annullata=False):
    """I byte del file .ics: la prima convocazione e, se c’è, la seconda; se `annullata`, le toglie dal calendario (RFC 5546)."""
    agenda = Calendar()
    agenda.add("prodid", "-//Portale dell’Ufficio di Piano//Assemblea//IT")
    agenda.add("version", "2.0")
    agenda.add("method", "CANCEL" if annullata else "PUBLISH")
    for numero in (1, 2):
        if seduta.quando(numero):
            evento = _evento(seduta, numero, indirizzo, adesso)
            evento.add("sequence", seduta.variazioni + annullata)
            evento.add("status", "CANCELLED" if annullata else "CONFIRMED")
            agenda.add_component(evento)
    return agenda.to_ical()


def _evento(seduta, numero, indirizzo, adesso):
    inizio = seduta.quando(numero).astimezone(UTC)
    evento = Event()
    evento.add("uid", f"seduta-{seduta.ambito_id}-{seduta.pk}-{numero}@portale")
    evento.add("dtstamp", adesso.astimezone(UTC))
    evento.add("dtstart", inizio)
    evento.add("dtend", inizio + DURATA)
    evento.add("summary", f"{seduta.organo}{'' if numero == 1 else ' (seconda convocazione)'}")
    evento.add("location", seduta.luogo or "A distanza")
    evento.add("description", f"Ordine del giorno e carte: {indirizzo}")
    return evento
