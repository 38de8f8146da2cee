from django.db import models


class AttoDiGestione(models.Model):
    """Ciò che un gestore ha fatto sulla piattaforma, fuori da ogni Ambito. Si aggiunge soltanto; la banca dati rifiuta altro."""

    quando = models.DateTimeField()
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    verbo = models.CharField(max_length=60)
    frase = models.CharField(max_length=300)
    nota = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        verbose_name_plural = "atti di gestione"

    def __str__(self):
        return self.frase
