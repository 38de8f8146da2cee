"""Gli affidamenti: chi gestisce che cosa per conto dell’Ambito, con quale atto, fino a quando, quanto è stato pagato."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito


class FormaAffidamento(models.TextChoices):
    GARA = "gara", "Gara d’appalto"
    DIRETTO = "diretto", "Affidamento diretto"
    CONVENZIONE = "convenzione", "Convenzione"
    COPROGETTAZIONE = "coprogettazione", "Co-progettazione"
    ACCREDITAMENTO = "accreditamento", "Accreditamento"
    IN_HOUSE = "in_house", "All’ente strumentale dell’Ambito"


class AffidamentoQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        return self.select_related("servizio", "fondo", "deliberazione__organo").order_by("-al", "pk")


class Affidamento(ModelloDiAmbito):
    """Un servizio affidato. Decide l’Assemblea: ogni affidamento cita la deliberazione da cui discende."""

    servizio = models.ForeignKey("servizi.Servizio", models.PROTECT, related_name="affidamenti")
    oggetto = models.CharField(max_length=250)
    forma = models.CharField("come è affidato", max_length=16, choices=FormaAffidamento.choices)
    affidatario = models.CharField("a chi", max_length=200)
    deliberazione = models.ForeignKey(
        "assemblea.Deliberazione", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="deliberazione da cui discende",
    )  # fmt: skip
    mandato = models.CharField("deliberazione che non è nel registro", max_length=200, blank=True)
    atto = models.CharField("atto di affidamento", max_length=200)
    atto_del = models.DateField("data dell’atto")
    cig = models.CharField("CIG", max_length=10, blank=True)
    cup = models.CharField("CUP", max_length=15, blank=True)
    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, null=True, blank=True, related_name="+")
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    dal = models.DateField()
    al = models.DateField()
    rinnovabile_fino = models.DateField("si può rinnovare fino al", null=True, blank=True)

    objects = ManagerDiAmbito.from_queryset(AffidamentoQuerySet)()

    class Meta:
        ordering = ["-al", "pk"]
        default_permissions = []
        verbose_name_plural = "affidamenti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "oggetto", "atto"], name="affidamento_unico"),
            models.CheckConstraint(condition=Q(forma__in=FormaAffidamento.values), name="affidamento_forma"),
            models.CheckConstraint(condition=Q(importo__gt=0), name="affidamento_importo"),
            models.CheckConstraint(condition=Q(al__gte=F("dal")), name="affidamento_date"),
            models.CheckConstraint(condition=Q(deliberazione__isnull=False) | ~Q(mandato=""), name="affidamento_mandato"),
            models.CheckConstraint(
                condition=Q(rinnovabile_fino__isnull=True) | Q(rinnovabile_fino__gt=F("al")), name="affidamento_rinnovo"
            ),
        ]

    def __str__(self):
        return self.oggetto


class Pagamento(ModelloDiAmbito):
    """Una liquidazione su un affidamento. Non si cancella: uno sbaglio si corregge con un importo contrario."""

    affidamento = models.ForeignKey(Affidamento, models.PROTECT, related_name="pagamenti")
    giorno = models.DateField("pagato il")
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    atto = models.CharField("atto di liquidazione", max_length=160)
    periodo = models.CharField("periodo a cui si riferisce", max_length=80, blank=True)

    class Meta:
        ordering = ["giorno", "pk"]
        default_permissions = []
        verbose_name_plural = "pagamenti"
        constraints = [models.CheckConstraint(condition=~Q(importo=0), name="pagamento_importo")]

    def __str__(self):
        return f"Pagamento su «{self.affidamento}»"
