from django.db import models

from ambito.models.base import ModelloDiAmbito


class StanzaInsieme(ModelloDiAmbito):
    """Una sezione scritta in tempo reale: il documento Yjs è la somma dei suoi aggiornamenti.

    `revisione` è quella della sezione già dentro il documento; ciò che sta dopo `salvata_fino` non è ancora in una revisione.
    """

    sezione = models.OneToOneField("piano.Sezione", models.CASCADE, related_name="stanza_insieme")
    revisione = models.PositiveIntegerField()
    salvata_fino = models.BigIntegerField(default=0)
    viva_il = models.DateTimeField("ultimo segno di chi vi scrive", null=True)

    class Meta:
        default_permissions = []
        verbose_name_plural = "stanze di scrittura"

    def __str__(self):
        return f"scrittura insieme di {self.sezione}"


class AggiornamentoInsieme(ModelloDiAmbito):
    """Un pezzo del documento, com’è arrivato: si conserva prima di confermarlo a chi l’ha scritto e di darlo agli altri."""

    stanza = models.ForeignKey(StanzaInsieme, models.CASCADE, related_name="aggiornamenti")
    utente = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    dati = models.BinaryField()
    quando = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "aggiornamenti"

    def __str__(self):
        return f"aggiornamento {self.pk} di {self.stanza}"
