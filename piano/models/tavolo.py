from django.db import models

from ambito.models.base import ModelloDiAmbito


class Tavolo(ModelloDiAmbito):
    """Un tavolo tematico del piano, aperto a enti pubblici e del Terzo settore."""

    piano = models.ForeignKey("piano.PianoDiZona", models.CASCADE, related_name="tavoli")
    nome = models.CharField(max_length=160)
    area = models.ForeignKey(
        "servizi.AreaUtenza", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="area di utenza"
    )
    descrizione = models.TextField("di che cosa si occupa", blank=True)
    referente = models.CharField("chi lo coordina", max_length=160, blank=True)

    class Meta:
        ordering = ["nome"]
        default_permissions = []
        verbose_name_plural = "tavoli"
        constraints = [models.UniqueConstraint(fields=["ambito", "piano", "nome"], name="tavolo_nome_unico")]

    def __str__(self):
        return self.nome
