"""Il registro delle sottoscrizioni: con quale atto ogni parte ha approvato, chi ha firmato, quando, con quale certificato."""

from django.utils import timezone

from accordo.documenti.accordo import trova as trova_accordo
from accordo.models import VersioneAccordo
from accordo.selezioni import accordi as letture
from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registri import TipoDocumento


class NienteDaFirmare(ErroreAtteso):
    """Nessuna versione è stata ancora mandata agli enti."""


def trova(triennio=None, anno=None):
    """L’ultima versione mandata agli enti; `NienteDaFirmare` se non ce n’è."""
    trovato = trova_accordo(triennio, anno)
    if not isinstance(trovato, VersioneAccordo):
        raise NienteDaFirmare("L’accordo non è ancora stato mandato agli enti: il registro comincia allora.")
    return trovato


def prepara(versione, oggi):
    """I dati del registro di una versione: nessun codice fiscale."""
    accordo = versione.accordo
    firme = {firma.parte_id: firma for firma in letture.firme(versione)}
    documento = letture.documento_di(versione)
    righe = [_riga(parte, firme.get(parte.pk)) for parte in letture.parti(accordo).con_subentri()]
    firmate = [r for r in righe if r["firmatario"]]
    return Preparato(
        oggetto_id=versione.pk,
        titolo=f"Registro delle sottoscrizioni, {accordo.triennio}",
        sottotitolo=f"{accordo}, versione {versione.numero}: {conta(len(firmate), 'firma', 'firme')} al {formatta_data(oggi)}",
        nome_file=f"sottoscrizioni-{accordo.codice}-v{versione.numero}.pdf",
        dati={
            "accordo": str(accordo),
            "versione": versione.numero,
            "impronta_testo": documento.sha256 if documento else "",
            "codice_testo": documento.codice if documento else "",
            "righe": righe,
            "firme": firmate,
            "atto": f"{accordo.atto_numero} del {formatta_data(accordo.atto_data)}" if accordo.atto_data else "",
            "bollettino": _bollettino(accordo),
        },
        permesso="legge_accordo",
        dimostrativo=accordo.piano.ambito.dimostrativo,
    )


def _bollettino(accordo):
    return f"{accordo.bollettino} del {formatta_data(accordo.bollettino_data)}" if accordo.bollettino_data else ""


def _riga(parte, firma):
    return {
        "nome": parte.nome,
        "ruolo": parte.get_ruolo_display(),
        "stato": "; ".join([parte.etichetta, *parte.catena]),
        "atto": parte.estremi,
        "firmatario": firma.firmatario if firma else "",
        "titolo": firma.titolo if firma else "",
        "formato": firma.formato if firma else "",
        "emittente": firma.emittente if firma else "",
        "quando": formatta_data(timezone.localdate(firma.caricata_il)) if firma else "",
        "sha256": firma.sha256 if firma else "",
    }


SOTTOSCRIZIONI = TipoDocumento("sottoscrizioni", "Registro delle sottoscrizioni", "documenti/sottoscrizioni.html", trova, prepara)
