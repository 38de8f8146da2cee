"""La scheda annuale di valutazione di un servizio: che cosa dicono gli indicatori, gli utenti, i controlli, e il giudizio."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito


class Giudizio(models.TextChoices):
    BUONO = "buono", "Va bene così"
    DA_MIGLIORARE = "da_migliorare", "Da migliorare"
    CRITICO = "critico", "Critico"


class Valutazione(ModelloDiAmbito):
    """La valutazione di un servizio in un anno. I questionari si contano, non si leggono: nessuna persona è riconoscibile."""

    anno = models.PositiveSmallIntegerField()
    servizio = models.ForeignKey("servizi.Servizio", models.PROTECT, related_name="valutazioni")
    questionari = models.PositiveIntegerField("questionari raccolti", null=True, blank=True)
    soddisfatti = models.PositiveIntegerField("di cui soddisfatti", null=True, blank=True)
    reclami = models.PositiveIntegerField(null=True, blank=True)
    giudizio = models.CharField(max_length=14, choices=Giudizio.choices)
    perche = models.TextField("perché", max_length=2000)
    azioni = models.TextField("che cosa si farà", max_length=2000, blank=True)

    class Meta:
        ordering = ["-anno"]
        default_permissions = []
        verbose_name_plural = "valutazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "anno", "servizio"], name="valutazione_unica"),
            models.CheckConstraint(condition=Q(anno__gte=2000, anno__lte=2100), name="valutazione_anno"),
            models.CheckConstraint(condition=Q(giudizio__in=Giudizio.values), name="valutazione_giudizio"),
            models.CheckConstraint(
                condition=Q(soddisfatti__isnull=True) | Q(questionari__gte=F("soddisfatti")), name="valutazione_soddisfatti"
            ),
        ]

    def __str__(self):
        return f"Valutazione {self.anno} di {self.servizio}"
