"""L’ordine del giorno."""

from django.db import models
from django.db.models import Q

from ambito.assemblea import stati
from ambito.assemblea.stati import StatoPunto
from ambito.models.base import ModelloDiAmbito


class PuntoOdg(ModelloDiAmbito):
    """Un argomento all’ordine del giorno. `oggetto_tipo` e `oggetto_id` dicono, se c’è, la cosa del portale messa ai voti.

    Un punto che ne ha altri `sotto` di sé è un titolo: si trattano e si votano quelli. `ordine` è il posto nella fila, `numero` ciò
    che si legge («3», «3.2»).
    """

    PASSI = stati.PASSI_PUNTO

    seduta = models.ForeignKey("assemblea.Seduta", models.PROTECT, related_name="punti")
    sotto = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="voci")
    ordine = models.PositiveSmallIntegerField()
    numero = models.CharField(max_length=8)
    oggetto = models.CharField(max_length=300)
    proposta = models.TextField("testo della proposta", blank=True)
    relatore = models.CharField(max_length=120, blank=True)
    materia = models.CharField(max_length=40, default="ordinaria")
    minuti = models.PositiveSmallIntegerField("durata prevista, in minuti", null=True, blank=True)
    riservato = models.BooleanField("si tratta in seduta non pubblica", default=False)
    ricorrente = models.BooleanField("torna in ogni seduta dell’organo", default=False)
    aggiunto_il = models.DateTimeField("aggiunto dopo la convocazione", null=True)
    oggetto_tipo = models.CharField(max_length=40, blank=True)
    oggetto_id = models.BigIntegerField(null=True)
    stato = models.CharField(max_length=16, choices=StatoPunto.choices, default=StatoPunto.ISCRITTO)

    class Meta:
        ordering = ["seduta", "ordine"]
        default_permissions = []
        verbose_name_plural = "punti all’ordine del giorno"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "seduta", "ordine"], name="punto_ordine_unico"),
            models.UniqueConstraint(fields=["ambito", "seduta"], condition=Q(stato="in_discussione"), name="punto_in_discussione"),
            models.CheckConstraint(condition=Q(stato__in=StatoPunto.values), name="punto_stato"),
            models.CheckConstraint(
                condition=Q(oggetto_tipo="", oggetto_id__isnull=True) | (~Q(oggetto_tipo="") & Q(oggetto_id__isnull=False)),
                name="punto_oggetto",
            ),
        ]

    def __str__(self):
        return f"Punto {self.numero}, {self.oggetto}"[:250]

    @property
    def tono(self):
        return stati.TONI_PUNTO[self.stato]
