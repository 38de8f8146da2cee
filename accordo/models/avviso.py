from django.db import models
from django.db.models import F, Q

from accordo.stati import PASSI_AVVISO, OltreTermine, StatoAvviso
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.periodi import Triennio


class AvvisoAdesione(ModelloDiAmbito):
    """L’avviso con cui l’Ufficio di Piano chiede ai Comuni di aderire all’accordo di un triennio: da quando, fino a quando."""

    PASSI = PASSI_AVVISO

    triennio_inizio = models.PositiveSmallIntegerField("primo anno del triennio")
    stato = models.CharField(max_length=8, choices=StatoAvviso.choices, default=StatoAvviso.APERTO)
    apre = models.DateField("si può inviare dal")
    chiude = models.DateField("ultimo giorno utile")
    oltre_termine = models.CharField(
        "chi invia dopo il termine", max_length=10, choices=OltreTermine.choices, default=OltreTermine.CONSULTIVA
    )
    atto = models.CharField("atto di indizione", max_length=200, blank=True)
    testo = models.TextField("istruzioni per i Comuni", max_length=3000, blank=True)

    class Meta:
        ordering = ["-triennio_inizio"]
        default_permissions = []
        verbose_name = "avviso di adesione"
        verbose_name_plural = "avvisi di adesione"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "triennio_inizio"], name="avviso_triennio_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoAvviso.values), name="avviso_stato"),
            models.CheckConstraint(condition=Q(oltre_termine__in=OltreTermine.values), name="avviso_oltre_termine"),
            models.CheckConstraint(condition=Q(chiude__gte=F("apre")), name="avviso_date"),
        ]

    def __str__(self):
        return f"Avviso di adesione {self.triennio}"

    @property
    def triennio(self):
        """Come si scrive e come sta negli indirizzi: «2025-2027»."""
        return str(Triennio(self.triennio_inizio))

    @property
    def e_aperto(self):
        return self.stato == StatoAvviso.APERTO

    def in_corso(self, giorno):
        """Aperto e già cominciato: il termine può essere passato."""
        return self.e_aperto and self.apre <= giorno

    def oltre(self, giorno):
        """Il giorno è dopo il termine?"""
        return giorno > self.chiude
