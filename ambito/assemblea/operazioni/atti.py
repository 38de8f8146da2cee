"""Deliberazioni e verbali: prendono il numero tenendo bloccato l’organo, così non ci sono salti né doppioni."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from ambito import flusso
from ambito.assemblea.documenti.testi import testo_verbale
from ambito.assemblea.models import Deliberazione, Osservazione, Verbale, VerbaleFirmato
from ambito.assemblea.operazioni.comuni import blocca_organo
from ambito.assemblea.parole import elenco
from ambito.assemblea.selezioni import verbali
from ambito.assemblea.stati import CONVOCA, StatoVerbale
from ambito.errori import ErroreAtteso
from ambito.nucleo.firme import FirmaNonLetta, aggiunte_solo_firme, leggi_firme
from ambito.nucleo.impronta import impronta_file
from ambito.poteri import PotereMancante
from ambito.registro import annota


class FirmatoNonValido(ErroreAtteso):
    """Il file firmato non è quello del verbale, o le firme non tornano."""


class VerbaleNonModificabile(ErroreAtteso):
    """Il verbale è chiuso, o qualcun altro l’ha cambiato nel frattempo."""


@transaction.atomic
def adotta(votazione, *, poteri, adesso):
    """L’atto approvato riceve il numero successivo dell’organo nell’anno."""
    organo = blocca_organo(votazione.seduta.organo_id)
    anno = timezone.localdate(adesso).year
    deliberazione = Deliberazione.objects.create(
        organo=organo,
        anno=anno,
        numero=Deliberazione.objects.prossimo_numero(organo, anno),
        votazione=votazione,
        punto=votazione.punto,
        seduta=votazione.seduta,
        oggetto=votazione.punto.oggetto,
        testo=votazione.testo,
        adottata_il=adesso,
    )
    annota(deliberazione, "deliberazione.adotta", f"Adottata la {deliberazione}", autore=poteri.utente, quando=adesso)
    return deliberazione


@transaction.atomic
def apri_verbale(seduta, *, poteri, adesso):
    """Il verbale di una seduta conclusa: numero e testo di partenza."""
    organo = blocca_organo(seduta.organo_id)
    anno = timezone.localdate(adesso).year
    verbale = Verbale.objects.create(
        organo=organo,
        seduta=seduta,
        anno=anno,
        numero=Verbale.objects.prossimo_numero(organo, anno),
        testo=testo_verbale(seduta),
    )
    annota(verbale, "verbale.apri", f"Preparato il {verbale} di {seduta}", autore=poteri.utente, quando=adesso)
    return verbale


@transaction.atomic
def salva_verbale(verbale, *, testo, revisione, poteri, adesso):
    """Salva il testo corretto; `revisione` è quella che la persona stava guardando: se è cambiata, nulla si sovrascrive."""
    poteri.esigi(CONVOCA)
    verbale = Verbale.objects.select_for_update(of=("self",)).get(pk=verbale.pk)
    if verbale.stato != StatoVerbale.BOZZA:
        raise VerbaleNonModificabile("Il verbale è chiuso: il testo non si cambia più.")
    if verbale.revisione != revisione:
        raise VerbaleNonModificabile(
            "Nel frattempo qualcun altro ha salvato il verbale: il tuo testo è ancora qui, confrontalo con quello salvato."
        )
    prima, verbale.testo, verbale.revisione = verbale.testo, testo, revisione + 1
    verbale.save(update_fields=["testo", "revisione"])
    annota(verbale, "verbale.salva", f"Corretto il testo del {verbale}", autore=poteri.utente, quando=adesso,
           prima={"testo": prima}, dopo={"testo": testo})  # fmt: skip
    return verbale


@transaction.atomic
def osserva(verbale, *, testo, poteri, adesso):
    """Chi siede chiede una correzione al verbale, finché l’organo non lo approva."""
    if not poteri.ha_da_qualche_parte("vota"):
        raise PotereMancante("vota")
    verbale = Verbale.objects.select_for_update(of=("self",)).get(pk=verbale.pk)
    if verbali.approvazione(verbale):
        raise VerbaleNonModificabile("Il verbale è già approvato: le osservazioni si fanno prima.")
    osservazione = Osservazione.objects.create(verbale=verbale, autore=poteri.utente, testo=testo.strip(), scritta_il=adesso)
    annota(osservazione, "verbale.osserva", str(osservazione), autore=poteri.utente, quando=adesso)
    return osservazione


@transaction.atomic
def rispondi_osservazione(osservazione, *, accolta, risposta, poteri, adesso):
    """Il segretario dice se la correzione è accolta e come: chi l’ha chiesta lo legge, e nel documento resta scritto."""
    poteri.esigi(CONVOCA)
    osservazione = Osservazione.objects.select_for_update(of=("self",)).select_related("verbale", "autore").get(pk=osservazione.pk)
    if verbali.approvazione(osservazione.verbale):
        raise VerbaleNonModificabile("Il verbale è già approvato: le osservazioni non si cambiano più.")
    osservazione.accolta, osservazione.risposta = accolta, risposta.strip()
    osservazione.save(update_fields=["accolta", "risposta"])
    annota(osservazione, "verbale.risponde", f"{'Accolta' if accolta else 'Non accolta'}: {osservazione}", autore=poteri.utente,
           quando=adesso, nota=osservazione.risposta)  # fmt: skip
    return osservazione


@transaction.atomic
def allega_firmato(verbale, *, nome_file, byte, poteri, adesso):
    """Conserva il verbale firmato digitalmente, dopo aver controllato che sia il PDF emesso e che le firme siano intatte.

    `FirmatoNonValido` dice che cosa non va. Un file caricato dopo (con una firma in più) prende il posto del primo.
    """
    poteri.esigi(CONVOCA)
    verbale = Verbale.objects.select_for_update(of=("self",)).get(pk=verbale.pk)
    if verbale.stato != StatoVerbale.CHIUSO:
        raise FirmatoNonValido("Prima si chiude il verbale, se ne fa il PDF, e quello si firma.")
    try:
        letto = leggi_firme(byte)
    except FirmaNonLetta as errore:
        raise FirmatoNonValido(str(errore)) from errore
    if rotte := [firma.nome for firma in letto.firme if not (firma.intatta and firma.tutto)]:
        raise FirmatoNonValido(f"Il file è cambiato dopo la firma di {elenco(rotte)}: firma di nuovo il PDF emesso.")
    documento = verbali.emesso_sotto(verbale, letto.contenuto)
    if documento is None:
        raise FirmatoNonValido("Il file firmato non è il PDF emesso dal portale per questo verbale: scarica quello, e firmalo.")
    _solo_firme_oltre(letto.contenuto[: documento.dimensione], letto.contenuto)
    firmato, _ = VerbaleFirmato.objects.update_or_create(
        verbale=verbale,
        defaults={
            "documento": documento, "nome_file": nome_file[-150:], "sha256": impronta_file(byte), "byte": byte,
            "firme": [asdict(firma) for firma in letto.firme], "caricato_da": poteri.utente, "caricato_il": adesso,
        },
    )  # fmt: skip
    annota(firmato, "verbale.firmato", f"Caricato il {verbale} firmato da {elenco(f.nome for f in letto.firme)}",
           autore=poteri.utente, quando=adesso, dopo={"sha256": firmato.sha256})  # fmt: skip
    return firmato


def _solo_firme_oltre(originale, firmato):
    try:
        solo_firme = aggiunte_solo_firme(originale, firmato)
    except FirmaNonLetta as errore:
        raise FirmatoNonValido(str(errore)) from errore
    if not solo_firme:
        raise FirmatoNonValido("Oltre alle firme nel PDF è cambiato altro: scarica di nuovo quello emesso, e firmalo com’è.")


@transaction.atomic
def chiudi_verbale(verbale, *, poteri, adesso):
    """Da qui il testo è definitivo."""
    poteri.esigi(CONVOCA)
    return flusso.esegui(verbale, "chiudi", poteri=poteri, adesso=adesso)
