"""Il protocollo di un’adesione inviata: scritto a mano dall’Ufficio, o dato dal servizio scelto dall’Ambito."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from accordo import selezioni
from accordo.models import Adesione, NumeratoreProtocollo, SceltaProtocollo
from accordo.registri import PROTOCOLLI, ProtocolloIndisponibile
from ambito.db.numeri import prossimo
from ambito.errori import ErroreDiCampo
from ambito.registro import annota


class ProtocolloNonAmmesso(ErroreDiCampo):
    """Il protocollo non si può scrivere così: la frase dice perché."""


@transaction.atomic
def scegli_protocollo(servizio, *, poteri, adesso):
    """L’Ambito sceglie chi protocolla le adesioni da adesso in poi (vuoto: l’Ufficio, a mano)."""
    poteri.esigi("istruisce_adesioni")
    if servizio and servizio not in PROTOCOLLI:
        raise ProtocolloNonAmmesso("Questo servizio di protocollo non c’è: scegline un altro.", "servizio")
    scelta, _ = SceltaProtocollo.objects.update_or_create(defaults={"servizio": servizio})
    annota(scelta, "protocollo.scegli", f"Le adesioni si protocollano: {scelta}", autore=poteri.utente, quando=adesso,
           dopo={"servizio": servizio})  # fmt: skip
    return scelta


@transaction.atomic
def protocolla(adesione, *, numero, data, poteri, adesso):
    """Scrive (o corregge) a mano il protocollo di un’adesione inviata; uno dato da un servizio non si tocca."""
    poteri.esigi("istruisce_adesioni")
    adesione = _inviata(adesione)
    oggi, inviata = timezone.localdate(adesso), selezioni.primo_invio(adesione)
    if adesione.protocollo_servizio:
        raise ProtocolloNonAmmesso("Il protocollo l’ha dato il registro: non si cambia a mano.")
    if not numero.strip():
        raise ProtocolloNonAmmesso("Scrivi il numero di protocollo.", "numero")
    if not inviata <= data <= oggi:
        raise ProtocolloNonAmmesso("La data sta fra il giorno del primo invio e oggi: controlla.", "data")
    return _segna(adesione, numero.strip(), data, "", poteri.utente, adesso)


@transaction.atomic
def chiedi_protocollo(adesione, *, poteri, adesso):
    """Chiede il protocollo al servizio dell’Ambito per un’adesione che non l’ha; `ProtocolloIndisponibile` se non risponde."""
    poteri.esigi("istruisce_adesioni")
    adesione = _inviata(adesione)
    servizio = selezioni.servizio_protocollo()
    if servizio is None or adesione.protocollo_numero:
        raise ProtocolloNonAmmesso("Il protocollo c’è già, o si scrive a mano: non c’è niente da chiedere.")
    return _assegna(adesione, servizio, poteri.utente, adesso)


def protocolla_da_se(adesione, utente, adesso):
    """All’invio, se l’Ambito ha un servizio: se non risponde l’adesione resta inviata e il protocollo si chiede dopo."""
    servizio = selezioni.servizio_protocollo()
    if servizio is None or adesione.protocollo_numero:
        return
    with suppress(ProtocolloIndisponibile), transaction.atomic():
        _assegna(adesione, servizio, utente, adesso)


def dal_registro_interno(adesione, adesso):
    """Il numero che segue nel registro del portale, per Ambito e anno, e il giorno di oggi."""
    oggi = timezone.localdate(adesso)
    return f"{prossimo(NumeratoreProtocollo, anno=oggi.year):07d}", oggi


def _inviata(adesione):
    adesione = Adesione.objects.select_for_update(of=("self",)).get(pk=adesione.pk)
    if not adesione.numero:
        raise ProtocolloNonAmmesso("Si protocolla un’adesione inviata: questa non lo è ancora.")
    return adesione


def _assegna(adesione, servizio, utente, adesso):
    numero, data = servizio.assegna(adesione, adesso)
    return _segna(adesione, numero, data, servizio.nome, utente, adesso)


def _segna(adesione, numero, data, servizio, utente, adesso):
    prima = {"numero": adesione.protocollo_numero, "data": adesione.protocollo_data}
    adesione.protocollo_numero, adesione.protocollo_data, adesione.protocollo_servizio = numero, data, servizio
    adesione.save(update_fields=["protocollo_numero", "protocollo_data", "protocollo_servizio"])
    annota(adesione, "adesione.protocolla", f"Protocollata con il n. {numero}: {adesione}", autore=utente, quando=adesso,
           prima=prima, dopo={"numero": numero, "data": data, "servizio": servizio})  # fmt: skip
    return adesione
