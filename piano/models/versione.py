from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.impronta import impronta


class VersionePiano(ModelloDiAmbito):
    """Il piano com’era quando andò in giro fra i Comuni, o fu proposto: dati congelati e impronta.

    La banca dati rifiuta di modificarla o cancellarla.
    """

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="versioni")
    numero = models.PositiveIntegerField()
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
        ]

    def __str__(self):
        return f"{self.piano}, versione {self.numero}"

    def e_integra(self):
        """L’impronta ricalcolata adesso dai dati conservati è quella scritta allora?"""
        return impronta(self.dati) == self.impronta
