"""Le risorse: che cosa è stato assegnato all’Ambito, che cosa è entrato in cassa, a che punto è la spesa."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito


class AssegnazioneQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        return self.select_related("fondo").order_by("-annualita", "fondo__ordine", "pk")


class AssegnazioneFondo(ModelloDiAmbito):
    """Una somma di un fondo per un’annualità, con l’atto che la dà. Più annualità dello stesso fondo restano aperte insieme."""

    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, related_name="assegnazioni")
    annualita = models.PositiveSmallIntegerField("annualità")
    atto = models.CharField(max_length=200)
    atto_del = models.DateField("data dell’atto")
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    vincolata = models.DecimalField("di cui vincolata", max_digits=14, decimal_places=2, default=0)
    vincolo = models.CharField("a che cosa è vincolata", max_length=200, blank=True)
    cup = models.CharField("CUP", max_length=15, blank=True)
    spendere_entro = models.DateField("da spendere entro", null=True, blank=True)
    deliberazione = models.ForeignKey(
        "assemblea.Deliberazione", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="deliberazione che ne decide l’uso",
    )  # fmt: skip

    objects = ManagerDiAmbito.from_queryset(AssegnazioneQuerySet)()

    class Meta:
        ordering = ["-annualita", "pk"]
        default_permissions = []
        verbose_name = "assegnazione"
        verbose_name_plural = "assegnazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "fondo", "annualita", "atto"], name="assegnazione_unica"),
            models.CheckConstraint(condition=Q(importo__gt=0), name="assegnazione_importo"),
            models.CheckConstraint(condition=Q(vincolata__gte=0, vincolata__lte=F("importo")), name="assegnazione_vincolata"),
            models.CheckConstraint(condition=Q(vincolata=0) | ~Q(vincolo=""), name="assegnazione_vincolo_detto"),
            models.CheckConstraint(condition=Q(annualita__gte=2000, annualita__lte=2100), name="assegnazione_annualita"),
        ]

    def __str__(self):
        return f"{self.fondo.codice} {self.annualita}"


class Incasso(ModelloDiAmbito):
    """Una somma entrata in cassa per un’assegnazione. Non si cancella: uno sbaglio si corregge con un importo contrario."""

    assegnazione = models.ForeignKey(AssegnazioneFondo, models.PROTECT, related_name="incassi")
    giorno = models.DateField("incassato il")
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    causale = models.CharField("reversale o causale", max_length=120, blank=True)

    class Meta:
        ordering = ["giorno", "pk"]
        default_permissions = []
        verbose_name_plural = "incassi"
        constraints = [models.CheckConstraint(condition=~Q(importo=0), name="incasso_importo")]

    def __str__(self):
        return f"Incasso su {self.assegnazione}"


class Utilizzo(ModelloDiAmbito):
    """Quanto dell’assegnazione è impegnato e pagato fino a un giorno: cifre dall’inizio, che non diminuiscono."""

    assegnazione = models.ForeignKey(AssegnazioneFondo, models.PROTECT, related_name="utilizzi")
    al = models.DateField("fino al")
    impegnato = models.DecimalField(max_digits=14, decimal_places=2)
    pagato = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["al", "pk"]
        default_permissions = []
        verbose_name_plural = "utilizzi"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "assegnazione", "al"], name="utilizzo_unico"),
            models.CheckConstraint(condition=Q(impegnato__gte=F("pagato"), pagato__gte=0), name="utilizzo_importi"),
        ]

    def __str__(self):
        return f"Utilizzo di {self.assegnazione} al {self.al:%d/%m/%Y}"
