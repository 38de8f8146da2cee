"""La proroga di un accordo: l’atto che ne allunga la durata. Ogni proroga resta scritta, e non si riscrive."""

from django.db import models
from django.db.models import F, Q

from ambito.allegati.modello import Allegato
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.formati_italiani import formatta_data


class ProrogaAccordo(ModelloDiAmbito):
    """L’atto con cui l’accordo dura fino a `al` invece che fino a `prima`."""

    accordo = models.ForeignKey("accordo.AccordoDiProgramma", models.PROTECT, related_name="proroghe")
    prima = models.DateField("durava fino al")
    al = models.DateField("dura fino al")
    organo = models.CharField("organo che ha deciso", max_length=120)
    atto_numero = models.CharField("numero dell’atto", max_length=40)
    atto_data = models.DateField("data dell’atto")
    motivo = models.TextField("motivo", max_length=2000)
    registrata_il = models.DateTimeField()
    registrata_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["al"]
        default_permissions = []
        verbose_name = "proroga dell’accordo"
        verbose_name_plural = "proroghe dell’accordo"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "accordo", "al"], name="proroga_unica"),
            models.CheckConstraint(condition=Q(al__gt=F("prima")), name="proroga_allunga"),
            models.CheckConstraint(condition=Q(atto_data__lte=F("prima")), name="proroga_prima_della_fine"),
            models.CheckConstraint(condition=~Q(motivo=""), name="proroga_motivo"),
        ]

    def __str__(self):
        return f"Proroga fino al {formatta_data(self.al)}"

    @property
    def estremi(self):
        """Come si cita l’atto: organo, numero e data."""
        return f"{self.organo}, n. {self.atto_numero} del {formatta_data(self.atto_data)}"


class AttoProroga(Allegato):
    """Il file dell’atto di una proroga, se c’è."""

    proroga = models.OneToOneField(ProrogaAccordo, models.PROTECT, related_name="file")

    class Meta(Allegato.Meta):
        verbose_name_plural = "atti di proroga"
