from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito
from piano.stati import PASSI_AZIONE, TONI_AZIONE, StatoAzione


class Azione(ModelloDiAmbito):
    """Un’azione dell’obiettivo, con chi la fa, quando, e a che punto è."""

    PASSI = PASSI_AZIONE
    # Ciò che la scheda dell’obiettivo non scrive: cambia con l’andamento, anche a piano proposto o vigente.
    FUORI_SCHEDA = frozenset({"stato", "avanzamento", "ultima_nota", "aggiornata_il", "aggiornata_da"})

    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="azioni")
    titolo = models.CharField(max_length=250)
    responsabile = models.CharField(max_length=160, blank=True)
    inizio = models.DateField(null=True, blank=True)
    fine = models.DateField(null=True, blank=True)
    stato = models.CharField(max_length=12, choices=StatoAzione.choices, default=StatoAzione.DA_AVVIARE, editable=False)
    avanzamento = models.PositiveSmallIntegerField("quanto è fatta, in percento", default=0, editable=False)
    ultima_nota = models.CharField(max_length=500, blank=True, editable=False)
    aggiornata_il = models.DateTimeField(null=True, editable=False)
    aggiornata_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        ordering = ["id"]
        default_permissions = []
        verbose_name_plural = "azioni"
        constraints = [
            models.CheckConstraint(
                condition=Q(fine__isnull=True) | Q(inizio__isnull=True) | Q(fine__gte=F("inizio")), name="azione_periodo"
            ),
            models.CheckConstraint(condition=Q(stato__in=StatoAzione.values), name="azione_stato"),
            models.CheckConstraint(condition=Q(avanzamento__lte=100), name="azione_avanzamento"),
        ]

    def __str__(self):
        return self.titolo

    @property
    def tono(self):
        return TONI_AZIONE[self.stato]
