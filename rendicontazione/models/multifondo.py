from django.db import models

from ambito.models.base import ModelloDiAmbito


class MotivoResiduo(ModelloDiAmbito):
    """Perché una parte di un’assegnazione non è ancora impegnata, e quando lo sarà: lo chiede il monitoraggio Multifondo."""

    assegnazione = models.ForeignKey("servizi.AssegnazioneFondo", models.PROTECT, related_name="+")
    motivo = models.CharField("perché non è ancora impegnato", max_length=300)
    impegno_previsto = models.DateField("data prevista dell’impegno")

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name = "motivo di un residuo"
        verbose_name_plural = "motivi dei residui"
        constraints = [models.UniqueConstraint(fields=["ambito", "assegnazione"], name="motivoresiduo_unico")]

    def __str__(self):
        return f"Residuo di {self.assegnazione}"
