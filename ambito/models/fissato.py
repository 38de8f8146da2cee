from django.db import models

from ambito.models.base import ModelloDiAmbito


class Fissato(ModelloDiAmbito):
    """Una cosa che una persona vuole avere a portata di mano. La vede soltanto lei, e solo finché può aprirla."""

    utente = models.ForeignKey("ambito.Utente", models.CASCADE, related_name="+")
    genere = models.CharField("che genere di cosa è, fra quelle che si cercano", max_length=40)
    numero = models.BigIntegerField("numero della riga")
    fissato_il = models.DateTimeField()

    class Meta:
        ordering = ["-fissato_il", "-id"]
        default_permissions = []
        verbose_name_plural = "cose fissate"
        constraints = [models.UniqueConstraint(fields=["ambito", "utente", "genere", "numero"], name="fissato_unico")]

    def __str__(self):
        return f"{self.genere} {self.numero}"
