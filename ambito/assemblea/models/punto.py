"""L’ordine del giorno."""

from django.db import models
from django.db.models import Q

from ambito.assemblea import stati
from ambito.assemblea.stati import StatoPunto
from ambito.models.base import ModelloDiAmbito


class PuntoOdg(ModelloDiAmbito):
    """Un argomento all’ordine del giorno. `oggetto_tipo` e `oggetto_id` dicono, se c’è, la cosa del portale messa ai voti."""

    PASSI = stati.PASSI_PUNTO

    seduta = models.ForeignKey("assemblea.Seduta", models.PROTECT, related_name="punti")
    ordine = models.PositiveSmallIntegerField()
    oggetto = models.CharField(max_length=300)
    proposta = models.TextField("testo della proposta", blank=True)
    relatore = models.CharField(max_length=120, blank=True)
    materia = models.CharField(max_length=40, default="ordinaria")
    oggetto_tipo = models.CharField(max_length=40, blank=True)
    oggetto_id = models.BigIntegerField(null=True)
    stato = models.CharField(max_length=16, choices=StatoPunto.choices, default=StatoPunto.ISCRITTO)

    class Meta:
        ordering = ["seduta", "ordine"]
        default_permissions = []
        verbose_name_plural = "punti all’ordine del giorno"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "seduta", "ordine"], name="punto_ordine_unico"),
            models.UniqueConstraint(fields=["ambito", "seduta"], condition=Q(stato="in_discussione"), name="punto_in_discussione"),
            models.CheckConstraint(condition=Q(stato__in=StatoPunto.values), name="punto_stato"),
            models.CheckConstraint(
                condition=Q(oggetto_tipo="", oggetto_id__isnull=True) | (~Q(oggetto_tipo="") & Q(oggetto_id__isnull=False)),
                name="punto_oggetto",
            ),
        ]

    def __str__(self):
        return f"Punto {self.ordine}, {self.oggetto}"[:250]

    @property
    def tono(self):
        return stati.TONI_PUNTO[self.stato]
