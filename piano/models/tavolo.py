from django.db import models
from django.db.models import F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito


class TipoTavolo(models.TextChoices):
    CONFERENZA = "conferenza", "Conferenza di piano"
    TEMATICO = "tematico", "Tavolo tematico"
    TECNICO = "tecnico", "Tavolo tecnico"
    PARTENARIATO = "partenariato", "Tavolo di partenariato"
    SINDACALE = "sindacale", "Tavolo sindacale"


class Tavolo(ModelloDiAmbito):
    """Un tavolo del piano, aperto a enti pubblici, del Terzo settore, parti sociali. La Conferenza di piano è il primo."""

    piano = models.ForeignKey("piano.PianoDiZona", models.CASCADE, related_name="tavoli")
    tipo = models.CharField("che tavolo è", max_length=12, choices=TipoTavolo.choices, default=TipoTavolo.TEMATICO)
    nome = models.CharField(max_length=160)
    area = models.ForeignKey(
        "servizi.AreaUtenza", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="area di utenza"
    )
    descrizione = models.TextField("di che cosa si occupa", blank=True)
    referente = models.CharField("chi lo coordina", max_length=160, blank=True)

    class Meta:
        ordering = ["nome"]
        default_permissions = []
        verbose_name_plural = "tavoli"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "nome"], name="tavolo_nome_unico"),
            models.UniqueConstraint(fields=["ambito", "piano"], condition=Q(tipo="conferenza"), name="tavolo_conferenza_unica"),
            models.CheckConstraint(condition=Q(tipo__in=TipoTavolo.values), name="tavolo_tipo"),
        ]

    def __str__(self):
        return self.nome

    @property
    def conferenza(self):
        """È la Conferenza di piano: si riunisce una volta e non si sceglie nelle adesioni."""
        return self.tipo == TipoTavolo.CONFERENZA


class MembriQuerySet(QuerySetDiAmbito):
    def del_giorno(self, giorno):
        """Chi faceva parte del tavolo quel giorno."""
        return self.filter(Q(dal__isnull=True) | Q(dal__lte=giorno), Q(al__isnull=True) | Q(al__gte=giorno))

    def per_elenco(self):
        return self.select_related("ente", "comune").order_by("nome", "pk")


class MembroTavolo(ModelloDiAmbito):
    """Chi siede a un tavolo, per quale ente, da quando a quando. L’indirizzo di posta lo legge solo chi tiene il tavolo."""

    tavolo = models.ForeignKey(Tavolo, models.CASCADE, related_name="membri")
    nome = models.CharField("nome e cognome", max_length=160)
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, blank=True, related_name="+")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, blank=True, related_name="+")
    altro_ente = models.CharField("altro ente", max_length=200, blank=True)
    ruolo = models.CharField(max_length=120, blank=True)
    email = models.EmailField("e-mail", blank=True)
    dal = models.DateField(null=True, blank=True)
    al = models.DateField(null=True, blank=True)

    objects = ManagerDiAmbito.from_queryset(MembriQuerySet)()

    class Meta:
        ordering = ["nome", "pk"]
        default_permissions = []
        verbose_name_plural = "membri dei tavoli"
        constraints = [
            models.CheckConstraint(
                condition=Q(dal__isnull=True) | Q(al__isnull=True) | Q(al__gte=F("dal")), name="membrotavolo_periodo"
            ),
            models.CheckConstraint(
                condition=Q(ente__isnull=False, comune__isnull=True, altro_ente="")
                | Q(ente__isnull=True, comune__isnull=False, altro_ente="")
                | (Q(ente__isnull=True, comune__isnull=True) & ~Q(altro_ente="")),
                name="membrotavolo_un_ente",
            ),
        ]

    def __str__(self):
        return f"{self.nome}, {self.per_chi}"

    @property
    def per_chi(self):
        """L’ente per cui siede: un Comune, un ente del registro, o quello scritto a parole."""
        if self.comune_id:
            return f"Comune di {self.comune}"
        return str(self.ente) if self.ente_id else self.altro_ente
