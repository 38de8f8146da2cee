"""Le righe di spesa: una per una o in blocco; durante una correzione, solo ciò che un rilievo riapre."""

from operator import attrgetter

from django.db import IntegrityError, transaction

from ambito.db.blocco import scrivi_in_blocco
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.registro import annota
from rendicontazione.models import CELLE, IMPORTI, VoceSpesa
from rendicontazione.operazioni import correzioni
from rendicontazione.operazioni.blocco import blocca, comincia
from rendicontazione.selezioni.correzioni import aperture


class VoceDoppia(ErroreAtteso):
    """Esiste già una riga con lo stesso intervento, area, forma di gestione e fondo."""


class VoceCambiata(ErroreAtteso):
    """Qualcun altro ha cambiato o tolto la riga mentre la si scriveva: nulla è stato sovrascritto."""


CHIAVE_VOCE = ("ambito", "rendiconto", "intervento", "area", "forma_gestione", "fondo")
VALORI_VOCE = ("utenti", *IMPORTI, "nota", "revisione")


@transaction.atomic
def aggiungi_voce(rendiconto, *, valori, poteri, adesso):
    """Aggiunge una riga di spesa; `VoceDoppia` se c’è già una riga con la stessa chiave."""
    rendiconto = comincia(blocca(rendiconto, poteri, adesso), poteri, adesso)
    aperte = aperture(rendiconto)
    correzioni.esigi_nuova(aperte)
    voce = _salva(VoceSpesa(rendiconto=rendiconto, nuova=aperte is not None, **valori))
    correzioni.segna_nuova(rendiconto, adesso)
    annota(voce, "vocespesa.aggiungi", f"Aggiunta la riga «{voce}» a {rendiconto}",
           autore=poteri.utente, quando=adesso, dopo=_cifre(voce))  # fmt: skip
    return voce


@transaction.atomic
def cambia_voce(voce, *, valori, revisione, poteri, adesso):
    """Cambia una riga; `VoceCambiata` se nel frattempo la riga non è più quella letta (`revisione`)."""
    rendiconto = comincia(blocca(voce.rendiconto, poteri, adesso), poteri, adesso)
    attuale = VoceSpesa.objects.filter(pk=voce.pk, rendiconto=rendiconto).first()
    if attuale is None or attuale.revisione != revisione:
        raise VoceCambiata("Un collega ha cambiato questa riga mentre scrivevi: riguarda i valori di adesso e riscrivi i tuoi.")
    cambiati = {campo for campo, valore in valori.items() if getattr(attuale, campo) != valore}
    correzioni.esigi_campi(aperture(rendiconto), attuale, cambiati)
    prima = _cifre(attuale)
    for campo in cambiati:
        setattr(attuale, campo, valori[campo])
    attuale.revisione += 1
    attuale = _salva(attuale)
    correzioni.segna(rendiconto, attuale, cambiati, adesso)
    annota(attuale, "vocespesa.cambia", f"Cambiata la riga «{attuale}» di {rendiconto}",
           autore=poteri.utente, quando=adesso, prima=prima, dopo=_cifre(attuale))  # fmt: skip
    return attuale


@transaction.atomic
def togli_voce(voce, *, poteri, adesso):
    """Toglie una riga non ancora inviata; resta nel registro con le sue cifre."""
    rendiconto = blocca(voce.rendiconto, poteri, adesso)
    attuale = VoceSpesa.objects.filter(pk=voce.pk, rendiconto=rendiconto).first()
    if attuale is None:
        raise VoceCambiata("Questa riga è già stata tolta.")
    correzioni.esigi_togliere(aperture(rendiconto), attuale)
    correzioni.segna(rendiconto, attuale, {*VALORI_VOCE, *CELLE}, adesso)
    annota(attuale, "vocespesa.togli", f"Tolta la riga «{attuale}» da {rendiconto}",
           autore=poteri.utente, quando=adesso, prima=_cifre(attuale))  # fmt: skip
    attuale.delete()


@transaction.atomic
def scrivi_voci(rendiconto, voci, *, poteri, adesso):
    """Scrive in blocco righe nuove e cambiate (basta che abbiano i campi di una voce): la stessa chiave prende i valori nuovi."""
    rendiconto = comincia(blocca(rendiconto, poteri, adesso), poteri, adesso)
    voci = list(voci)
    aperte = aperture(rendiconto)
    if aperte is not None:
        correzioni.esigi_in_blocco(aperte, rendiconto, voci, adesso)
    valori = attrgetter("intervento_id", "area_id", "forma_gestione", "fondo_id", *VALORI_VOCE)
    righe = ((rendiconto.ambito_id, rendiconto.pk, *valori(voce)) for voce in voci)
    presenti = list(rendiconto.voci.values_list("pk", flat=True)) if aperte is not None else None
    scrivi_in_blocco(VoceSpesa, (*CHIAVE_VOCE, *VALORI_VOCE), righe, chiave=CHIAVE_VOCE, aggiorna=VALORI_VOCE)
    if presenti is not None:
        rendiconto.voci.exclude(pk__in=presenti).update(nuova=True)
    return rendiconto


def _salva(voce):
    try:
        with transaction.atomic():
            voce.save()
    except IntegrityError as errore:
        if "vocespesa_unica" not in str(errore):
            raise
        raise VoceDoppia(
            "C’è già una riga con lo stesso intervento, area, forma di gestione e fondo: modifica quella o scegli un altro fondo."
        ) from errore
    return voce


def _cifre(voce):
    """I valori di una riga come si scrivono nel registro."""
    testi = {campo: getattr(voce, campo) for campo in ("utenti", "forma_gestione", "nota")}
    importi = {campo: formatta_importo(getattr(voce, campo)) for campo in IMPORTI}
    return {**testi, **importi, "intervento": str(voce.intervento), "area": str(voce.area), "fondo": str(voce.fondo or "")}
