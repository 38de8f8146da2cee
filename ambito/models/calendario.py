from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class CalendarioPersonale(ModelloDiAmbito):
    """L’indirizzo segreto da cui una persona legge il proprio calendario di un Ambito. Se ne conserva la sola impronta."""

    utente = models.ForeignKey("ambito.Utente", models.CASCADE, related_name="+")
    impronta = models.CharField("SHA-256 del codice", max_length=64, unique=True)
    creato_il = models.DateTimeField()

    class Meta:
        default_permissions = []
        verbose_name_plural = "calendari personali"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "utente"], name="calendario_personale_unico"),
            models.CheckConstraint(condition=Q(impronta__regex=r"^[0-9a-f]{64}$"), name="calendario_personale_impronta"),
        ]

    def __str__(self):
        return f"calendario di {self.utente}"
