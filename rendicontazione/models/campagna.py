from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito
from rendicontazione.stati import PASSI_CAMPAGNA, StatoCampagna


class Campagna(ModelloDiAmbito):
    """La raccolta della spesa sociale di un anno presso i Comuni dell’Ambito."""

    PASSI = PASSI_CAMPAGNA

    anno = models.PositiveSmallIntegerField()
    apre = models.DateField("si apre il")
    chiude = models.DateField("termine per l’invio")
    stato = models.CharField(max_length=8, choices=StatoCampagna.choices, default=StatoCampagna.APERTA)

    class Meta:
        ordering = ["-anno"]
        default_permissions = []
        verbose_name_plural = "campagne"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "anno"], name="campagna_anno_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoCampagna.values), name="campagna_stato"),
            models.CheckConstraint(condition=Q(chiude__gte=F("apre")), name="campagna_date"),
            models.CheckConstraint(condition=Q(anno__gte=2000, anno__lte=2100), name="campagna_anno"),
        ]

    def __str__(self):
        return f"Rendicontazione {self.anno}"

    @property
    def e_aperta(self):
        return self.stato == StatoCampagna.APERTA
