from django.db import models

from ambito.models.base import ModelloDiAmbito


class Presenza(ModelloDiAmbito):
    """Chi ha aperta una sezione per scriverla: vale finché il browser si fa sentire, poi scade da sé."""

    sezione = models.ForeignKey("piano.Sezione", models.CASCADE, related_name="presenze")
    utente = models.ForeignKey("ambito.Utente", models.CASCADE, related_name="+")
    dal = models.DateTimeField("comincia")
    visto_il = models.DateTimeField("ultimo segno")

    class Meta:
        ordering = ["dal"]
        default_permissions = []
        verbose_name_plural = "presenze"
        constraints = [models.UniqueConstraint(fields=["ambito", "sezione", "utente"], name="presenza_unica")]

    def __str__(self):
        return f"{self.utente} su {self.sezione}"
