"""Le scadenze di servizi e fondi come appuntamenti di un giorno intero (RFC 5545)."""

from datetime import UTC, timedelta

from icalendar import Calendar, Event

from servizi.parole import frase_del_termine
from servizi.selezioni.termini import GENERI


def calendario(termini, ambito, indirizzo, adesso):
    """I byte del file .ics; `indirizzo(rotta, pk)` dà la pagina di ogni scadenza."""
    agenda = Calendar()
    agenda.add("prodid", "-//Portale dell’Ufficio di Piano//Servizi//IT")
    agenda.add("version", "2.0")
    agenda.add("method", "PUBLISH")
    for termine in termini:
        agenda.add_component(_evento(termine, ambito, indirizzo, adesso))
    return agenda.to_ical()


def _evento(termine, ambito, indirizzo, adesso):
    genere, evento = GENERI[termine.genere], Event()
    evento.add("uid", f"{termine.genere}-{ambito.pk}-{termine.oggetto_id}@portale")
    evento.add("dtstamp", adesso.astimezone(UTC))
    evento.add("dtstart", termine.giorno)
    evento.add("dtend", termine.giorno + timedelta(days=1))
    evento.add("summary", f"{genere.verbo}: {termine.nome}")
    evento.add("description", f"{frase_del_termine(termine)} {indirizzo(genere.rotta, termine.pagina_id)}")
    return evento
