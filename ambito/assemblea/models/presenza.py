"""Chi è in aula, da quando a quando."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito


class Presenza(ModelloDiAmbito):
    """Un ingresso in sala per un Comune: chi lo rappresenta, quando entra ed esce, come si è saputo."""

    class Modo(models.TextChoices):
        PERSONA = "persona", "L’ha detto chi siede, dal suo dispositivo"
        AULA = "aula", "L’ha registrata il segretario in aula"

    seduta = models.ForeignKey("assemblea.Seduta", models.PROTECT, related_name="presenze")
    seggio = models.ForeignKey("assemblea.SeggioSeduta", models.PROTECT, related_name="presenze")
    convocazione = models.PositiveSmallIntegerField()
    persona = models.CharField("chi siede", max_length=160)
    delega = models.CharField("estremi della delega", max_length=200, blank=True)
    utente = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    modo = models.CharField(max_length=10, choices=Modo.choices)
    entrata = models.DateTimeField()
    uscita = models.DateTimeField(null=True)

    class Meta:
        ordering = ["entrata", "id"]
        default_permissions = []
        verbose_name_plural = "presenze"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "seggio"], condition=Q(uscita__isnull=True), name="presenza_aperta_unica"),
            models.CheckConstraint(condition=Q(uscita__isnull=True) | Q(uscita__gte=F("entrata")), name="presenza_date"),
            models.CheckConstraint(condition=Q(modo__in=["persona", "aula"]), name="presenza_modo"),
            models.CheckConstraint(condition=Q(convocazione__in=[1, 2]), name="presenza_convocazione"),
        ]

    def __str__(self):
        return f"{self.seggio}: {self.persona}"

    @property
    def del_delegato(self):
        """Siede un delegato, non il Sindaco."""
        return bool(self.delega)
