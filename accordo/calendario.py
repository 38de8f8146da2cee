"""I termini degli avvisi di adesione, per chi segue le adesioni; chi aderisce ha il suo in «Tocca a te»."""

from django.urls import reverse

from accordo.models import AvvisoAdesione
from accordo.stati import StatoAvviso
from ambito.registri import Appuntamento


def appuntamenti(poteri, oggi):
    """L’ultimo giorno utile di ogni avviso aperto."""
    if not poteri.puo("legge_adesioni"):
        return
    for avviso in AvvisoAdesione.objects.filter(stato=StatoAvviso.APERTO):
        yield Appuntamento(
            chiave=f"adesioni-{avviso.ambito_id}-{avviso.pk}",
            titolo=f"Adesioni {avviso.triennio}: ultimo giorno utile",
            testo="Chi ha aderito e chi manca:",
            url=reverse("accordo:adesioni", args=[poteri.ambito.slug, avviso.triennio]),
            inizio=avviso.chiude,
        )
