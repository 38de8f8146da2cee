"""Un file caricato per sbaglio: mai usato si toglie, già in un’adesione inviata si annulla; nel registro resta che c’era."""

from django.db import transaction

from accordo.annunci import fascicoli as annunci
from accordo.annunci.adesioni import annullato
from accordo.models import Adesione, DocumentoEnte
from accordo.models.documento_ente import ComeTolto
from accordo.operazioni.adesioni import bloccata, segna_annullato
from accordo.operazioni.fascicoli import CURA, DocumentoNonAmmesso
from accordo.parole.fascicoli import perche_non_si_cancella
from accordo.selezioni.fascicoli import adesione_che_lo_usa
from ambito.models import Ente
from ambito.registro import annota


@transaction.atomic
def togli_documento(documento, motivo, *, poteri, adesso):
    """Toglie dal fascicolo un documento caricato per sbaglio: sparisce dagli elenchi, e del file resta l’impronta.

    Lo fa l’Ufficio di Piano, o chi l’ha caricato finché nessuno l’ha usato. Presente all’invio di un’adesione, o segnato come non
    valido, l’Ufficio lo annulla: il file non si scarica più, e nel fascicolo resta scritto perché.
    """
    if not poteri.puo(CURA):
        poteri.esigi_ente(documento.ente_id)
    # Le stesse righe che ferma chi carica e chi invia: fra il controllo e il gesto non cambia nulla.
    Ente.objects.select_for_update(of=("self",)).get(pk=documento.ente_id)
    list(Adesione.objects.select_for_update(of=("self",)).filter(ente=documento.ente_id).order_by("pk").values_list("pk"))
    documento = DocumentoEnte.objects.select_for_update(of=("self",)).senza_file().get(pk=documento.pk)
    usato = adesione_che_lo_usa(documento)
    _esigi_si_toglie(documento, usato, motivo, poteri)
    documento.tolto_il, documento.tolto_da, documento.tolto_motivo = adesso, poteri.utente, motivo.strip()
    resta = usato or documento.non_valido_il
    documento.tolto_come = ComeTolto.ANNULLATO if resta else ComeTolto.TOLTO
    if not resta:
        documento.byte = b""
    documento.save(update_fields=["tolto_il", "tolto_da", "tolto_motivo", "tolto_come", *([] if resta else ["byte"])])
    come = f"{documento.get_tolto_come_display()} nel fascicolo di {documento.ente}, caricato per sbaglio: {documento}"
    annota(
        documento.ente, f"fascicolo.{'annulla' if resta else 'togli'}", come, autore=poteri.utente, quando=adesso, nota=motivo,
        prima={"documento": documento.pk, "file": documento.nome, "sha256": documento.sha256},
        dopo={"adesione": usato.numero_scritto} if usato else None,
    )  # fmt: skip
    if documento.caricato_da_id != poteri.utente.pk:
        annunci.tolto(documento, adesso)
    return documento


def _esigi_si_toglie(documento, usato, motivo, poteri):
    if documento.tolto_il:
        raise DocumentoNonAmmesso("Questo documento era già stato tolto.")
    if not motivo.strip():
        raise DocumentoNonAmmesso("Scrivi il motivo.", "motivo")
    if poteri.puo(CURA):
        return
    if documento.caricato_da_id != poteri.utente.pk:
        raise DocumentoNonAmmesso("L’ha caricato un’altra persona: lo toglie lei, o l’Ufficio di Piano.")
    if usato or documento.non_valido_il:
        perche = perche_non_si_cancella(usato)
        raise DocumentoNonAmmesso(f"{perche} Se è uno sbaglio scrivilo all’Ufficio di Piano, che lo può annullare.")


@transaction.atomic
def annulla_allegato(adesione, allegato_id, motivo, *, poteri, adesso):
    """L’Ufficio di Piano annulla un file di un’adesione inviata: non si scarica più, e si legge chi, quando e perché."""
    poteri.esigi(CURA)
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    allegato = adesione.allegati.get(pk=allegato_id)
    if not adesione.numero:
        raise DocumentoNonAmmesso("L’adesione non è ancora stata inviata: il file lo toglie chi la compila.")
    if allegato.annullato_il:
        raise DocumentoNonAmmesso("Questo file era già stato annullato.")
    if not motivo.strip():
        raise DocumentoNonAmmesso("Scrivi il motivo.", "motivo")
    segna_annullato(adesione, allegato, motivo, poteri=poteri, adesso=adesso)
    annullato(adesione, allegato, adesso)
    return allegato
