from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class StatoLavoro(models.TextChoices):
    IN_CODA = "in_coda", "In coda"
    IN_CORSO = "in_corso", "In corso"
    FATTO = "fatto", "Fatto"
    FALLITO = "fallito", "Non riuscito"
    ANNULLATO = "annullato", "Annullato"


FINITI = [StatoLavoro.FATTO, StatoLavoro.FALLITO, StatoLavoro.ANNULLATO]


class Lavoro(ModelloDiAmbito):
    """Un lavoro in secondo piano. Questa riga è la verità; il messaggio in coda è solo una sveglia."""

    tipo = models.CharField(max_length=60)
    chiave = models.CharField(max_length=200)
    titolo = models.CharField(max_length=200)
    argomenti = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    avvio = models.CharField(max_length=12, choices=StatoLavoro.choices, default=StatoLavoro.IN_CODA)
    passi_fatti = models.PositiveIntegerField(default=0)
    passi_totali = models.PositiveIntegerField(default=0)
    fase = models.CharField(max_length=200, blank=True)
    tentativi = models.PositiveSmallIntegerField(default=0)
    preso_da = models.CharField(max_length=80, blank=True)
    battito = models.DateTimeField(null=True)
    errore = models.TextField(blank=True)
    esito_url = models.CharField(max_length=300, blank=True)
    chiesto_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    chiesto_il = models.DateTimeField()
    iniziato_il = models.DateTimeField("inizio dell’ultimo tentativo", null=True)
    finito_il = models.DateTimeField(null=True)
    secondi_cpu = models.FloatField("secondi di calcolo dell’ultimo tentativo", null=True)
    memoria_massima = models.BigIntegerField("byte di memoria del processo più grande, nell’ultimo tentativo", null=True)
    documento = models.ForeignKey("ambito.Documento", models.PROTECT, null=True, related_name="lavori")

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        verbose_name_plural = "lavori"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "chiave"], name="lavoro_chiave_unica"),
            models.CheckConstraint(condition=Q(avvio__in=StatoLavoro.values), name="lavoro_avvio"),
            models.CheckConstraint(
                condition=Q(avvio__in=["in_coda", "in_corso"], finito_il__isnull=True)
                | Q(avvio__in=["fatto", "fallito", "annullato"], finito_il__isnull=False),
                name="lavoro_finito_il",
            ),
        ]
        indexes = [models.Index(fields=["ambito", "avvio"])]

    def __str__(self):
        return self.titolo

    @property
    def percentuale(self):
        """Avanzamento da 0 a 100."""
        if self.avvio == StatoLavoro.FATTO:
            return 100
        return min(99, self.passi_fatti * 100 // self.passi_totali) if self.passi_totali else 0

    @property
    def e_finito(self):
        return self.avvio in FINITI

    @property
    def durata(self):
        """Quanto è durato l’ultimo tentativo, o `None` se non è finito o non è mai cominciato."""
        return self.finito_il - self.iniziato_il if self.finito_il and self.iniziato_il else None
