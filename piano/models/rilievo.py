from django.db import models

from ambito.models.base import ModelloDiAmbito


class MotivoRilievo(ModelloDiAmbito):
    """Perché un rilievo di coerenza resta com’è: chi l’ha guardato e che cosa ne pensa."""

    piano = models.ForeignKey("piano.PianoDiZona", models.CASCADE, related_name="motivi")
    chiave = models.CharField(max_length=60)
    motivo = models.CharField(max_length=500)
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    scritto_il = models.DateTimeField()

    class Meta:
        default_permissions = []
        verbose_name_plural = "motivi dei rilievi"
        constraints = [models.UniqueConstraint(fields=["ambito", "piano", "chiave"], name="motivorilievo_unico")]

    def __str__(self):
        return f"{self.chiave}: {self.motivo}"[:200]
