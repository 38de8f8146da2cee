"""Una versione congelata: dati che non cambiano più e la loro impronta."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.impronta import impronta


class Congelato(ModelloDiAmbito):
    """Com’era qualcosa in un momento. La banca dati rifiuta di modificarlo o cancellarlo.

    Chi lo estende dice di che cosa è la versione, e aggiunge a questi il vincolo sul numero che non si ripete.
    """

    numero = models.PositiveIntegerField()
    dati = models.JSONField(encoder=DjangoJSONEncoder)
    impronta = models.CharField("impronta SHA-256 dei dati", max_length=64)
    quando = models.DateTimeField()
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ["-numero"]
        default_permissions = []
        constraints = [models.CheckConstraint(condition=Q(numero__gte=1), name="%(class)s_numero")]

    def e_integra(self):
        """L’impronta ricalcolata adesso dai dati conservati è quella scritta allora?"""
        return impronta(self.dati) == self.impronta
