"""I termini delle campagne della spesa, per chi le controlla; chi compila ha il suo in «Tocca a te»."""

from django.urls import reverse

from ambito.registri import Appuntamento
from rendicontazione.models import Campagna
from rendicontazione.stati import StatoCampagna


def appuntamenti(poteri, oggi):
    """L’ultimo giorno di ogni campagna aperta."""
    if not poteri.puo("legge_rendiconti"):
        return
    for campagna in Campagna.objects.filter(stato=StatoCampagna.APERTA):
        yield Appuntamento(
            chiave=f"campagna-{campagna.ambito_id}-{campagna.pk}",
            titolo=f"Spesa sociale {campagna.anno}: ultimo giorno per i Comuni",
            testo="Chi ha inviato e chi manca:",
            url=reverse("rendicontazione:quadro", args=[poteri.ambito.slug, campagna.anno]),
            inizio=campagna.chiude,
        )
