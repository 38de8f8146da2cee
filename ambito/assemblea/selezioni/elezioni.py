"""Le elezioni alle cariche: quella in corso, chi è votabile, chi è in carica."""

from django.db.models import Q

from ambito.assemblea.models import Elezione
from ambito.assemblea.stati import StatoElezione
from ambito.db.numeri import seguente
from ambito.models import Incarico


def elezione(pk):
    """L’elezione, o `None`."""
    return Elezione.objects.select_related("seduta__organo", "seduta__ambito", "seduta__regola", "punto").filter(pk=pk).first()


def aperta(seduta):
    """L’elezione in corso in quella seduta, o `None`."""
    return seduta.elezioni.filter(stato=StatoElezione.APERTA).first()


def prossimo_turno(elezione):
    """Il numero del turno ancora da spogliare."""
    return seguente(elezione.turni)


def votabili(elezione):
    """I seggi che si possono votare al prossimo turno: i Comuni della seduta, o i soli ammessi dal turno di prima."""
    seggi = elezione.seduta.seggi.filter(comune__isnull=False).order_by("nome")
    ultimo = elezione.turni.order_by("-numero").first()
    return seggi.filter(codice__in=ultimo.ammessi) if ultimo and ultimo.ammessi else seggi


def chi_siede(seggio, oggi):
    """L’utente che è Sindaco di quel Comune oggi, o `None`."""
    incarichi = Incarico.objects.vigenti(oggi).filter(ruolo="sindaco", comune=seggio.comune_id).select_related("utente")
    return next((incarico.utente for incarico in incarichi), None)


def in_carica(organo, oggi):
    """Presidente e vice eletti che oggi sono in carica: una voce per carica, la più recente."""
    concluse = Elezione.objects.filter(seduta__organo=organo, stato=StatoElezione.CONCLUSA, dal__lte=oggi)
    concluse = concluse.filter(Q(al__isnull=True) | Q(al__gte=oggi)).select_related("eletto")
    per_carica = {}
    for elezione in concluse.order_by("dal", "pk"):
        per_carica[elezione.carica] = elezione
    return [per_carica[carica] for carica in Elezione.Carica.values if carica in per_carica]
