from django.db import models
from django.db.models import Q

from piano.models.congelato import Congelato


class SpecieVersione(models.TextChoices):
    """Perché una versione fu congelata. Che una proposta sia poi adottata non sta qui: la riga non si tocca, lo dice il piano."""

    BOZZA = "bozza", "Bozza"
    PROPOSTA = "proposta", "Proposta"


class VersionePiano(Congelato):
    """Il piano com’era in un momento.

    Le bozze servono a discutere e a confrontare; in Assemblea si vota solo l’ultima proposta.
    """

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="versioni")
    specie = models.CharField(max_length=8, choices=SpecieVersione.choices, default=SpecieVersione.PROPOSTA)
    # La versione in vigore quando questa fu congelata per aggiornarla; niente se il piano non era ancora adottato.
    aggiorna = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    nome = models.CharField(max_length=80, blank=True)
    nota = models.CharField(max_length=500, blank=True)

    class Meta(Congelato.Meta):
        verbose_name = "versione del piano"
        verbose_name_plural = "versioni del piano"
        constraints = [
            *Congelato.Meta.constraints,
            models.UniqueConstraint(fields=["ambito", "piano", "numero"], name="versionepiano_numero_unico"),
            models.CheckConstraint(condition=Q(specie__in=SpecieVersione.values), name="versionepiano_specie"),
        ]

    def __str__(self):
        return f"{self.piano}, versione {self.numero}"

    @property
    def chiamata(self):
        """Il nome scelto da chi l’ha congelata; senza, «Bozza 3» o «Proposta 4»."""
        return self.nome or nome_predefinito(self.specie, self.numero)

    @property
    def per_esteso(self):
        """Come si iscrive all’ordine del giorno: di un aggiornamento si dice che cosa aggiorna."""
        return f"{self}, che aggiorna la {self.aggiorna.numero}" if self.aggiorna_id else str(self)

    @property
    def bozza(self):
        """Congelata per discuterne, non proposta all’Assemblea."""
        return self.specie == SpecieVersione.BOZZA


def nome_predefinito(specie, numero):
    """Come si chiama una versione a cui nessuno ha dato un nome."""
    return f"{SpecieVersione(specie).label} {numero}"
