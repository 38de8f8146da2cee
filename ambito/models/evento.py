from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ambito.models.base import ModelloDiAmbito


class Evento(ModelloDiAmbito):
    """Una riga del registro: chi ha fatto che cosa, quando, prima e dopo. Si aggiunge soltanto; la banca dati rifiuta altro."""

    quando = models.DateTimeField()
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    verbo = models.CharField(max_length=60)
    oggetto_tipo = models.CharField(max_length=60)
    oggetto_id = models.BigIntegerField()
    oggetto_testo = models.CharField(max_length=250)
    frase = models.TextField()
    prima = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    dopo = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    nota = models.TextField(blank=True)
    precedente = models.BinaryField(null=True, editable=False)
    impronta = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        verbose_name_plural = "eventi"
        indexes = [
            models.Index(fields=["ambito", "oggetto_tipo", "oggetto_id"]),
            models.Index(fields=["ambito", "-id"]),
            models.Index(fields=["ambito", "-quando"], name="evento_per_ora"),
        ]

    def __str__(self):
        return self.frase
