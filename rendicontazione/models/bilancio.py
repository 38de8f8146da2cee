"""Il bilancio dell’Ambito: le versioni di un anno, le loro righe, e i movimenti che impegnano e pagano.

Un capitolo è ciò che resta fra una versione e l’altra: obiettivo, fondo e, se è di uno solo, Comune. Porta tre cifre che tiene la
banca dati (stanziato dalla versione in vigore, impegnato e pagato dai movimenti): nessuno le scrive, e che il pagato non superi
l’impegnato e l’impegnato lo stanziato è un vincolo della riga, davanti a cui due movimenti insieme si mettono in fila.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from rendicontazione.stati.bilancio import PASSI_VERSIONE, TONI_VERSIONE, Genere, StatoVersione

ZERO = Decimal("0.00")
IMPORTO = models.DecimalField(max_digits=14, decimal_places=2)
ANNI = {"anno__gte": 2000, "anno__lte": 2100}


def _tenuto(nome):
    """Una cifra che scrive soltanto la banca dati."""
    return models.DecimalField(nome, max_digits=14, decimal_places=2, default=ZERO, editable=False)


class VersioneBilancio(ModelloDiAmbito):
    """Il bilancio di un anno in un momento: la previsione (numero zero), poi gli assestamenti. Una bozza per volta."""

    PASSI = PASSI_VERSIONE

    anno = models.PositiveSmallIntegerField()
    numero = models.PositiveSmallIntegerField()
    stato = models.CharField(max_length=12, choices=StatoVersione.choices, default=StatoVersione.BOZZA)
    atto = models.CharField("atto che la approva", max_length=160, blank=True)
    atto_del = models.DateField("data dell’atto", null=True)
    creata_il = models.DateTimeField()

    class Meta:
        ordering = ["-anno", "numero"]
        default_permissions = []
        verbose_name = "versione del bilancio"
        verbose_name_plural = "versioni del bilancio"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "anno", "numero"], name="versionebilancio_numero_unico"),
            models.UniqueConstraint(
                fields=["ambito", "anno"], condition=Q(stato=StatoVersione.BOZZA), name="versionebilancio_una_bozza"
            ),
            models.CheckConstraint(condition=Q(stato__in=StatoVersione.values), name="versionebilancio_stato"),
            models.CheckConstraint(condition=Q(**ANNI), name="versionebilancio_anno"),
            models.CheckConstraint(
                condition=Q(stato=StatoVersione.BOZZA) | (~Q(atto="") & Q(atto_del__isnull=False)), name="versionebilancio_atto"
            ),
        ]

    def __str__(self):
        return f"{self.nome} {self.anno}"

    @property
    def nome(self):
        return f"Assestamento {self.numero}" if self.numero else "Previsione"

    @property
    def e_bozza(self):
        return self.stato == StatoVersione.BOZZA

    @property
    def tono(self):
        return TONI_VERSIONE[self.stato]

    def scoperti(self):
        """I capitoli dell’anno con movimenti, e quanto questa versione vi stanzia (`nuovo`)."""
        importi = RigaBilancio.objects.filter(versione=self, capitolo=OuterRef("pk")).values("importo")
        con_movimenti = CapitoloBilancio.objects.filter(anno=self.anno, impegnato__gt=0)
        return con_movimenti.annotate(nuovo=Coalesce(Subquery(importi), ZERO, output_field=IMPORTO)).per_elenco()


class CapitoloQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        return self.select_related("obiettivo__piano", "obiettivo__area", "fondo", "comune").order_by(
            "obiettivo__area__codice", "obiettivo", "fondo__ordine", "comune__nome", "pk"
        )


class CapitoloBilancio(ModelloDiAmbito):
    """Dove stanno i soldi di un anno: un obiettivo, un fondo e, se non è di tutto l’Ambito, un Comune."""

    anno = models.PositiveSmallIntegerField()
    obiettivo = models.ForeignKey("piano.Obiettivo", models.PROTECT, related_name="+")
    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, related_name="+")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, blank=True, related_name="+")
    stanziato = _tenuto("stanziato dalla versione in vigore")
    impegnato = _tenuto("impegnato")
    pagato = _tenuto("pagato")

    objects = ManagerDiAmbito.from_queryset(CapitoloQuerySet)()

    class Meta:
        ordering = ["-anno", "pk"]
        default_permissions = []
        verbose_name = "capitolo del bilancio"
        verbose_name_plural = "capitoli del bilancio"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "anno", "obiettivo", "fondo", "comune"], name="capitolo_unico", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(**ANNI), name="capitolo_anno"),
            models.CheckConstraint(condition=Q(impegnato__gte=0, impegnato__lte=F("stanziato")), name="capitolo_impegnato"),
            models.CheckConstraint(condition=Q(pagato__gte=0, pagato__lte=F("impegnato")), name="capitolo_pagato"),
        ]

    def __str__(self):
        dove = f", {self.comune}" if self.comune_id else ""
        return f"{self.obiettivo.codice} con {self.fondo.codice}{dove}"

    @property
    def chiave(self):
        """Ciò che lo distingue dagli altri dello stesso anno."""
        return self.obiettivo_id, self.fondo_id, self.comune_id

    @property
    def di_chi(self):
        """Il Comune, oppure l’Ambito intero."""
        return self.comune.nome if self.comune_id else "Tutto l’Ambito"

    @property
    def da_impegnare(self):
        return self.stanziato - self.impegnato

    @property
    def da_pagare(self):
        return self.impegnato - self.pagato


class RigaQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        return self.select_related(
            "capitolo__obiettivo__piano", "capitolo__obiettivo__area", "capitolo__fondo", "capitolo__comune"
        ).order_by(
            "capitolo__obiettivo__area__codice", "capitolo__obiettivo", "capitolo__fondo__ordine", "capitolo__comune__nome", "pk"
        )


class RigaBilancio(ModelloDiAmbito):
    """Quanto una versione stanzia su un capitolo."""

    versione = models.ForeignKey(VersioneBilancio, models.PROTECT, related_name="righe")
    capitolo = models.ForeignKey(CapitoloBilancio, models.PROTECT, related_name="righe")
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    nota = models.CharField(max_length=300, blank=True)
    revisione = models.PositiveIntegerField(default=1, editable=False)

    objects = ManagerDiAmbito.from_queryset(RigaQuerySet)()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name = "riga del bilancio"
        verbose_name_plural = "righe del bilancio"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "versione", "capitolo"], name="rigabilancio_unica"),
            models.CheckConstraint(condition=Q(importo__gte=0), name="rigabilancio_importo"),
        ]

    def __str__(self):
        return f"{self.versione}: {self.capitolo}"


class MovimentoQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        return self.select_related("capitolo__obiettivo__piano", "capitolo__fondo", "capitolo__comune", "registrato_da").order_by(
            "giorno", "pk"
        )


class Movimento(ModelloDiAmbito):
    """Un impegno o una liquidazione su un capitolo. Non si cancella: uno sbaglio si corregge con un importo contrario."""

    capitolo = models.ForeignKey(CapitoloBilancio, models.PROTECT, related_name="movimenti")
    genere = models.CharField("che cosa", max_length=12, choices=Genere.choices)
    giorno = models.DateField("data dell’atto")
    atto = models.CharField("atto", max_length=160)
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    causale = models.CharField(max_length=200, blank=True)
    registrato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    registrato_il = models.DateTimeField()

    objects = ManagerDiAmbito.from_queryset(MovimentoQuerySet)()

    class Meta:
        ordering = ["giorno", "pk"]
        default_permissions = []
        verbose_name_plural = "movimenti"
        constraints = [
            models.CheckConstraint(condition=Q(genere__in=Genere.values), name="movimento_genere"),
            models.CheckConstraint(condition=~Q(importo=0), name="movimento_importo"),
            models.CheckConstraint(condition=~Q(atto=""), name="movimento_atto"),
        ]
        indexes = [models.Index(fields=["ambito", "capitolo", "genere"])]

    def __str__(self):
        return f"{self.get_genere_display()} del {self.giorno:%d/%m/%Y} su {self.capitolo}"
