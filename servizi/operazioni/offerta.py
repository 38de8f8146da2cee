"""Scritture sui servizi del catalogo e sulle unità d’offerta."""

from django.db import transaction

from servizi.models import Copertura, Natura, Rilevazione, UnitaOfferta
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva, togli


@transaction.atomic
def salva_servizio(servizio, *, poteri, adesso):
    """Aggiunge o cambia un tipo di servizio. Il codice di uno già usato non si cambia: i dati degli anni passati lo portano."""
    poteri.esigi(GESTISCE)
    if servizio.pk and (prima := type(servizio).objects.get(pk=servizio.pk)).codice != servizio.codice and _usato(prima):
        raise DatoNonValido("Il codice è già usato nei dati: si cambia il nome, non il codice.", "codice")
    return salva(servizio, frase=f"Catalogo dei servizi: {servizio.etichetta}", poteri=poteri, adesso=adesso,
                 doppio=f"C’è già un servizio con il codice «{servizio.codice}».")  # fmt: skip


def _usato(servizio):
    return UnitaOfferta.objects.filter(servizio=servizio).exists() or Rilevazione.objects.filter(servizio=servizio).exists()


@transaction.atomic
def salva_unita(unita, comuni_serviti, *, poteri, adesso):
    """Aggiunge o cambia un’unità d’offerta e i Comuni che serve oltre a quello della sede."""
    poteri.esigi(GESTISCE)
    if unita.servizio.natura != Natura.SERVIZIO and unita.comune_id is None:
        raise DatoNonValido("Una struttura ha una sede: scegli il Comune.", "comune")
    if not (unita.comune_id or unita.tutto_ambito or comuni_serviti):
        raise DatoNonValido("Di’ quali Comuni serve: uno, alcuni, o tutti.", "serviti")
    prima = unita.coperture.values_list("comune__codice_istat", flat=True) if unita.pk else ()
    legami = {"serviti": (sorted(prima), sorted(c.codice_istat for c in comuni_serviti))}
    salva(unita, frase=f"Offerta: {unita} ({unita.servizio})", poteri=poteri, adesso=adesso, legami=legami,
          doppio="In quel Comune c’è già un’unità dello stesso servizio con questo nome.")  # fmt: skip
    unita.coperture.all().delete()
    Copertura.objects.bulk_create(Copertura(unita=unita, comune=comune) for comune in comuni_serviti)
    return unita


@transaction.atomic
def togli_unita(unita, *, poteri, adesso):
    """Toglie un’unità scritta per sbaglio; una che ha chiuso si tiene, con la data di chiusura."""
    poteri.esigi(GESTISCE)
    togli(unita, frase=f"Tolta dall’offerta: {unita}", poteri=poteri, adesso=adesso)
