from django.db import models

from ambito.models.base import ModelloDiAmbito


class SceltaProtocollo(ModelloDiAmbito):
    """Da chi l’Ambito fa protocollare le adesioni: un servizio di `accordo.registri.PROTOCOLLI`, o vuoto se lo scrive l’Ufficio."""

    servizio = models.CharField(max_length=40, blank=True)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito"], name="sceltaprotocollo_unica")]

    def __str__(self):
        return self.servizio or "a mano"


class NumeratoreProtocollo(ModelloDiAmbito):
    """L’ultimo numero dell’anno nel registro interno: una riga da bloccare, così i numeri non hanno buchi né doppioni."""

    anno = models.PositiveSmallIntegerField()
    ultimo = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "anno"], name="numeratoreprotocollo_unico")]

    def __str__(self):
        return f"{self.ultimo}/{self.anno}"
