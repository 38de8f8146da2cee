"""La ricevuta di un’adesione inviata: numero, giorno e ora, e ciò che il Comune ha scritto, congelato."""

from django.utils import timezone

from accordo import selezioni
from accordo.riepilogo import riepilogo
from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registri import TipoDocumento


class NessunaAdesione(ErroreAtteso):
    """Non c’è ancora un’adesione inviata di cui fare la ricevuta."""


def trova(triennio=None, anno=None):
    """L’ultima adesione inviata (del triennio detto); `NessunaAdesione` se non ce n’è."""
    adesione = selezioni.ultima_inviata(triennio)
    if adesione is None:
        raise NessunaAdesione("Non c’è ancora nessuna adesione inviata: la ricevuta nasce con l’invio.")
    return adesione


def prepara(adesione, oggi):
    """I dati della ricevuta; la leggono il Comune e l’Ufficio di Piano."""
    inviata = timezone.localtime(adesione.inviata_il)
    return Preparato(
        oggetto_id=adesione.pk,
        titolo=f"Ricevuta di adesione n. {adesione.numero_scritto}",
        sottotitolo=f"{adesione.denominazione} – accordo di programma {adesione.avviso.triennio}",
        nome_file=f"adesione-{adesione.anno}-{adesione.numero:03d}-{_sigla(adesione)}.pdf",
        dati={
            "numero": adesione.numero_scritto,
            "chi": f"Comune di {adesione.comune.nome}" if adesione.comune_id else adesione.ente.denominazione,
            "codice_istat": adesione.comune.codice_istat if adesione.comune_id else "",
            "triennio": adesione.avviso.triennio,
            "inviata_il": f"{formatta_data(inviata.date(), esteso=True)}, ore {inviata:%H:%M}",
            "inviata_il_iso": adesione.inviata_il.isoformat(),
            "protocollo": adesione.protocollo,
            "inviata_da": adesione.inviata_da.nome_completo,
            "inviata_come": adesione.inviata_come,
            **riepilogo(adesione),
        },
        permesso="legge_comune" if adesione.comune_id else "legge_ogni_comune",
        comune_id=adesione.comune_id,
        dimostrativo=adesione.avviso.ambito.dimostrativo,
    )


def _sigla(adesione):
    return adesione.comune.codice_istat if adesione.comune_id else f"ente-{adesione.ente_id}"


ADESIONE = TipoDocumento("adesione", "Ricevuta di adesione", "documenti/adesione.html", trova, prepara)
