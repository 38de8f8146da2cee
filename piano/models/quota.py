from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class QuotaVincolata(ModelloDiAmbito):
    """Quanto della parte vincolata di un’assegnazione va a un obiettivo del piano. In tutto non supera la parte vincolata."""

    assegnazione = models.ForeignKey("servizi.AssegnazioneFondo", models.PROTECT, related_name="+")
    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="quote")
    importo = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["assegnazione__annualita", "pk"]
        default_permissions = []
        verbose_name = "quota vincolata"
        verbose_name_plural = "quote vincolate"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "assegnazione", "obiettivo"], name="quotavincolata_unica"),
            models.CheckConstraint(condition=Q(importo__gt=0), name="quotavincolata_importo"),
        ]

    def __str__(self):
        return f"{self.assegnazione} a {self.obiettivo.codice}"
