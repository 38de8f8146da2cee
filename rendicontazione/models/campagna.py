from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito
from rendicontazione.controlli import QUOTA_MINORI, SCARTO_MEDIANA, SCOSTAMENTO
from rendicontazione.stati import PASSI_CAMPAGNA, StatoCampagna


class Campagna(ModelloDiAmbito):
    """La raccolta della spesa sociale di un anno presso i Comuni dell’Ambito."""

    PASSI = PASSI_CAMPAGNA

    anno = models.PositiveSmallIntegerField()
    apre = models.DateField("si apre il")
    chiude = models.DateField("termine per l’invio")
    scostamento = models.PositiveSmallIntegerField("variazione da spiegare, in percentuale", default=SCOSTAMENTO)
    scarto_mediana = models.PositiveSmallIntegerField("distanza dalla mediana, in percentuale", default=SCARTO_MEDIANA)
    quota_minori = models.PositiveSmallIntegerField("quota dei minori del Fondo nazionale, in percentuale", default=QUOTA_MINORI)
    prova_da = models.DecimalField("spesa lorda da cui serve una prova", max_digits=14, decimal_places=2, null=True, blank=True)
    doppio_controllo = models.BooleanField("due controlli di persone diverse", default=False)
    stato = models.CharField(max_length=8, choices=StatoCampagna.choices, default=StatoCampagna.APERTA)

    class Meta:
        ordering = ["-anno"]
        default_permissions = []
        verbose_name_plural = "campagne"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "anno"], name="campagna_anno_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoCampagna.values), name="campagna_stato"),
            models.CheckConstraint(condition=Q(chiude__gte=F("apre")), name="campagna_date"),
            models.CheckConstraint(condition=Q(quota_minori__lte=100), name="campagna_quota_minori"),
            models.CheckConstraint(condition=Q(prova_da__isnull=True) | Q(prova_da__gt=0), name="campagna_prova_da"),
            models.CheckConstraint(condition=Q(anno__gte=2000, anno__lte=2100), name="campagna_anno"),
        ]

    def __str__(self):
        return f"Rendicontazione {self.anno}"

    @property
    def e_aperta(self):
        return self.stato == StatoCampagna.APERTA
