from django.db import models

from ambito.models.base import ModelloDiAmbito


class ChiusuraCampagna(ModelloDiAmbito):
    """Le righe come erano quando la campagna è stata chiusa, con la loro impronta: riaprirla non le cambia.

    `righe_csv` è il foglio di tutte le righe contate; `impronta` è il suo SHA-256. Importi in euro. La banca dati non lascia
    cambiare né cancellare una chiusura.
    """

    campagna = models.ForeignKey("rendicontazione.Campagna", models.PROTECT, related_name="chiusure")
    numero = models.PositiveSmallIntegerField()
    chiusa_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    chiusa_il = models.DateTimeField()
    comuni = models.PositiveIntegerField()
    righe = models.PositiveIntegerField()
    spesa_lorda = models.DecimalField(max_digits=18, decimal_places=2)
    spesa_netta = models.DecimalField(max_digits=18, decimal_places=2)
    righe_csv = models.BinaryField()
    impronta = models.CharField(max_length=64)

    class Meta:
        ordering = ["-numero"]
        default_permissions = []
        verbose_name = "chiusura di una campagna"
        verbose_name_plural = "chiusure di una campagna"
        constraints = [models.UniqueConstraint(fields=["ambito", "campagna", "numero"], name="chiusuracampagna_numero")]

    def __str__(self):
        return f"chiusura {self.numero} della {str(self.campagna).lower()}"
