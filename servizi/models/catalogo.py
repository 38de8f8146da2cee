"""Il catalogo dell’Ambito: aree di utenza, interventi, fondi. Codici stabili; ogni voce dice se la fonte è verificata."""

from django.db import models

from ambito.models.base import ModelloDiAmbito


class VoceDiCatalogo(ModelloDiAmbito):
    """Una voce con codice stabile, nome e dichiarazione di verifica."""

    codice = models.CharField(max_length=12)
    nome = models.CharField(max_length=160)
    ordine = models.PositiveSmallIntegerField(default=0)
    verificato = models.CharField("fonte verificata", max_length=20, default="no")

    class Meta:
        abstract = True

    def __str__(self):
        return self.nome


class AreaUtenza(VoceDiCatalogo):
    """A chi si rivolge un intervento: anziani, disabili, minori e famiglia, povertà…"""

    class Meta:
        ordering = ["ordine", "codice"]
        default_permissions = []
        verbose_name_plural = "aree di utenza"
        constraints = [models.UniqueConstraint(fields=["ambito", "codice"], name="areautenza_codice_unico")]


class Intervento(VoceDiCatalogo):
    """Che cosa si fa: un servizio o una misura, con il suo posto nella matrice FNPS."""

    macrolivello = models.CharField("obiettivo di servizio FNPS", max_length=12, blank=True)

    class Meta:
        ordering = ["ordine", "codice"]
        default_permissions = []
        verbose_name_plural = "interventi"
        constraints = [models.UniqueConstraint(fields=["ambito", "codice"], name="intervento_codice_unico")]


class Fondo(VoceDiCatalogo):
    """Da dove vengono le risorse: Unione europea, Stato, Regione, Comuni, utenti, servizio sanitario, privati."""

    livello = models.CharField(max_length=80)
    norma = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["ordine", "codice"]
        default_permissions = []
        verbose_name_plural = "fondi"
        constraints = [models.UniqueConstraint(fields=["ambito", "codice"], name="fondo_codice_unico")]
