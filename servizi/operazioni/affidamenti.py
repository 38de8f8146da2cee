"""Scritture sugli affidamenti e sui pagamenti."""

from django.db import transaction

from ambito.nucleo.formati_italiani import formatta_importo
from servizi.models import Affidamento, Pagamento
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva
from servizi.selezioni.risorse import ZERO


@transaction.atomic
def salva_affidamento(affidamento, *, poteri, adesso):
    """Aggiunge o cambia un affidamento: cita sempre una deliberazione, e non scende sotto ciò che ne è già pagato."""
    poteri.esigi(GESTISCE)
    if not (affidamento.deliberazione_id or affidamento.mandato.strip()):
        raise DatoNonValido("Di’ da quale deliberazione discende: l’Ufficio affida ciò che è deliberato.", "deliberazione")
    if affidamento.al < affidamento.dal:
        raise DatoNonValido("Finisce prima di cominciare.", "al")
    if affidamento.rinnovabile_fino and affidamento.rinnovabile_fino <= affidamento.al:
        raise DatoNonValido("Il rinnovo arriva oltre la scadenza.", "rinnovabile_fino")
    if affidamento.pk and affidamento.importo < (pagato := _pagato(_blocca(affidamento))):
        raise DatoNonValido(f"Ne sono già stati pagati {formatta_importo(pagato)} euro.", "importo")
    frase = f"Affidamento a {affidamento.affidatario}: {affidamento}, {formatta_importo(affidamento.importo)} euro"
    return salva(affidamento, frase=frase, poteri=poteri, adesso=adesso,
                 doppio="C’è già un affidamento con questo oggetto e questo atto.")  # fmt: skip


def _blocca(affidamento):
    return Affidamento.objects.select_for_update(of=("self",)).get(pk=affidamento.pk)


def _pagato(affidamento):
    return sum((p.importo for p in affidamento.pagamenti.all()), ZERO)


@transaction.atomic
def paga(affidamento, *, giorno, importo, atto, periodo, poteri, adesso):
    """Annota una liquidazione; in tutto non si paga più dell’importo affidato, né meno di zero."""
    poteri.esigi(GESTISCE)
    affidamento = _blocca(affidamento)
    totale = _pagato(affidamento) + importo
    if not importo or totale < 0 or totale > affidamento.importo:
        frase = f"Il pagato diventerebbe {formatta_importo(totale)} euro: va da zero a {formatta_importo(affidamento.importo)}."
        raise DatoNonValido(frase if importo else "Scrivi un importo.", "importo")
    riga = Pagamento(affidamento=affidamento, giorno=giorno, importo=importo, atto=atto, periodo=periodo)
    return salva(riga, frase=f"{riga}: {formatta_importo(importo)} euro", poteri=poteri, adesso=adesso)
