from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class ChiusuraCampagna(ModelloDiAmbito):
    """Le righe come erano quando la campagna è stata chiusa, con la loro impronta: riaprirla non le cambia.

    `righe_csv` è il foglio di tutte le righe contate; `impronta` è il suo SHA-256. Importi in euro. La banca dati non lascia
    cambiare né cancellare una chiusura. `regole` sono le corrispondenze con cui se ne riempiono le griglie (`{griglia: righe}`),
    assenti nelle chiusure di prima che si conservassero; `impronta_regole` è il loro SHA-256.
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
    regole = models.JSONField("corrispondenze delle griglie", null=True)
    impronta_regole = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-numero"]
        default_permissions = []
        verbose_name = "chiusura di una campagna"
        verbose_name_plural = "chiusure di una campagna"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "campagna", "numero"], name="chiusuracampagna_numero"),
            models.CheckConstraint(
                condition=Q(regole__isnull=True, impronta_regole="") | (Q(regole__isnull=False) & ~Q(impronta_regole="")),
                name="chiusuracampagna_regole",
            ),
        ]

    def __str__(self):
        return f"chiusura {self.numero} della {str(self.campagna).lower()}"
