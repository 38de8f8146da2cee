"""Le proposte del piano e il quadro degli esiti."""

from django.db.models import Count, F

from piano.models import Proposta
from piano.stati import StatoProposta

PUBBLICO = "Consultazioni pubbliche"
RITROVATE = (StatoProposta.ACCOLTA, StatoProposta.IN_PARTE, StatoProposta.GIA_PRESENTE)


def proposte(piano, *, ritirate):
    """Le proposte del piano, per numero, con tavolo, incontro, sezione e obiettivo; quelle `ritirate` solo a chi le esamina."""
    tutte = Proposta.objects.filter(piano=piano).per_elenco()
    return tutte if ritirate else tutte.da_mostrare()


def proposta(piano, numero, *, ritirate):
    """La proposta con quel numero, o `None`."""
    return proposte(piano, ritirate=ritirate).filter(numero=numero).first()


def del_tavolo(tavolo):
    """Le proposte nate a quel tavolo."""
    return Proposta.objects.filter(tavolo=tavolo).per_elenco()


def accolte_in(obiettivo):
    """Le proposte accolte, anche in parte, o già presenti, che si ritrovano in quell’obiettivo."""
    tutte = Proposta.objects.filter(obiettivo=obiettivo, stato__in=RITROVATE)
    return tutte.per_elenco().da_mostrare()


def conta_esiti(piano):
    """Quante proposte hanno ciascun esito, nell’ordine di `StatoProposta`: `{esito: quante}`."""
    trovati = dict(Proposta.objects.filter(piano=piano).order_by().values_list("stato").annotate(n=Count("pk")))
    return {esito: trovati.get(esito, 0) for esito in StatoProposta}


def quadro_esiti(piano):
    """Da dove vengono e come sono andate: `[(origine, [quante per esito], totale)]`, nell’ordine di `StatoProposta`."""
    voci = Proposta.objects.filter(piano=piano).order_by(F("tavolo__nome").asc(nulls_last=True))
    righe = {}
    for nome, esito, quante in voci.values_list("tavolo__nome", "stato").annotate(n=Count("pk")):
        righe.setdefault(nome or PUBBLICO, dict.fromkeys(StatoProposta, 0))[esito] = quante
    return [(nome, list(riga.values()), sum(riga.values())) for nome, riga in righe.items()]
