from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class FormatoFigura(models.TextChoices):
    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"


class Figura(ModelloDiAmbito):
    """Un’immagine che i testi di un piano citano con il suo codice, `[figura: codice]`.

    L’immagine non cambia e il codice non si riusa: le versioni congelate la ritrovano per `impronta` (SHA-256 dei byte). Chi è
    tolta resta, per loro. Didascalia, descrizione e fonte si correggono: una versione congelata tiene quelle di allora.
    """

    LUNGHEZZA_CODICE = 40

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="figure")
    codice = models.CharField(max_length=LUNGHEZZA_CODICE)
    byte = models.BinaryField()
    formato = models.CharField(max_length=4, choices=FormatoFigura.choices)
    impronta = models.CharField(max_length=64)
    larghezza = models.PositiveSmallIntegerField("larghezza in pixel")
    altezza = models.PositiveSmallIntegerField("altezza in pixel")
    titolo = models.CharField("didascalia", max_length=200)
    descrizione = models.CharField("che cosa mostra", max_length=500)
    fonte = models.CharField(max_length=200, blank=True)
    caricata_il = models.DateTimeField()
    caricata_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    tolta_il = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "figure"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "codice"], name="figura_codice_unico"),
            models.CheckConstraint(condition=Q(formato__in=FormatoFigura.values), name="figura_formato"),
        ]

    def __str__(self):
        return self.titolo

    @property
    def tipo(self):
        """Il tipo dei byte, come lo vuole un navigatore."""
        return f"image/{self.formato}"
