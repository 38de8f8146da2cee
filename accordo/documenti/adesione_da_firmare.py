"""L’adesione di un ente come la firma digitalmente chi lo rappresenta: il testo congelato con cui si confronta il file firmato."""

from accordo import selezioni
from accordo.riepilogo import da_firmare
from accordo.selezioni.da_firmare import TIPO_DOCUMENTO
from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.registri import TipoDocumento


class NessunEnte(ErroreAtteso):
    """Nessun ente ha ancora cominciato un’adesione."""


def trova(triennio=None, anno=None):
    """L’ultima adesione cominciata da un ente (per il triennio detto); `NessunEnte` se non ce n’è."""
    adesione = selezioni.ultima_di_un_ente(triennio)
    if adesione is None:
        raise NessunEnte("Nessun ente ha ancora cominciato un’adesione: non c’è niente da firmare.")
    return adesione


def prepara(adesione, oggi):
    """I dati congelati. Nessuno li trova nell’archivio dei documenti: una bozza è dell’ente, che la scarica dalla sua adesione."""
    return Preparato(
        oggetto_id=adesione.pk,
        titolo="Adesione all’accordo di programma",
        sottotitolo=f"{adesione.denominazione or adesione.soggetto} – triennio {adesione.avviso.triennio}",
        nome_file=f"adesione-da-firmare-{adesione.avviso.triennio}-ente-{adesione.ente_id}.pdf",
        dati={"triennio": adesione.avviso.triennio, "adesione": da_firmare(adesione)},
        permesso="compila_adesione",
        dimostrativo=adesione.avviso.ambito.dimostrativo,
    )


ADESIONE_DA_FIRMARE = TipoDocumento(TIPO_DOCUMENTO, "Adesione da firmare", "documenti/adesione_da_firmare.html", trova, prepara)
