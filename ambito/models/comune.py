from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from guardian.models import GroupObjectPermissionBase

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.permessi import PERMESSI_COMUNE

CODICE_ISTAT = RegexValidator(r"^\d{6}$", "Il codice Istat ha sei cifre, zeri iniziali compresi.")


class Comune(models.Model):
    """Comune italiano secondo Istat: riferimento comune a tutti gli Ambiti."""

    codice_istat = models.CharField(max_length=6, unique=True, validators=[CODICE_ISTAT])
    nome = models.CharField(max_length=120)
    nome_altra_lingua = models.CharField(max_length=120, blank=True)
    provincia = models.CharField("sigla della provincia", max_length=2)
    regione = models.CharField(max_length=60)
    codice_catastale = models.CharField(max_length=4)
    codice_fiscale = models.CharField(max_length=11, blank=True)
    superficie_kmq = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    cap = models.CharField(max_length=5, blank=True)
    valido_dal = models.DateField(null=True)
    valido_al = models.DateField(null=True)
    confluito_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="confluiti")

    class Meta:
        ordering = ["nome", "codice_istat"]
        default_permissions = []
        permissions = PERMESSI_COMUNE
        verbose_name_plural = "Comuni"
        constraints = [
            models.CheckConstraint(condition=Q(codice_istat__regex=r"^\d{6}$"), name="comune_codice_istat"),
            models.CheckConstraint(
                condition=Q(valido_al__isnull=True) | Q(valido_dal__isnull=True) | Q(valido_al__gte=F("valido_dal")),
                name="comune_validita",
            ),
        ]

    def __str__(self):
        return self.nome


class ConfineComune(models.Model):
    """I confini di un Comune, in anelli di longitudine e latitudine: a parte, perché pesano e servono solo alle mappe."""

    comune = models.OneToOneField(Comune, models.CASCADE, primary_key=True, related_name="confine")
    anelli = models.JSONField()

    class Meta:
        default_permissions = []
        verbose_name_plural = "confini"

    def __str__(self):
        return f"Confini di {self.comune}"


class PopolazioneComune(models.Model):
    """Residenti di un Comune a una data, con la fonte: una serie, mai un solo numero."""

    comune = models.ForeignKey(Comune, models.CASCADE, related_name="popolazioni")
    data = models.DateField()
    valore = models.PositiveIntegerField()
    fonte = models.CharField(max_length=120)
    fasce = models.JSONField("residenti per fascia d’età", default=dict)

    class Meta:
        ordering = ["comune", "-data"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["comune", "data", "fonte"], name="popolazione_unica")]

    def __str__(self):
        return f"{self.comune}: {self.valore} al {self.data:%d/%m/%Y}"


class AppartenenzaQuerySet(QuerySetDiAmbito):
    def vigenti(self, giorno):
        return self.filter(dal__lte=giorno).filter(Q(al__isnull=True) | Q(al__gte=giorno))

    def con_popolazione(self):
        """Aggiunge `residenti`, `residenti_al` e `residenti_fonte`: l’ultimo dato noto di ogni Comune."""
        ultima = PopolazioneComune.objects.filter(comune=models.OuterRef("comune")).order_by("-data")
        return self.annotate(
            residenti=models.Subquery(ultima.values("valore")[:1]),
            residenti_al=models.Subquery(ultima.values("data")[:1]),
            residenti_fonte=models.Subquery(ultima.values("fonte")[:1]),
        )


class Appartenenza(ModelloDiAmbito):
    """Un Comune fa parte di un Ambito, da una data e forse fino a un’altra."""

    comune = models.ForeignKey(Comune, models.PROTECT, related_name="+")
    dal = models.DateField()
    al = models.DateField(null=True, blank=True)

    objects = ManagerDiAmbito.from_queryset(AppartenenzaQuerySet)()

    class Meta:
        ordering = ["comune__nome"]
        default_permissions = []
        verbose_name_plural = "appartenenze"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "comune"], name="appartenenza_unica"),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="appartenenza_date"),
        ]

    def __str__(self):
        return f"{self.comune} dal {self.dal:%d/%m/%Y}"


class PermessoGruppoComune(GroupObjectPermissionBase):
    """Diritti dei gruppi sul Comune (guardian, chiave diretta)."""

    content_object = models.ForeignKey(Comune, models.CASCADE, related_name="permessi_gruppo")

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = False
        default_permissions = []
