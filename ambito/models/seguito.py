from django.db import models

from ambito.models.base import ModelloDiAmbito


class OggettoSeguito(ModelloDiAmbito):
    """Una cosa del portale di cui una persona vuole sapere i cambiamenti, da quando l’ha chiesto."""

    utente = models.ForeignKey("ambito.Utente", models.CASCADE, related_name="+")
    oggetto_tipo = models.CharField(max_length=60)
    oggetto_id = models.BigIntegerField()
    dal = models.DateTimeField()

    class Meta:
        ordering = ["-dal", "-pk"]
        default_permissions = []
        verbose_name_plural = "oggetti seguiti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "utente", "oggetto_tipo", "oggetto_id"], name="oggetto_seguito_unico"),
        ]
        indexes = [models.Index(fields=["ambito", "oggetto_tipo", "oggetto_id"], name="oggetto_seguito_di_chi")]

    def __str__(self):
        return f"{self.utente_id}: {self.oggetto_tipo} {self.oggetto_id}"
