"""L’offerta: le strutture e i servizi che ci sono davvero, chi li gestisce, chi servono."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito


class NaturaGestore(models.TextChoices):
    PUBBLICO = "pubblico", "Ente pubblico"
    TERZO_SETTORE = "ets", "Ente del terzo settore"
    PRIVATO = "privato", "Impresa privata"


class UnitaRetta(models.TextChoices):
    MESE = "mese", "al mese"
    GIORNO = "giorno", "al giorno"
    ORA = "ora", "all’ora"


class UnitaOffertaQuerySet(QuerySetDiAmbito):
    def in_esercizio(self, giorno):
        """Aperte quel giorno; se non si sa da quando, si considerano aperte."""
        return self.filter(Q(dal__isnull=True) | Q(dal__lte=giorno), Q(al__isnull=True) | Q(al__gte=giorno))

    def per_elenco(self):
        return self.select_related("servizio__area", "comune").order_by("servizio__ordine", "comune__nome", "denominazione")


class UnitaOfferta(ModelloDiAmbito):
    """Una struttura, o un servizio senza struttura, che opera nell’Ambito. I contatti sono quelli dell’ufficio, non di persone."""

    servizio = models.ForeignKey("servizi.Servizio", models.PROTECT, related_name="unita")
    denominazione = models.CharField(max_length=200)
    codice_afam = models.CharField("codice struttura (AFAM)", max_length=20, blank=True)
    gestore = models.CharField("ente gestore", max_length=200, blank=True)
    natura_gestore = models.CharField("natura del gestore", max_length=10, choices=NaturaGestore.choices, blank=True)
    comune = models.ForeignKey(
        "ambito.Comune", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Comune in cui ha sede"
    )
    indirizzo = models.CharField(max_length=200, blank=True)
    telefono = models.CharField(max_length=40, blank=True)
    email = models.EmailField("e-mail dell’ufficio", blank=True)
    apertura = models.CharField("giorni e orari", max_length=200, blank=True)
    posti_autorizzati = models.PositiveIntegerField(null=True, blank=True)
    posti_accreditati = models.PositiveIntegerField(null=True, blank=True)
    posti_contratto = models.PositiveIntegerField("posti a contratto", null=True, blank=True)
    retta_min = models.DecimalField("retta minima", max_digits=8, decimal_places=2, null=True, blank=True)
    retta_max = models.DecimalField("retta massima", max_digits=8, decimal_places=2, null=True, blank=True)
    retta_unita = models.CharField("la retta è", max_length=6, choices=UnitaRetta.choices, blank=True)
    tutto_ambito = models.BooleanField("serve tutti i Comuni dell’Ambito", default=False)
    dal = models.DateField("aperta dal", null=True, blank=True)
    al = models.DateField("chiusa dal giorno dopo il", null=True, blank=True)
    fonte = models.CharField("da dove viene il dato", max_length=200, blank=True)

    objects = ManagerDiAmbito.from_queryset(UnitaOffertaQuerySet)()

    class Meta:
        ordering = ["denominazione"]
        default_permissions = []
        verbose_name = "unità d’offerta"
        verbose_name_plural = "unità d’offerta"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "servizio", "denominazione", "comune"], name="unitaofferta_unica", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(dal__isnull=True) | Q(al__gte=F("dal")), name="unita_date"),
            models.CheckConstraint(
                condition=Q(retta_min__isnull=True) | Q(retta_max__isnull=True) | Q(retta_max__gte=F("retta_min")),
                name="unita_rette",
            ),
            models.CheckConstraint(condition=Q(natura_gestore__in=["", *NaturaGestore.values]), name="unita_natura_gestore"),
            models.CheckConstraint(condition=Q(retta_unita__in=["", *UnitaRetta.values]), name="unita_retta_unita"),
        ]

    def __str__(self):
        return self.denominazione


class Copertura(ModelloDiAmbito):
    """Un Comune servito da un’unità, oltre a quello in cui ha sede."""

    unita = models.ForeignKey(UnitaOfferta, models.CASCADE, related_name="coperture")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")

    class Meta:
        default_permissions = []
        verbose_name_plural = "coperture"
        constraints = [models.UniqueConstraint(fields=["ambito", "unita", "comune"], name="copertura_unica")]

    def __str__(self):
        return f"{self.unita} serve {self.comune}"
