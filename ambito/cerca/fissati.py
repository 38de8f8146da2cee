"""Le cose che una persona ha fissato: righe sue, che non danno alcun diritto."""

from collections import defaultdict

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.models import Fissato

MASSIMI = 20


class TroppeCose(ErroreAtteso):
    """Se ne possono fissare poche, perché restino a portata di mano."""


def fissati(utente):
    """I numeri delle cose fissate dalla persona, per genere."""
    per_genere = defaultdict(set)
    for genere, numero in Fissato.objects.filter(utente=utente).values_list("genere", "numero"):
        per_genere[genere].add(numero)
    return per_genere


@transaction.atomic
def fissa(*, utente, genere, numero, adesso):
    """Fissa una cosa; farlo due volte è come una. `TroppeCose` se sono già `MASSIMI`."""
    sue = Fissato.objects.filter(utente=utente)
    if sue.exclude(genere=genere, numero=numero).count() >= MASSIMI:
        raise TroppeCose(f"Hai già fissato {MASSIMI} cose: togline una prima.")
    return sue.get_or_create(utente=utente, genere=genere, numero=numero, defaults={"fissato_il": adesso})[0]


@transaction.atomic
def togli(*, utente, genere, numero):
    """Non è più fissata; se non lo era già non è un errore."""
    Fissato.objects.filter(utente=utente, genere=genere, numero=numero).delete()
