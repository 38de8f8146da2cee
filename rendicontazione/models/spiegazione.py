from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito
from rendicontazione.controlli import CODICI_DA_SPIEGARE


class Spiegazione(ModelloDiAmbito):
    """Perché una cifra che un controllo fa notare è giusta: lo dice il Comune prima dell’invio.

    `riguarda` è la chiave di ciò che il controllo guarda; `rilevato` è la frase a cui si rispondeva: se le cifre cambiano, la
    spiegazione va confermata.
    """

    rendiconto = models.ForeignKey("rendicontazione.Rendiconto", models.CASCADE, related_name="spiegazioni")
    controllo = models.CharField(max_length=3)
    riguarda = models.CharField(max_length=60)
    rilevato = models.CharField(max_length=300)
    testo = models.CharField(max_length=500)

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "spiegazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "rendiconto", "controllo", "riguarda"], name="spiegazione_una"),
            models.CheckConstraint(condition=Q(controllo__in=CODICI_DA_SPIEGARE), name="spiegazione_controllo"),
            models.CheckConstraint(condition=~Q(testo=""), name="spiegazione_testo"),
        ]

    def __str__(self):
        return f"spiegazione di {self.controllo}"
