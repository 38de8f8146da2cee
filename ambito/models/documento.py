from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class Documento(ModelloDiAmbito):
    """Un documento ufficiale emesso: dati congelati, impronta, versione, codice di verifica. Non si riscrive: si riemette."""

    tipo = models.CharField(max_length=40)
    oggetto_id = models.BigIntegerField()
    versione = models.PositiveIntegerField()
    titolo = models.CharField(max_length=250)
    nome_file = models.CharField(max_length=120)
    dati = models.JSONField(encoder=DjangoJSONEncoder)
    impronta_dati = models.CharField(max_length=64)
    codice = models.CharField("codice di verifica", max_length=24, unique=True)
    sha256 = models.CharField(max_length=64)
    dimensione = models.PositiveIntegerField()
    permesso = models.CharField("diritto che serve per leggerlo", max_length=40)
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, related_name="+")
    emesso_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    emesso_il = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        verbose_name_plural = "documenti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "tipo", "oggetto_id", "versione"], name="documento_versione_unica"),
            models.CheckConstraint(condition=Q(versione__gte=1), name="documento_versione"),
        ]

    def __str__(self):
        return self.titolo


class ContenutoDocumento(ModelloDiAmbito):
    """I byte del documento, tenuti a parte perché gli elenchi non li leggano."""

    documento = models.OneToOneField(Documento, models.CASCADE, related_name="contenuto")
    byte = models.BinaryField()

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"contenuto di {self.documento_id}"
