"""La formazione di chi lavora nei servizi: che cosa si è imparato, chi l’ha tenuto, con quali soldi, quanti c’erano. Mai nomi."""

from decimal import Decimal

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from piano.stati import PASSI_FORMAZIONE, TONI_FORMAZIONE, StatoFormazione


class IniziativaQuerySet(QuerySetDiAmbito):
    def con_persone(self):
        """Aggiunge `previste` e `presenti`: le persone attese e quelle venute, di tutte le figure."""
        righe = PartecipazioneFormazione.objects.filter(iniziativa=OuterRef("pk")).order_by().values("iniziativa")
        return self.annotate(
            previste=Coalesce(Subquery(righe.annotate(v=Sum("attese")).values("v")), 0),
            presenti=Coalesce(Subquery(righe.annotate(v=Sum("venute")).values("v")), 0),
        )


class IniziativaFormativa(ModelloDiAmbito):
    """Un corso, un incontro, una supervisione per chi lavora nei servizi."""

    PASSI = PASSI_FORMAZIONE

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="iniziative")
    anno = models.PositiveSmallIntegerField()
    argomento = models.CharField(max_length=200)
    chi_la_tiene = models.CharField("chi la tiene", max_length=160, blank=True)
    ore = models.DecimalField("ore di ogni partecipante", max_digits=6, decimal_places=2)
    inizio = models.DateField(null=True, blank=True)
    fine = models.DateField(null=True, blank=True)
    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, null=True, blank=True, related_name="+")
    costo = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    obiettivo = models.ForeignKey(
        "piano.Obiettivo", models.SET_NULL, null=True, blank=True, related_name="formazione", verbose_name="obiettivo che sostiene"
    )
    stato = models.CharField(max_length=10, choices=StatoFormazione.choices, default=StatoFormazione.PREVISTA, editable=False)
    voto = models.DecimalField("voto medio dei partecipanti, da 1 a 5", max_digits=3, decimal_places=2, null=True, blank=True)
    giudizio = models.CharField("che cosa ne resta", max_length=500, blank=True)

    objects = ManagerDiAmbito.from_queryset(IniziativaQuerySet)()

    class Meta:
        ordering = ["anno", "inizio", "pk"]
        default_permissions = []
        verbose_name_plural = "iniziative formative"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "anno", "argomento"], name="iniziativa_unica"),
            models.CheckConstraint(condition=Q(stato__in=StatoFormazione.values), name="iniziativa_stato"),
            models.CheckConstraint(condition=Q(ore__gt=0), name="iniziativa_ore"),
            models.CheckConstraint(condition=Q(voto__isnull=True) | Q(voto__gte=1, voto__lte=5), name="iniziativa_voto"),
            models.CheckConstraint(
                condition=Q(fine__isnull=True) | Q(inizio__isnull=True) | Q(fine__gte=F("inizio")), name="iniziativa_periodo"
            ),
        ]

    def __str__(self):
        return self.argomento

    @property
    def tono(self):
        return TONI_FORMAZIONE[self.stato]

    @property
    def ore_persona(self):
        """Ore di formazione date in tutto: le ore di ciascuno per chi è venuto. Richiede `con_persone()`."""
        return self.ore * self.presenti if self.presenti else Decimal(0)


class PartecipazioneFormazione(ModelloDiAmbito):
    """Quante persone di una figura, di un Comune o di un altro ente: soli conti, nessuno è riconoscibile."""

    iniziativa = models.ForeignKey(IniziativaFormativa, models.CASCADE, related_name="partecipazioni")
    figura = models.CharField("figura professionale", max_length=120)
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, blank=True, related_name="+")
    attese = models.PositiveSmallIntegerField("quante se ne aspettano", default=0)
    venute = models.PositiveSmallIntegerField("quante sono venute", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "partecipazioni alla formazione"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "iniziativa", "figura", "comune"], name="partecipazione_unica", nulls_distinct=False
            ),
        ]

    def __str__(self):
        return self.figura
