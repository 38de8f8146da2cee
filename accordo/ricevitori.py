"""Ciò che l’accordo fa quando l’Assemblea vota."""

from django.dispatch import receiver
from django.utils import timezone

from accordo import operazioni
from accordo.models import Scenario
from ambito.assemblea.segnali import votazione_conclusa

OGGETTO_RIPARTO = "riparto"


@receiver(votazione_conclusa, dispatch_uid="accordo.voto_riparto")
def dopo_il_voto_sul_riparto(sender, *, punto, deliberazione, approvata, adesso, **altro):
    """Approvato lo scenario depositato, il riparto è deliberato con quell’atto; altrimenti si dice perché no."""
    if punto.oggetto_tipo != OGGETTO_RIPARTO:
        return
    scenario = Scenario.objects.filter(pk=punto.oggetto_id).first()
    if scenario is None:
        return
    giorno = timezone.localdate(deliberazione.adottata_il) if approvata else None
    operazioni.registra_voto(scenario, deliberazione.sigla if approvata else "", giorno=giorno, adesso=adesso)
