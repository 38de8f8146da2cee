from django.db import models

from ambito.models.base import ModelloDiAmbito


class TipoEnte(models.TextChoices):
    CAPOFILA = "capofila", "Ente capofila"
    AZIENDA = "azienda", "Azienda speciale consortile"
    ATS = "ats", "ATS"
    ASST = "asst", "ASST"
    PROVINCIA = "provincia", "Provincia"
    REGIONE = "regione", "Regione"
    SCUOLA = "scuola", "Istituzione scolastica"
    ASP = "asp", "Azienda di servizi alla persona"
    GIUSTIZIA = "giustizia", "Giustizia minorile e istituti di pena"
    SINDACATO = "sindacato", "Organizzazione sindacale"
    ETS = "ets", "Ente del terzo settore"
    ALTRO = "altro", "Altro"


class Ente(ModelloDiAmbito):
    """Un soggetto che partecipa alla vita dell’Ambito senza essere un Comune (o gestisce per i Comuni)."""

    tipo = models.CharField(max_length=12, choices=TipoEnte.choices)
    denominazione = models.CharField(max_length=200)
    codice_fiscale = models.CharField(max_length=16, blank=True)
    pec = models.EmailField("PEC", blank=True)
    dal = models.DateField(null=True, blank=True)
    al = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["denominazione"]
        default_permissions = []
        verbose_name_plural = "enti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "denominazione"], name="ente_unico"),
            models.CheckConstraint(
                condition=models.Q(tipo__in=TipoEnte.values),
                name="ente_tipo",
            ),
        ]

    def __str__(self):
        return self.denominazione
