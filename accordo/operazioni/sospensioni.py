"""Un’adesione accolta si può sospendere e riattivare: finché è sospesa non conta fra chi aderisce."""

from django.db import transaction
from django.utils import timezone

from accordo.models import Adesione
from accordo.operazioni.adesioni import SENZA_SOSPENSIONE, bloccata
from accordo.selezioni.trienni import triennio_finito
from ambito import flusso
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data


class SospensioneNonValida(ErroreAtteso):
    """La data della sospensione non può essere quella, o il triennio è finito."""


@transaction.atomic
def sospendi_adesione(adesione, motivo, *, dal, poteri, adesso):
    """Sospende un’adesione accolta, da quel giorno e per quel motivo: chi aderisce lo legge, con ciò che può fare.

    Il motivo con cui era stata accolta resta: torna a leggersi quando è riattivata.
    """
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    if adesione.accolta and motivo.strip():
        _esigi_in_corso(adesione, adesso)
        _esigi_data(adesione, dal, timezone.localdate(adesso))
        adesione.sospesa_motivo, adesione.sospesa_dal, adesione.sospesa_come = motivo.strip(), dal, adesione.stato
        adesione.save(update_fields=["sospesa_motivo", "sospesa_dal", "sospesa_come"])
    return flusso.esegui(adesione, "sospendi", poteri=poteri, adesso=adesso, nota=motivo)


def _esigi_in_corso(adesione, adesso):
    if triennio_finito(adesione.avviso, timezone.localdate(adesso)):
        raise SospensioneNonValida(f"Il triennio {adesione.avviso.triennio} è finito: l’adesione non vale più.")


def _esigi_data(adesione, dal, oggi):
    inviata = timezone.localdate(adesione.inviata_il)
    if not inviata <= dal <= oggi:
        raise SospensioneNonValida(f"La sospensione comincia fra il {formatta_data(inviata)}, quando fu inviata, e oggi.")


@transaction.atomic
def riattiva_adesione(adesione, motivo, *, poteri, adesso):
    """Toglie la sospensione: l’adesione torna com’era stata accolta; perché è riattivata si legge nella sua storia."""
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    if adesione.sospesa:
        _esigi_in_corso(adesione, adesso)
    come = "riattiva_consultiva" if adesione.sospesa_come == "accolta_consultiva" else "riattiva_sottoscrittore"
    riattivata = flusso.esegui(adesione, come, poteri=poteri, adesso=adesso, nota=motivo)
    Adesione.objects.filter(pk=riattivata.pk).update(**SENZA_SOSPENSIONE)
    riattivata.refresh_from_db()
    return riattivata
