"""Le scadenze di servizi e fondi come appuntamenti di un giorno intero."""

from datetime import timedelta

from django.urls import reverse

from ambito.calendario import scrivi
from ambito.registri import Appuntamento
from servizi.parole import frase_del_termine
from servizi.selezioni.termini import GENERI, termini
from servizi.stati import GESTISCE

UN_ANNO = timedelta(days=365)


def calendario(poteri, oggi, adesso):
    """I byte del file .ics con le scadenze dei prossimi dodici mesi."""
    return scrivi(appuntamenti(poteri, oggi), parte="Servizi", quando=adesso)


def appuntamenti(poteri, oggi):
    """Le scadenze dei prossimi dodici mesi, per chi tiene servizi e fondi."""
    if not poteri.puo(GESTISCE):
        return []
    return [_appuntamento(t, poteri.ambito) for t in termini(oggi, oggi + UN_ANNO, oggi + UN_ANNO)]


def _appuntamento(termine, ambito):
    genere = GENERI[termine.genere]
    return Appuntamento(
        chiave=f"{termine.genere}-{ambito.pk}-{termine.oggetto_id}",
        titolo=f"{genere.verbo}: {termine.nome}",
        testo=frase_del_termine(termine),
        url=reverse(f"servizi:{genere.rotta}", args=[ambito.slug, termine.pagina_id]),
        inizio=termine.giorno,
    )
