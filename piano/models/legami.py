"""A che cosa si lega un obiettivo oltre alla sua area: altre aree, livelli essenziali, servizi, soggetti, personale."""

from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class AreaSecondaria(ModelloDiAmbito):
    """Un’altra area di programmazione che l’obiettivo tocca."""

    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="+")
    area = models.ForeignKey("piano.AreaPolicy", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["area"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "obiettivo", "area"], name="areasecondaria_unica")]

    def __str__(self):
        return f"{self.obiettivo_id}: {self.area_id}"


class LepsObiettivo(ModelloDiAmbito):
    """Un livello essenziale che l’obiettivo sostiene."""

    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="+")
    leps = models.ForeignKey("servizi.Leps", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["leps"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "obiettivo", "leps"], name="lepsobiettivo_unico")]

    def __str__(self):
        return f"{self.obiettivo_id}: {self.leps_id}"


class ServizioObiettivo(ModelloDiAmbito):
    """Un servizio del catalogo con cui l’obiettivo si realizza."""

    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="+")
    servizio = models.ForeignKey("servizi.Servizio", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["servizio"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "obiettivo", "servizio"], name="servizioobiettivo_unico")]

    def __str__(self):
        return f"{self.obiettivo_id}: {self.servizio_id}"


class RuoloSoggetto(models.TextChoices):
    PROMOTORE = "promotore", "Promotore"
    PARTNER = "partner", "Partner"
    FINANZIATORE = "finanziatore", "Finanziatore"


class SoggettoObiettivo(ModelloDiAmbito):
    """Un ente che ha parte nell’obiettivo, e che parte."""

    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="soggetti")
    nome = models.CharField(max_length=160)
    ruolo = models.CharField(max_length=12, choices=RuoloSoggetto.choices, default=RuoloSoggetto.PARTNER)

    class Meta:
        ordering = ["id"]
        default_permissions = []
        verbose_name_plural = "soggetti coinvolti"
        constraints = [models.CheckConstraint(condition=Q(ruolo__in=RuoloSoggetto.values), name="soggettoobiettivo_ruolo")]

    def __str__(self):
        return self.nome


class PersonaleObiettivo(ModelloDiAmbito):
    """Chi ci lavora: figura professionale, quanto (ore la settimana o equivalenti a tempo pieno), per quale ente. Mai nomi."""

    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="personale")
    figura = models.CharField("figura professionale", max_length=120)
    ore_settimanali = models.DecimalField("ore la settimana", max_digits=7, decimal_places=2, null=True, blank=True)
    tempo_pieno = models.DecimalField("equivalenti a tempo pieno", max_digits=6, decimal_places=2, null=True, blank=True)
    ente = models.CharField("di quale ente", max_length=160, blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = []
        verbose_name_plural = "personale"
        constraints = [
            models.CheckConstraint(condition=Q(ore_settimanali__gt=0) | Q(tempo_pieno__gt=0), name="personaleobiettivo_quanto"),
            models.CheckConstraint(
                condition=(Q(ore_settimanali__isnull=True) | Q(ore_settimanali__gte=0))
                & (Q(tempo_pieno__isnull=True) | Q(tempo_pieno__gte=0)),
                name="personaleobiettivo_positivo",
            ),
        ]

    def __str__(self):
        return self.figura
