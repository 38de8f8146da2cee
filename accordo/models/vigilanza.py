"""Il controllo sull’accordo: chi siede nel collegio di vigilanza, che cosa ha deciso, gli impegni presi articolo per articolo."""

from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class MembroCollegio(ModelloDiAmbito):
    """Chi siede nel collegio di vigilanza (art. 34, c. 7, TUEL)."""

    accordo = models.ForeignKey("accordo.AccordoDiProgramma", models.CASCADE, related_name="collegio")
    nome = models.CharField(max_length=160)
    per_chi = models.CharField("per quale ente", max_length=200, blank=True)
    presiede = models.BooleanField("presiede il collegio", default=False)

    class Meta:
        ordering = ["-presiede", "nome"]
        default_permissions = []
        verbose_name_plural = "membri del collegio"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "accordo"], condition=Q(presiede=True), name="collegio_un_presidente")
        ]

    def __str__(self):
        return self.nome


class AttoCollegio(ModelloDiAmbito):
    """Ciò che il collegio ha fatto: una riunione, una relazione, una diffida, un intervento sostitutivo."""

    class Tipo(models.TextChoices):
        RIUNIONE = "riunione", "Riunione"
        RELAZIONE = "relazione", "Relazione"
        DIFFIDA = "diffida", "Diffida"
        SOSTITUTIVO = "sostitutivo", "Intervento sostitutivo"

    accordo = models.ForeignKey("accordo.AccordoDiProgramma", models.CASCADE, related_name="atti_collegio")
    tipo = models.CharField("che cos’è", max_length=12, choices=Tipo.choices)
    giorno = models.DateField()
    testo = models.TextField("che cosa si è detto o deciso", max_length=4000)

    class Meta:
        ordering = ["-giorno", "-pk"]
        default_permissions = []
        verbose_name_plural = "atti del collegio"
        constraints = [
            models.CheckConstraint(
                condition=Q(tipo__in=["riunione", "relazione", "diffida", "sostitutivo"]), name="attocollegio_tipo"
            )
        ]

    def __str__(self):
        return f"{self.get_tipo_display()} del {self.giorno:%d/%m/%Y}"


class Impegno(ModelloDiAmbito):
    """Un impegno preso in un articolo: chi lo deve, entro quando; finito il giorno in cui qualcuno lo dice, con una nota."""

    accordo = models.ForeignKey("accordo.AccordoDiProgramma", models.CASCADE, related_name="impegni")
    articolo = models.ForeignKey("accordo.ArticoloAccordo", models.PROTECT, related_name="+")
    parte = models.ForeignKey("accordo.ParteAccordo", models.PROTECT, null=True, blank=True, related_name="+")
    descrizione = models.CharField("che cosa si deve fare", max_length=300)
    entro = models.DateField("entro il", null=True, blank=True)
    fatto_il = models.DateField("fatto il", null=True, blank=True)
    nota = models.TextField("com’è andata", max_length=2000, blank=True)

    class Meta:
        ordering = ["fatto_il", "entro", "pk"]
        default_permissions = []
        verbose_name_plural = "impegni"
        constraints = [models.CheckConstraint(condition=Q(fatto_il__isnull=True) | ~Q(nota=""), name="impegno_con_nota")]

    def __str__(self):
        return self.descrizione

    def in_ritardo(self, oggi):
        return self.fatto_il is None and self.entro is not None and self.entro < oggi

    @property
    def chi(self):
        """Chi lo deve: una parte, o tutte."""
        return str(self.parte) if self.parte_id else "Tutte le parti"
