from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class StatoCaricamento(models.TextChoices):
    DA_ABBINARE = "da_abbinare", "Colonne da indicare"
    ANTEPRIMA = "anteprima", "Da confermare"
    CON_ERRORI = "con_errori", "Con errori"
    APPLICATO = "applicato", "Applicato"
    ANNULLATO = "annullato", "Annullato"


class Caricamento(ModelloDiAmbito):
    """Un foglio caricato: prima si controlla tutto e si mostra l’anteprima, poi (se confermata) si scrive in una transazione."""

    tracciato = models.CharField(max_length=40)
    nome_file = models.CharField(max_length=200)
    byte = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, related_name="+")
    parametri = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    anteprima = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    esito = models.CharField(max_length=12, choices=StatoCaricamento.choices)
    caricato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricato_il = models.DateTimeField()
    applicato_il = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        verbose_name_plural = "caricamenti"
        constraints = [
            models.CheckConstraint(condition=Q(esito__in=StatoCaricamento.values), name="caricamento_esito"),
            models.CheckConstraint(
                condition=Q(esito="applicato", applicato_il__isnull=False) | (~Q(esito="applicato") & Q(applicato_il__isnull=True)),
                name="caricamento_applicato_il",
            ),
        ]

    def __str__(self):
        return self.nome_file


class MemoriaColonna(ModelloDiAmbito):
    """Come un’intestazione scritta a modo suo è stata letta l’ultima volta: `intestazione` senza maiuscole, accenti e segni."""

    tracciato = models.CharField(max_length=40)
    intestazione = models.CharField(max_length=200)
    colonna = models.CharField(max_length=60)

    class Meta:
        default_permissions = []
        verbose_name_plural = "memorie delle colonne"
        constraints = [models.UniqueConstraint(fields=["ambito", "tracciato", "intestazione"], name="memoria_colonna_unica")]

    def __str__(self):
        return f"{self.intestazione} → {self.colonna}"
