"""Gli indicatori che l’Ufficio aggiunge da sé (reddito, lavoro, fragilità…): un valore per Comune, con data e fonte."""

from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class IndicatoreComunale(ModelloDiAmbito):
    """Una misura del territorio a un giorno. La stessa, a un altro giorno, è un’altra riga: il passato resta com’era."""

    nome = models.CharField(max_length=120)
    unita = models.CharField("unità di misura", max_length=60)
    decimali = models.PositiveSmallIntegerField("cifre dopo la virgola", choices=[(n, str(n)) for n in range(3)], default=1)
    al = models.DateField("riferito al")
    fonte = models.CharField(max_length=200)
    spiega = models.CharField("che cosa dice", max_length=300, blank=True)
    nel_piano = models.BooleanField("compare nel contesto del Piano di Zona", default=True)

    class Meta:
        ordering = ["nome", "-al"]
        default_permissions = []
        verbose_name_plural = "indicatori dei Comuni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "nome", "al"], name="indicatorecomunale_unico"),
            models.CheckConstraint(condition=Q(decimali__lte=2), name="indicatorecomunale_decimali"),
        ]

    def __str__(self):
        return f"{self.nome} ({self.al:%d/%m/%Y})"


class ValoreComunale(ModelloDiAmbito):
    """Il valore di un indicatore in un Comune; può essere negativo (un saldo). Se non c’è, di quel Comune non si sa."""

    indicatore = models.ForeignKey(IndicatoreComunale, models.CASCADE, related_name="valori")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    valore = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        default_permissions = []
        verbose_name_plural = "valori di indicatore"
        constraints = [models.UniqueConstraint(fields=["ambito", "indicatore", "comune"], name="valorecomunale_unico")]

    def __str__(self):
        return f"{self.indicatore}: {self.comune}"
