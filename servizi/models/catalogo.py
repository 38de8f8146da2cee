"""Il catalogo dell’Ambito: aree di utenza, interventi, servizi, livelli essenziali, fondi.

Codici stabili; ogni voce dice se la fonte è verificata.
"""

from django.db import models

from ambito.models.base import ModelloDiAmbito


class Verifica(models.TextChoices):
    """Se qualcuno ha riletto la fonte del dato: si dice a chi guarda, senza giri di parole."""

    SI = "sì", "Fonte verificata"
    PARTE = "in parte", "Verificata in parte"
    NO = "no", "Fonte non verificata"


class VoceDiCatalogo(ModelloDiAmbito):
    """Una voce con codice stabile, nome e dichiarazione di verifica."""

    codice = models.CharField(max_length=12)
    nome = models.CharField(max_length=160)
    ordine = models.PositiveSmallIntegerField(default=0)
    verificato = models.CharField("fonte verificata", max_length=20, choices=Verifica.choices, default=Verifica.NO)
    fonte = models.CharField(max_length=250, blank=True)
    nota_verifica = models.CharField("nota sulla verifica", max_length=250, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.nome

    @property
    def etichetta(self):
        """Codice e nome insieme, come si scrive nei fogli da importare: «2.1 Assistenza domiciliare»."""
        return f"{self.codice} {self.nome}"


def vincoli(nome):
    """Codice unico nell’Ambito e dichiarazione di verifica fra quelle ammesse."""
    return [
        models.UniqueConstraint(fields=["ambito", "codice"], name=f"{nome}_codice_unico"),
        models.CheckConstraint(condition=models.Q(verificato__in=Verifica.values), name=f"{nome}_verificato"),
    ]


class AreaUtenza(VoceDiCatalogo):
    """A chi si rivolge un intervento: anziani, disabili, minori e famiglia, povertà…"""

    class Meta:
        ordering = ["ordine", "codice"]
        default_permissions = []
        verbose_name_plural = "aree di utenza"
        constraints = vincoli("areautenza")


class Intervento(VoceDiCatalogo):
    """Che cosa si fa: un servizio o una misura, con il suo posto nella matrice FNPS."""

    macrolivello = models.CharField("obiettivo di servizio FNPS", max_length=12, blank=True)

    class Meta:
        ordering = ["ordine", "codice"]
        default_permissions = []
        verbose_name_plural = "interventi"
        constraints = vincoli("intervento")


class Leps(VoceDiCatalogo):
    """Un livello essenziale delle prestazioni sociali, con lo standard se la norma ne fissa uno."""

    standard = models.CharField(max_length=200, blank=True)
    norma = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["ordine", "codice"]
        default_permissions = []
        verbose_name = "livello essenziale"
        verbose_name_plural = "livelli essenziali"
        constraints = vincoli("leps")


class Natura(models.TextChoices):
    """Di che genere è un servizio: ne dipende chi lo autorizza e se l’Ambito lo può solo indicare."""

    STRUTTURA = "struttura", "Unità d’offerta sociale"
    SERVIZIO = "servizio", "Servizio senza struttura"
    SOCIOSANITARIA = "sociosanitaria", "Unità d’offerta sociosanitaria"


class Servizio(VoceDiCatalogo):
    """Un tipo di servizio o di struttura: asilo nido, assistenza domiciliare, centro diurno. Il codice non cambia negli anni."""

    sigla = models.CharField(max_length=12, blank=True)
    area = models.ForeignKey("servizi.AreaUtenza", models.PROTECT, related_name="servizi", verbose_name="area di utenza")
    natura = models.CharField(max_length=14, choices=Natura.choices)
    intervento = models.ForeignKey(
        "servizi.Intervento", models.PROTECT, null=True, blank=True, related_name="servizi", verbose_name="obiettivo di servizio"
    )
    leps = models.ForeignKey(
        "servizi.Leps", models.PROTECT, null=True, blank=True, related_name="servizi", verbose_name="livello essenziale"
    )
    regime = models.CharField("come si autorizza o si affida", max_length=120, blank=True)
    norma = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["ordine", "codice"]
        default_permissions = []
        verbose_name_plural = "servizi"
        constraints = [
            *vincoli("servizio"),
            models.CheckConstraint(condition=models.Q(natura__in=Natura.values), name="servizio_natura"),
        ]


class Fondo(VoceDiCatalogo):
    """Da dove vengono le risorse: Unione europea, Stato, Regione, Comuni, utenti, servizio sanitario, privati."""

    livello = models.CharField(max_length=80)
    norma = models.CharField(max_length=250, blank=True)
    piattaforma = models.CharField("dove si rendiconta", max_length=120, blank=True)
    ciclo = models.CharField("come si ripete negli anni", max_length=120, blank=True)
    beneficiario = models.CharField("a chi arriva", max_length=80, blank=True)
    vincoli = models.CharField(max_length=250, blank=True)
    paniere = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parti", verbose_name="fondo che lo comprende"
    )

    class Meta:
        ordering = ["ordine", "codice"]
        default_permissions = []
        verbose_name_plural = "fondi"
        constraints = [
            *vincoli("fondo"),
            models.CheckConstraint(condition=~models.Q(paniere=models.F("id")), name="fondo_paniere_altro"),
        ]
