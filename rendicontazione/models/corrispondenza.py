from django.db import models
from django.db.models import Q

MASSIMO_CODICE = 40


class Asse(models.TextChoices):
    """Di che cosa parla una corrispondenza: in quale riga, o in quale colonna, va la spesa."""

    RIGA = "riga", "Riga"
    COLONNA = "colonna", "Colonna"


class VersioneCorrispondenze(models.Model):
    """Le corrispondenze di una griglia da un anno in poi, finché un’altra versione non prende il posto di questa.

    Valgono per tutti gli Ambiti: non hanno un Ambito, le scrive chi gestisce la piattaforma.
    """

    griglia = models.CharField(max_length=MASSIMO_CODICE)
    anno = models.PositiveSmallIntegerField()
    creata_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    creata_il = models.DateTimeField()

    class Meta:
        ordering = ["griglia", "anno"]
        default_permissions = []
        verbose_name = "versione delle corrispondenze"
        verbose_name_plural = "versioni delle corrispondenze"
        constraints = [
            models.UniqueConstraint(fields=["griglia", "anno"], name="versionecorrispondenze_unica"),
            models.CheckConstraint(condition=Q(anno__gte=2000, anno__lte=2100), name="versionecorrispondenze_anno"),
        ]

    def __str__(self):
        return f"Corrispondenze {self.griglia} dal {self.anno}"


class Corrispondenza(models.Model):
    """Quale spesa (intervento e area, vuoti = qualunque) va in quella riga o colonna, e con che peso se si divide fra più."""

    versione = models.ForeignKey(VersioneCorrispondenze, models.PROTECT, related_name="righe")
    asse = models.CharField(max_length=7, choices=Asse.choices)
    intervento = models.CharField("obiettivo di servizio", max_length=MASSIMO_CODICE, blank=True)
    area = models.CharField("area di utenza", max_length=MASSIMO_CODICE, blank=True)
    voce = models.CharField("casella", max_length=MASSIMO_CODICE)
    peso = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        ordering = ["-asse", "intervento", "area", "voce"]
        default_permissions = []
        verbose_name_plural = "corrispondenze"
        constraints = [
            models.UniqueConstraint(fields=["versione", "asse", "intervento", "area", "voce"], name="corrispondenza_unica"),
            models.CheckConstraint(condition=Q(asse__in=Asse.values), name="corrispondenza_asse"),
            models.CheckConstraint(condition=Q(peso__gt=0), name="corrispondenza_peso"),
            models.CheckConstraint(condition=~Q(voce=""), name="corrispondenza_voce"),
        ]

    def __str__(self):
        return f"{self.intervento or 'ogni obiettivo'}, {self.area or 'ogni area'} → {self.get_asse_display().lower()} {self.voce}"
