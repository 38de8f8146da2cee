"""Una parte prende il posto di un’altra: chi c’era si chiude con data e atto, chi arriva approva e firma per conto suo."""

from django.db import transaction

from accordo.annunci import accordi as annunci
from accordo.models import ParteAccordo, RuoloParte, Subentro
from accordo.operazioni.accordi import blocca
from accordo.operazioni.parti import avanza
from accordo.stati.accordi import FINITI, TIENE, USCITE
from ambito import flusso
from ambito.errori import ErroreDiCampo


class SubentroNonAmmesso(ErroreDiCampo):
    """Quella parte non può lasciare il posto così: la frase dice perché."""


@transaction.atomic
def subentra(parte, *, comune=None, ente=None, poteri, adesso, **fatti):
    """`comune` o `ente` è al posto della parte, anche negli integrativi in corso. `fatti`: `dal`, `causa`, `atto`, `motivo`.

    Se c’è già fra le parti le assorbe; altrimenti ne diventa una, con il ruolo di chi esce, e deve ancora approvare e firmare.
    """
    poteri.esigi(TIENE)
    accordo = blocca(parte.accordo)
    _ammesso(accordo, parte, comune, ente)
    fatti |= {"registrato_il": adesso, "registrato_da": poteri.utente}
    registrati = [_sostituisci(uscente, comune, ente, fatti, poteri, adesso) for uscente in _con_gli_integrativi(accordo, parte)]
    for subentro in registrati:
        annunci.subentrato(subentro, adesso)
    return registrati[0]


def _ammesso(accordo, parte, comune, ente):
    if accordo.integrativo:
        raise SubentroNonAmmesso("Si registra nell’accordo che questo integra: vale anche per gli integrativi.")
    if accordo.stato in FINITI:
        raise SubentroNonAmmesso("L’accordo è finito: nessuno vi prende più il posto di un altro.")
    if (parte.comune_id, parte.ente_id) == (comune and comune.pk, ente and ente.pk):
        raise SubentroNonAmmesso("È la stessa parte: indica chi ne prende il posto.", "comune")


def _con_gli_integrativi(accordo, parte):
    """La parte, e le stesse negli integrativi non ancora finiti: tutte riservate."""
    stessa = {"comune": parte.comune_id, "ente": parte.ente_id}
    accordi = [accordo, *(blocca(i) for i in accordo.integrativi.exclude(stato__in=FINITI))]
    for altro in accordi:
        trovata = altro.parti.presenti().per_elenco().filter(**stessa).select_for_update(of=("self",)).first()
        if altro is accordo and trovata is None:
            raise SubentroNonAmmesso(f"{parte} non è più fra le parti.")
        if trovata:
            trovata.accordo = altro
            yield trovata


def _sostituisci(uscente, comune, ente, fatti, poteri, adesso):
    accordo = uscente.accordo
    entrante = _entrante(accordo, comune, ente, uscente.ruolo)
    subentro = Subentro.objects.create(uscente=uscente, entrante=entrante, **fatti)
    accordo.impegni.filter(parte=uscente, fatto_il__isnull=True).update(parte=entrante)
    flusso.esegui(uscente, "sostituisci", poteri=poteri, adesso=adesso, nota=f"{subentro}: {subentro.atto}")
    avanza(accordo, adesso)
    return subentro


def _entrante(accordo, comune, ente, ruolo):
    """Chi entra: se c’è già, e chi esce firmava, da adesso firma anche lui."""
    parte, _ = accordo.parti.get_or_create(comune=comune, ente=ente, defaults={"ruolo": ruolo})
    if parte.stato in USCITE:
        raise SubentroNonAmmesso(f"{parte} non è più fra le parti: non può prendere il posto di un’altra.", "comune")
    if ruolo == RuoloParte.FIRMATARIO and not parte.firmatario:
        parte.ruolo = ruolo
        parte.save(update_fields=["ruolo"])
    return ParteAccordo.objects.select_related("comune", "ente").get(pk=parte.pk)
