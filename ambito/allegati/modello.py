"""Ciò che si conserva di un file allegato, qualunque sia la cosa a cui si allega."""

from django.db import models
from django.db.models import Q

from ambito.allegati.riconoscimento import MASSIMO, TIPI
from ambito.models.base import ModelloDiAmbito


class Allegato(ModelloDiAmbito):
    """Un file, con ciò che `ambito.allegati.esame.esamina` ne ha detto. Il formato è quello del contenuto, non quello del nome.

    Chi lo estende dice a che cosa si allega, e ne aggiunge il vincolo di unicità a quelli di qui (`Meta(Allegato.Meta)`).
    """

    nome = models.CharField(max_length=120)
    formato = models.CharField(max_length=40, choices=[(codice, codice) for codice in TIPI])
    dimensione = models.PositiveIntegerField("byte")
    sha256 = models.CharField(max_length=64)
    codici_fiscali = models.PositiveSmallIntegerField("codici fiscali di persone trovati (vuoto: testo illeggibile)", null=True)
    byte = models.BinaryField()

    class Meta:
        abstract = True
        ordering = ["pk"]
        default_permissions = []
        constraints = [
            models.CheckConstraint(condition=Q(formato__in=list(TIPI)), name="%(class)s_formato"),
            models.CheckConstraint(condition=Q(dimensione__gte=1, dimensione__lte=MASSIMO), name="%(class)s_dimensione"),
        ]

    def __str__(self):
        return self.nome
