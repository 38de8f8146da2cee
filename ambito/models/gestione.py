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


class RiepilogoGuasti(models.Model):
    """Il messaggio a chi gestisce la macchina sui guasti di un giorno: ce n’è uno, e la riga nasce prima che parta.

    Senza `spedito_il` il portale si è fermato mentre lo spediva: potrebbe essere arrivato, e non riparte da solo (decisione 0010).
    """

    giorno = models.DateField(unique=True)
    preparato_il = models.DateTimeField()
    spedito_il = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-giorno"]
        default_permissions = []
        verbose_name_plural = "riepiloghi dei guasti"

    def __str__(self):
        return f"Guasti del {self.giorno:%d/%m/%Y}"
