from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class RisorsaOfferta(ModelloDiAmbito):
    """Una risorsa che il Comune mette a disposizione dell’accordo: denaro, ore, sedi, beni, competenze."""

    class Tipo(models.TextChoices):
        ECONOMICA = "economica", "Economica"
        PERSONALE = "personale", "Personale"
        VOLONTARI = "volontari", "Volontari"
        SEDE = "sede", "Sede o spazio"
        BENE = "bene", "Bene o attrezzatura"
        COMPETENZA = "competenza", "Competenza"

    adesione = models.ForeignKey("accordo.Adesione", models.CASCADE, related_name="risorse")
    tipo = models.CharField(max_length=12, choices=Tipo.choices)
    descrizione = models.CharField("che cosa", max_length=250)
    quantita = models.DecimalField(
        "quantità", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unita = models.CharField("unità di misura", max_length=40, blank=True)
    valore_stimato = models.DecimalField(
        "valore stimato", max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "risorse offerte"
        constraints = [
            models.CheckConstraint(
                condition=Q(tipo__in=["economica", "personale", "volontari", "sede", "bene", "competenza"]), name="risorsa_tipo"
            ),
            models.CheckConstraint(condition=Q(quantita__isnull=True) | Q(quantita__gte=0), name="risorsa_quantita"),
            models.CheckConstraint(condition=Q(valore_stimato__isnull=True) | Q(valore_stimato__gte=0), name="risorsa_valore"),
        ]

    def __str__(self):
        return f"{self.get_tipo_display()}: {self.descrizione}"
