"""Una parte prende il posto di un’altra: un Comune nato da una fusione, un ente con un altro nome, chi ne riceve le funzioni."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.formati_italiani import formatta_data


class CausaSubentro(models.TextChoices):
    FUSIONE = "fusione", "Fusione o incorporazione"
    NOME = "nome", "Cambio di nome o di forma"
    FUNZIONI = "funzioni", "Passaggio delle funzioni a un altro ente"
    ALTRO = "altro", "Altra causa"


class Subentro(ModelloDiAmbito):
    """`entrante` è al posto di `uscente` da un giorno, per effetto di un atto. Più parti possono lasciare il posto alla stessa."""

    uscente = models.OneToOneField("accordo.ParteAccordo", models.PROTECT, related_name="subentro")
    entrante = models.ForeignKey("accordo.ParteAccordo", models.PROTECT, related_name="subentri")
    dal = models.DateField()
    causa = models.CharField("perché cambia", max_length=12, choices=CausaSubentro.choices)
    atto = models.CharField("atto che lo dispone", max_length=200)
    motivo = models.TextField("che cosa è successo", max_length=2000)
    registrato_il = models.DateTimeField()
    registrato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["dal", "pk"]
        default_permissions = []
        verbose_name_plural = "subentri"
        constraints = [
            models.CheckConstraint(condition=~Q(uscente=F("entrante")), name="subentro_di_un_altro"),
            models.CheckConstraint(condition=Q(causa__in=CausaSubentro.values), name="subentro_causa"),
            models.CheckConstraint(condition=~Q(atto="") & ~Q(motivo=""), name="subentro_con_atto"),
        ]

    def __str__(self):
        return f"{self.entrante} subentra a {self.uscente} dal {formatta_data(self.dal)}"
