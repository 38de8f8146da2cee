from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.impronta import impronta


class SpecieVersione(models.TextChoices):
    """Perché una versione fu congelata. Che una proposta sia poi adottata non sta qui: la riga non si tocca, lo dice il piano."""

    BOZZA = "bozza", "Bozza"
    PROPOSTA = "proposta", "Proposta"


class VersionePiano(ModelloDiAmbito):
    """Il piano com’era in un momento: dati congelati e impronta. La banca dati rifiuta di modificarla o cancellarla.

    Le bozze servono a discutere e a confrontare; in Assemblea si vota solo l’ultima proposta.
    """

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="versioni")
    numero = models.PositiveIntegerField()
    specie = models.CharField(max_length=8, choices=SpecieVersione.choices, default=SpecieVersione.PROPOSTA)
    nome = models.CharField(max_length=80, blank=True)
    nota = models.CharField(max_length=500, blank=True)
    dati = models.JSONField(encoder=DjangoJSONEncoder)
    impronta = models.CharField("impronta SHA-256 dei dati", max_length=64)
    quando = models.DateTimeField()
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-numero"]
        default_permissions = []
        verbose_name = "versione del piano"
        verbose_name_plural = "versioni del piano"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "numero"], name="versionepiano_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="versionepiano_numero"),
            models.CheckConstraint(condition=Q(specie__in=SpecieVersione.values), name="versionepiano_specie"),
        ]

    def __str__(self):
        return f"{self.piano}, versione {self.numero}"

    @property
    def chiamata(self):
        """Il nome scelto da chi l’ha congelata; senza, «Bozza 3» o «Proposta 4»."""
        return self.nome or nome_predefinito(self.specie, self.numero)

    @property
    def bozza(self):
        """Congelata per discuterne, non proposta all’Assemblea."""
        return self.specie == SpecieVersione.BOZZA

    def e_integra(self):
        """L’impronta ricalcolata adesso dai dati conservati è quella scritta allora?"""
        return impronta(self.dati) == self.impronta


def nome_predefinito(specie, numero):
    """Come si chiama una versione a cui nessuno ha dato un nome."""
    return f"{SpecieVersione(specie).label} {numero}"
