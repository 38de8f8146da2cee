from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.permessi import RUOLI


class GruppoDiRuolo(ModelloDiAmbito):
    """Il gruppo di guardian di un ruolo: nell’Ambito intero, in un Comune o in un ente."""

    gruppo = models.OneToOneField(Group, models.CASCADE, related_name="di_ruolo")
    ruolo = models.CharField(max_length=20, choices=[(r.codice, r.nome) for r in RUOLI.values()])
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, related_name="+")
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "ruolo", "comune", "ente"], name="gruppo_di_ruolo_unico", nulls_distinct=False
            )
        ]

    def __str__(self):
        return self.gruppo.name


class IncaricoQuerySet(QuerySetDiAmbito):
    def vigenti(self, giorno):
        return self.filter(dal__lte=giorno).filter(Q(al__isnull=True) | Q(al__gte=giorno))

    def in_scadenza(self, giorno, entro):
        """Vigenti che finiscono fra `giorno` ed `entro` compresi."""
        return self.filter(dal__lte=giorno, al__range=(giorno, entro))

    def per_elenco(self):
        return self.select_related("utente", "comune", "ente").order_by("utente__cognome", "utente__nome", "dal")


class Incarico(ModelloDiAmbito):
    """Un potere con un inizio, una fine e un atto: chi, con quale ruolo, dove."""

    utente = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="incarichi")
    gruppo = models.ForeignKey(GruppoDiRuolo, models.PROTECT, related_name="incarichi", editable=False)
    ruolo = models.CharField(max_length=20, choices=[(r.codice, r.nome) for r in RUOLI.values()])
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, blank=True, related_name="+")
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, blank=True, related_name="+")
    dal = models.DateField()
    al = models.DateField(null=True, blank=True)
    atto = models.CharField("atto di nomina", max_length=200)

    objects = ManagerDiAmbito.from_queryset(IncaricoQuerySet)()

    class Meta:
        ordering = ["-dal"]
        default_permissions = []
        verbose_name_plural = "incarichi"
        constraints = [
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="incarico_date"),
            models.CheckConstraint(condition=Q(ruolo__in=list(RUOLI)), name="incarico_ruolo"),
            models.CheckConstraint(
                condition=~Q(ruolo__in=[r.codice for r in RUOLI.values() if r.dove == "comune"]) | Q(comune__isnull=False),
                name="incarico_comune",
            ),
            models.CheckConstraint(
                condition=~Q(ruolo__in=[r.codice for r in RUOLI.values() if r.lettura]) | Q(al__isnull=False),
                name="incarico_di_lettura_a_termine",
            ),
            models.UniqueConstraint(fields=["ambito", "utente", "gruppo", "dal"], name="incarico_unico"),
        ]

    def __str__(self):
        return f"{self.get_ruolo_display()}{f' – {self.dove}' if self.dove else ''}"

    def vigente(self, giorno):
        """Dà diritti in quel giorno?"""
        return self.dal <= giorno and (self.al is None or self.al >= giorno)

    @property
    def dove(self):
        """Il Comune o l’ente dell’incarico; `None` se vale per l’intero Ambito."""
        return self.comune or self.ente
