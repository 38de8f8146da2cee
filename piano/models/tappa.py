from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito


class TappaIter(ModelloDiAmbito):
    """Un passo del percorso che porta al piano: quando è previsto, quando è avvenuto, chi ne risponde, con quale atto."""

    piano = models.ForeignKey("piano.PianoDiZona", models.CASCADE, related_name="percorso")
    ordine = models.PositiveSmallIntegerField(editable=False)
    nome = models.CharField("che cosa si fa", max_length=160)
    dal = models.DateField("previsto dal")
    al = models.DateField("previsto al")
    fatta_il = models.DateField("avvenuto il", null=True, blank=True)
    responsabile = models.ForeignKey(
        "ambito.Utente", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chi ne risponde"
    )
    atto = models.CharField("atto", max_length=200, blank=True)
    nota = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["ordine", "pk"]
        default_permissions = []
        verbose_name = "tappa del percorso"
        verbose_name_plural = "tappe del percorso"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "ordine"], name="tappaiter_ordine_unico"),
            models.CheckConstraint(condition=Q(al__gte=F("dal")), name="tappaiter_periodo"),
        ]

    def __str__(self):
        return self.nome
