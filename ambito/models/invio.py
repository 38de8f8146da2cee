from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class Invio(ModelloDiAmbito):
    """Un messaggio a più persone, mandato da qualcuno in un gesto: fino a `parte_il` si può annullare.

    Annullarlo toglie gli avvisi, che nessuno ha visto; la riga resta, e dice chi e quando.
    """

    titolo = models.CharField(max_length=200)
    testo = models.TextField()
    persone = models.PositiveIntegerField("quante persone lo ricevono")
    chiesto_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    chiesto_il = models.DateTimeField()
    parte_il = models.DateTimeField()
    annullato_il = models.DateTimeField(null=True)
    annullato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        default_permissions = []
        verbose_name_plural = "invii"
        constraints = [
            models.CheckConstraint(
                condition=Q(annullato_il__isnull=True, annullato_da__isnull=True)
                | Q(annullato_il__isnull=False, annullato_da__isnull=False),
                name="invio_annullato_da_qualcuno",
            ),
        ]

    def __str__(self):
        return self.titolo

    def si_annulla(self, adesso):
        """Non è ancora partito?"""
        return self.annullato_il is None and adesso < self.parte_il


class Lettera(ModelloDiAmbito):
    """Lo stesso messaggio su carta, per un Comune in cui nessuno lo riceverebbe nel portale o per posta elettronica."""

    invio = models.ForeignKey(Invio, models.PROTECT, related_name="lettere")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    titolo = models.CharField(max_length=200)
    url = models.CharField("pagina in cui rispondere", max_length=300, default="")
    consegnata_il = models.DateField(null=True)

    class Meta:
        ordering = ["comune__nome"]
        default_permissions = []
        verbose_name_plural = "lettere"
        constraints = [models.UniqueConstraint(fields=["ambito", "invio", "comune"], name="lettera_unica")]

    def __str__(self):
        return f"lettera a {self.comune}"
