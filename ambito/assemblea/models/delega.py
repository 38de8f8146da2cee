"""La delega limitata: il delegato di un Comune vota soltanto su alcuni punti di una seduta."""

from django.db import models

from ambito.models.base import ModelloDiAmbito


class LimiteDelega(ModelloDiAmbito):
    """I soli punti su cui il delegato vota, in una seduta; si riconosce dall’indirizzo, anche prima che accetti l’invito."""

    seduta = models.ForeignKey("assemblea.Seduta", models.PROTECT, related_name="+")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    email = models.EmailField()
    punti = models.JSONField("chiavi dei punti")

    class Meta:
        default_permissions = []
        verbose_name_plural = "limiti di delega"
        constraints = [models.UniqueConstraint(fields=["ambito", "seduta", "comune", "email"], name="limite_delega_unico")]

    def __str__(self):
        return f"Delega limitata per il Comune di {self.comune}"
