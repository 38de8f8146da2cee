from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class Esito(models.TextChoices):
    RAGGIUNTO = "raggiunto", "Raggiunto"
    IN_PARTE = "in_parte", "Raggiunto in parte"
    NON_RAGGIUNTO = "non_raggiunto", "Non raggiunto"
    TRASCINATO = "trascinato", "Portato nel piano che segue"
    ABBANDONATO = "abbandonato", "Abbandonato"


TONI_ESITO = {
    Esito.RAGGIUNTO: "positivo",
    Esito.IN_PARTE: "attesa",
    Esito.NON_RAGGIUNTO: "negativo",
    Esito.TRASCINATO: "attenzione",
    Esito.ABBANDONATO: "neutro",
}


class ValutazioneObiettivo(ModelloDiAmbito):
    """Com’è andato un obiettivo in un anno o, `finale`, nel triennio intero: senza, il piano non si conclude."""

    obiettivo = models.ForeignKey("piano.Obiettivo", models.PROTECT, related_name="valutazioni")
    anno = models.PositiveSmallIntegerField()
    finale = models.BooleanField(default=False)
    esito = models.CharField(max_length=14, choices=Esito.choices)
    grado = models.PositiveSmallIntegerField("quanto è raggiunto, in percento")
    perche = models.TextField("perché", max_length=2000, blank=True)
    correttivi = models.TextField("che cosa si farà", max_length=2000, blank=True)
    scritta_il = models.DateTimeField(editable=False)
    scritta_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["finale", "anno"]
        default_permissions = []
        verbose_name_plural = "valutazioni degli obiettivi"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "obiettivo", "anno", "finale"], name="valutazioneobiettivo_unica"),
            models.UniqueConstraint(
                fields=["ambito", "obiettivo"], condition=Q(finale=True), name="valutazioneobiettivo_finale_unica"
            ),
            models.CheckConstraint(condition=Q(esito__in=Esito.values), name="valutazioneobiettivo_esito"),
            models.CheckConstraint(condition=Q(grado__lte=100), name="valutazioneobiettivo_grado"),
            models.CheckConstraint(condition=Q(esito=Esito.RAGGIUNTO) | ~Q(perche=""), name="valutazioneobiettivo_perche"),
        ]

    def __str__(self):
        return f"{self.obiettivo}, {self.quando}"

    @property
    def quando(self):
        """«finale», oppure l’anno: come sta negli indirizzi e si legge nelle pagine."""
        return "finale" if self.finale else str(self.anno)

    @property
    def tono(self):
        return TONI_ESITO[self.esito]
