"""Come si riscuote un riparto deliberato: le rate con i loro termini e i pagamenti dei Comuni."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito


class RataRiparto(ModelloDiAmbito):
    """Una rata: quale parte della quota, da quando si chiede, entro quando si paga."""

    riparto = models.ForeignKey("accordo.PianoRiparto", models.CASCADE, related_name="rate")
    numero = models.PositiveSmallIntegerField()
    percentuale = models.DecimalField(max_digits=5, decimal_places=2)
    chiesta_dal = models.DateField("si chiede dal")
    scade_il = models.DateField("si paga entro il")

    class Meta:
        ordering = ["numero"]
        default_permissions = []
        verbose_name_plural = "rate"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "riparto", "numero"], name="rata_numero_unico"),
            models.CheckConstraint(condition=Q(percentuale__gt=0, percentuale__lte=100), name="rata_percentuale"),
            models.CheckConstraint(condition=Q(scade_il__gte=F("chiesta_dal")), name="rata_date"),
        ]

    def __str__(self):
        return f"rata {self.numero}"


class PagamentoQuota(ModelloDiAmbito):
    """Un pagamento di un Comune, come lo registra l’Ufficio. Non si cancella: si annulla con un motivo."""

    quota = models.ForeignKey("accordo.QuotaComune", models.PROTECT, related_name="pagamenti")
    pagato_il = models.DateField("data del pagamento")
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    riferimento = models.CharField("mandato o ricevuta", max_length=80)
    registrato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    registrato_il = models.DateTimeField()
    annullato_il = models.DateTimeField(null=True)
    annullato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    motivo_annullamento = models.CharField("motivo dell’annullamento", max_length=300, blank=True)

    class Meta:
        ordering = ["pagato_il", "pk"]
        default_permissions = []
        verbose_name_plural = "pagamenti"
        constraints = [
            models.CheckConstraint(condition=Q(importo__gt=0), name="pagamentoquota_importo"),
            models.CheckConstraint(
                condition=Q(annullato_il__isnull=True, annullato_da__isnull=True, motivo_annullamento="")
                | Q(annullato_il__isnull=False, annullato_da__isnull=False) & ~Q(motivo_annullamento=""),
                name="pagamentoquota_annullato",
            ),
        ]

    def __str__(self):
        return f"pagamento di {self.importo} € del {self.pagato_il:%d/%m/%Y}"
