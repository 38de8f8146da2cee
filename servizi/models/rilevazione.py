"""Le misure annuali: quanti utenti, ore, giornate, posti, attese e costi ha avuto un servizio in un Comune. Solo somme."""

from django.db import models
from django.db.models import Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito

# Conteggi di persone: sotto tre possono dire di chi si parla, e in pubblico si nascondono.
CONTEGGI = ("utenti", "lista_attesa")
MINIMO_PERSONE = 3
MISURE = ("utenti", "ore", "giornate", "posti", "lista_attesa", "costo")
MASSIMO_MOTIVO = 500


class Raccolta(ModelloDiAmbito):
    """La raccolta delle misure di un anno presso i Comuni, con il suo termine."""

    anno = models.PositiveSmallIntegerField()
    chiude = models.DateField("termine")

    class Meta:
        ordering = ["-anno"]
        default_permissions = []
        verbose_name_plural = "raccolte"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "anno"], name="raccolta_anno_unico"),
            models.CheckConstraint(condition=Q(anno__gte=2000, anno__lte=2100), name="raccolta_anno"),
        ]

    def __str__(self):
        return f"Rilevazione dei servizi {self.anno}"


class Consegna(ModelloDiAmbito):
    """Il Comune dice di aver scritto tutto ciò che ha per quell’anno."""

    raccolta = models.ForeignKey(Raccolta, models.PROTECT, related_name="consegne")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    fatta_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    fatta_il = models.DateTimeField()

    class Meta:
        default_permissions = []
        verbose_name_plural = "consegne"
        constraints = [models.UniqueConstraint(fields=["ambito", "raccolta", "comune"], name="consegna_unica")]

    def __str__(self):
        return f"{self.raccolta}: {self.comune}"


class RilevazioneQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        return self.select_related("servizio__area", "comune").order_by("servizio__ordine", "comune__nome")


class Rilevazione(ModelloDiAmbito):
    """Un servizio in un Comune in un anno. Una misura assente non è zero: non è stata rilevata."""

    anno = models.PositiveSmallIntegerField()
    servizio = models.ForeignKey("servizi.Servizio", models.PROTECT, related_name="rilevazioni")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    utenti = models.PositiveIntegerField("utenti nell’anno", null=True, blank=True)
    ore = models.PositiveIntegerField("ore erogate", null=True, blank=True)
    giornate = models.PositiveIntegerField("giornate di presenza", null=True, blank=True)
    posti = models.PositiveIntegerField(null=True, blank=True)
    lista_attesa = models.PositiveIntegerField("in lista d’attesa al 31 dicembre", null=True, blank=True)
    costo = models.DecimalField("costo totale", max_digits=14, decimal_places=2, null=True, blank=True)
    motivo = models.CharField("perché cambia molto", max_length=MASSIMO_MOTIVO, blank=True)
    revisione = models.PositiveIntegerField(default=1, editable=False)

    objects = ManagerDiAmbito.from_queryset(RilevazioneQuerySet)()

    class Meta:
        ordering = ["-anno", "pk"]
        default_permissions = []
        verbose_name_plural = "rilevazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "anno", "servizio", "comune"], name="rilevazione_unica"),
            models.CheckConstraint(condition=Q(anno__gte=2000, anno__lte=2100), name="rilevazione_anno"),
            models.CheckConstraint(condition=Q(costo__isnull=True) | Q(costo__gte=0), name="rilevazione_costo"),
            models.CheckConstraint(condition=~Q(**{f"{m}__isnull": True for m in MISURE}), name="rilevazione_non_vuota"),
        ]
        indexes = [models.Index(fields=["ambito", "anno", "comune"])]

    def __str__(self):
        return f"{self.servizio} {self.anno}, {self.comune}"
