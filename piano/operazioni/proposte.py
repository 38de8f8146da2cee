"""Scritture sulle proposte dei tavoli e dei cittadini, e sulla risposta dell’ufficio."""

from django.db import transaction

from ambito import flusso
from ambito.db.numeri import seguente
from ambito.errori import ErroreAtteso
from ambito.registro import annota
from piano.models import Proposta
from piano.operazioni.piani import blocca
from piano.stati import PASSO_DELL_ESITO, StatoProposta


class PropostaGiaValutata(ErroreAtteso):
    """La proposta ha già una risposta: si cambia riaprendola."""


@transaction.atomic
def salva_proposta(proposta, *, poteri, adesso):
    """Aggiunge una proposta, con il numero seguente del piano, o ne corregge una non ancora valutata."""
    poteri.esigi("redige_piano")
    nuova = proposta.pk is None
    if nuova:
        numera(proposta)
    else:
        _esigi_da_valutare(proposta)
    proposta.save()
    frase = f"{'Registrata' if nuova else 'Corretta'} la proposta {proposta.codice}, {proposta.origine}"
    annota(proposta, "proposta.registra" if nuova else "proposta.correggi", frase, autore=poteri.utente, quando=adesso)
    return proposta


def numera(proposta):
    """Dà alla proposta il numero seguente: chi arriva insieme si mette in fila sul piano, e i numeri non si riusano."""
    blocca(proposta.piano_id)
    proposta.numero = seguente(Proposta.objects.filter(piano=proposta.piano_id))


def _esigi_da_valutare(proposta):
    ferma = Proposta.objects.select_for_update(of=("self",)).get(pk=proposta.pk)
    if ferma.stato != StatoProposta.DA_VALUTARE:
        raise PropostaGiaValutata(f"La {ferma} ha già una risposta: per cambiarla si valuta di nuovo.")


@transaction.atomic
def valuta(proposta, esito, *, motivo="", sezione=None, obiettivo=None, poteri, adesso):
    """Dà la risposta: esito, perché (non serve se è accolta), dove nel piano. Il flusso dice che cosa manca."""
    _esigi_da_valutare(proposta)
    motivo = motivo.strip()
    dove = {"sezione": sezione, "obiettivo": obiettivo} if esito != StatoProposta.RESPINTA else {"sezione": None, "obiettivo": None}
    Proposta.objects.filter(pk=proposta.pk).update(motivo=motivo, **dove)
    return flusso.esegui(proposta, PASSO_DELL_ESITO[esito], poteri=poteri, adesso=adesso, nota=motivo)


@transaction.atomic
def rivaluta(proposta, motivo, *, poteri, adesso):
    """Riapre una proposta già valutata: la risposta di prima resta nel registro."""
    proposta = flusso.esegui(proposta, "rivaluta", poteri=poteri, adesso=adesso, nota=motivo)
    proposta.motivo, proposta.sezione, proposta.obiettivo = "", None, None
    proposta.save(update_fields=["motivo", "sezione", "obiettivo"])
    return proposta
