"""Il servizio sociale professionale: quanti assistenti sociali, e a chi ci si rivolge in ogni Comune. Nessun dato sui casi."""

from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class Contratto(models.TextChoices):
    INDETERMINATO = "TI", "A tempo indeterminato"
    DETERMINATO = "TD", "A tempo determinato"
    ESTERNO = "EST", "Esterno: cooperativa, incarico"


class Datore(models.TextChoices):
    COMUNE = "comune", "Comune"
    ASSOCIATO = "associato", "Ente dell’Ambito o gestione associata"
    ALTRO = "altro", "Altro ente"


class Organico(ModelloDiAmbito):
    """Assistenti sociali in servizio in un anno, per Comune, datore di lavoro e contratto; senza Comune valgono per l’Ambito."""

    anno = models.PositiveSmallIntegerField()
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, blank=True, related_name="+")
    datore = models.CharField("chi li impiega", max_length=10, choices=Datore.choices)
    contratto = models.CharField(max_length=3, choices=Contratto.choices)
    persone = models.PositiveSmallIntegerField("quante persone")
    etp = models.DecimalField("equivalenti a tempo pieno", max_digits=6, decimal_places=2)

    class Meta:
        ordering = ["-anno", "comune__nome"]
        default_permissions = []
        verbose_name_plural = "organico"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "anno", "comune", "datore", "contratto"], name="organico_unico", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(contratto__in=Contratto.values), name="organico_contratto"),
            models.CheckConstraint(condition=Q(datore__in=Datore.values), name="organico_datore"),
            models.CheckConstraint(condition=Q(etp__gt=0, persone__gt=0, etp__lte=models.F("persone")), name="organico_etp"),
            models.CheckConstraint(condition=Q(anno__gte=2000, anno__lte=2100), name="organico_anno"),
        ]

    def __str__(self):
        return f"Assistenti sociali {self.anno}, {self.comune or 'intero Ambito'}: {self.etp} a tempo pieno"


class UfficioSociale(ModelloDiAmbito):
    """Dove ci si rivolge in un Comune, e chi ne è il referente per l’Ufficio di Piano."""

    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    indirizzo = models.CharField(max_length=200, blank=True)
    telefono = models.CharField(max_length=40, blank=True)
    email = models.EmailField("e-mail dell’ufficio", blank=True)
    orari = models.CharField("quando riceve", max_length=200, blank=True)
    referente = models.CharField("referente per l’Ufficio di Piano", max_length=160, blank=True)

    class Meta:
        ordering = ["comune__nome"]
        default_permissions = []
        verbose_name_plural = "uffici sociali"
        constraints = [models.UniqueConstraint(fields=["ambito", "comune"], name="ufficiosociale_unico")]

    def __str__(self):
        return f"Ufficio servizi sociali di {self.comune}"
