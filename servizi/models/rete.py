"""Le reti locali (antiviolenza, povertà, conciliazione…): chi ne fa parte, con quale protocollo, quando si riuniscono."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito


class Rete(ModelloDiAmbito):
    """Una rete territoriale e il protocollo che la tiene insieme."""

    nome = models.CharField(max_length=160)
    area = models.ForeignKey(
        "servizi.AreaUtenza", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="area di utenza"
    )
    scopo = models.CharField("a che cosa serve", max_length=500, blank=True)
    referente = models.CharField("chi la coordina", max_length=160, blank=True)
    protocollo = models.CharField("protocollo o accordo", max_length=200, blank=True)
    dal = models.DateField(null=True, blank=True)
    al = models.DateField("scade il", null=True, blank=True)
    servizi = models.ManyToManyField("servizi.Servizio", related_name="reti", blank=True, verbose_name="servizi collegati")

    class Meta:
        ordering = ["nome"]
        default_permissions = []
        verbose_name_plural = "reti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "nome"], name="rete_nome_unico"),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(dal__isnull=True) | Q(al__gte=F("dal")), name="rete_date"),
        ]

    def __str__(self):
        return self.nome


class MembroRete(ModelloDiAmbito):
    """Un ente o un Comune che partecipa a una rete."""

    rete = models.ForeignKey(Rete, models.CASCADE, related_name="membri")
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, related_name="+")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = []
        verbose_name_plural = "membri di rete"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "rete", "ente", "comune"], name="membrorete_unico", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(ente__isnull=True, comune__isnull=False) | Q(ente__isnull=False, comune__isnull=True),
                name="membrorete_uno_solo",
            ),
        ]

    def __str__(self):
        return str(self.ente or self.comune)


class IncontroRete(ModelloDiAmbito):
    """Una riunione della rete, fatta o fissata."""

    rete = models.ForeignKey(Rete, models.CASCADE, related_name="incontri")
    giorno = models.DateField()
    argomento = models.CharField(max_length=250)
    esito = models.CharField("che cosa si è deciso", max_length=500, blank=True)

    class Meta:
        ordering = ["-giorno", "-pk"]
        default_permissions = []
        verbose_name_plural = "incontri di rete"

    def __str__(self):
        return f"{self.rete}, {self.giorno:%d/%m/%Y}"
