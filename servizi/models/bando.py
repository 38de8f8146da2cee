"""I bandi: le occasioni di finanziamento che l’Ufficio cerca, prepara, presenta e rendiconta."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from servizi.stati import APERTI, PASSI_BANDO, StatoBando


class LivelloBando(models.TextChoices):
    LOCALE = "locale", "Locale"
    REGIONALE = "regionale", "Regionale"
    NAZIONALE = "nazionale", "Nazionale"
    EUROPEO = "europeo", "Europeo"


class BandoQuerySet(QuerySetDiAmbito):
    def aperti(self):
        """Quelli su cui c’è ancora qualcosa da fare."""
        return self.filter(stato__in=APERTI)


class Bando(ModelloDiAmbito):
    """Un bando e la domanda dell’Ambito."""

    PASSI = PASSI_BANDO

    titolo = models.CharField(max_length=200)
    ente = models.CharField("chi lo pubblica", max_length=160)
    livello = models.CharField(max_length=10, choices=LivelloBando.choices)
    area = models.ForeignKey("servizi.AreaUtenza", models.PROTECT, null=True, blank=True, related_name="+",
                             verbose_name="area di utenza")  # fmt: skip
    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, null=True, blank=True, related_name="+")
    indirizzo = models.URLField("pagina del bando", blank=True, max_length=300)
    apre_il = models.DateField("le domande si aprono il", null=True, blank=True)
    scade_il = models.DateField("le domande scadono il")
    importo = models.DecimalField("importo che si chiede", max_digits=14, decimal_places=2, null=True, blank=True)
    cofinanziamento = models.DecimalField("cofinanziamento dell’Ambito", max_digits=14, decimal_places=2, default=0)
    partner = models.CharField("con chi", max_length=300, blank=True)
    cup = models.CharField("CUP", max_length=15, blank=True)
    ottenuto = models.DecimalField("importo ottenuto", max_digits=14, decimal_places=2, null=True, blank=True)
    rendicontare_entro = models.DateField("da rendicontare entro", null=True, blank=True)
    stato = models.CharField(max_length=14, choices=StatoBando.choices, default=StatoBando.SEGNALATO)

    objects = ManagerDiAmbito.from_queryset(BandoQuerySet)()

    class Meta:
        ordering = ["scade_il", "pk"]
        default_permissions = []
        verbose_name_plural = "bandi"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "titolo", "scade_il"], name="bando_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoBando.values), name="bando_stato"),
            models.CheckConstraint(condition=Q(livello__in=LivelloBando.values), name="bando_livello"),
            models.CheckConstraint(condition=Q(apre_il__isnull=True) | Q(scade_il__gte=F("apre_il")), name="bando_date"),
            models.CheckConstraint(condition=Q(cofinanziamento__gte=0), name="bando_cofinanziamento"),
            models.CheckConstraint(condition=Q(importo__isnull=True) | Q(importo__gt=0), name="bando_importo"),
            models.CheckConstraint(
                condition=~Q(stato__in=["finanziato", "rendicontato"]) | Q(ottenuto__gt=0), name="bando_ottenuto"
            ),
        ]

    def __str__(self):
        return self.titolo
