from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class Collegato(models.TextChoices):
    """Quali dati del piano la sezione mostra sotto il proprio testo."""

    NIENTE = "", "solo testo"
    TAVOLI = "tavoli", "i tavoli"
    OBIETTIVI = "obiettivi", "le schede degli obiettivi"
    RISORSE = "risorse", "il quadro delle risorse"
    INDICATORI = "indicatori", "gli indicatori"
    POPOLAZIONE = "popolazione", "la popolazione, Comune per Comune"
    OFFERTA = "offerta", "i servizi e i livelli essenziali"
    ESITI = "esiti", "gli esiti del piano precedente"


class Sezione(ModelloDiAmbito):
    """Un capitolo o paragrafo del piano. `revisione` è il numero dell’ultimo salvataggio: chi salva dice da quale è partito.

    Il codice («3.1») è la sua posizione: cambia quando l’indice si riordina, perciò fuori da qui si ricorda la chiave.
    """

    # Tre righe in pagina: di più non è una sintesi.
    LUNGHEZZA_SINTESI = 400

    piano = models.ForeignKey("piano.PianoDiZona", models.CASCADE, related_name="sezioni")
    codice = models.CharField(max_length=12)
    ordine = models.PositiveSmallIntegerField()
    titolo = models.CharField(max_length=200)
    guida = models.TextField("che cosa scrivere", blank=True)
    collegato = models.CharField(max_length=12, choices=Collegato.choices, blank=True)
    testo = models.TextField(blank=True)
    obbligatoria = models.BooleanField(default=True)
    completa = models.BooleanField(default=False)
    sintesi = models.CharField("che cosa deve sapere un Sindaco", max_length=LUNGHEZZA_SINTESI, blank=True)
    assegnata_a = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+", verbose_name="chi la scrive")
    entro = models.DateField("entro quando", null=True)
    revisione = models.PositiveIntegerField(default=0)
    aggiornata_il = models.DateTimeField(null=True)
    aggiornata_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["ordine"]
        default_permissions = []
        verbose_name_plural = "sezioni"
        constraints = [
            # Si guarda alla fine: riordinando l’indice due sezioni si scambiano il codice.
            models.UniqueConstraint(
                fields=["ambito", "piano", "codice"], name="sezione_codice_unico", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(entro=None) | Q(assegnata_a__isnull=False), name="sezione_entro_di_qualcuno"),
            models.CheckConstraint(condition=Q(collegato__in=Collegato.values), name="sezione_collegato"),
            models.CheckConstraint(condition=Q(completa=False) | ~Q(testo=""), name="sezione_completa_scritta"),
        ]

    def __str__(self):
        return f"{self.codice} {self.titolo}"

    @property
    def livello(self):
        """1 per un capitolo, 2 per un suo paragrafo."""
        return 1 + self.codice.count(".")

    def giorni_di_ritardo(self, oggi):
        """Da quanti giorni è passato il termine di chi la scrive; 0 se non è passato o la sezione è completa."""
        return 0 if self.completa or not self.entro else max(0, (oggi - self.entro).days)


class ModoRevisione(models.TextChoices):
    SCRITTA = "scritta", "scritta"
    UNITA = "unita", "unita a quella di un collega"
    RIPRESA = "ripresa", "ripresa da una revisione precedente"
    SCELTA = "scelta", "scelta dopo un confronto"


class RevisioneSezione(ModelloDiAmbito):
    """Ogni salvataggio di una sezione, per sempre: chi, quando, che testo."""

    sezione = models.ForeignKey(Sezione, models.CASCADE, related_name="revisioni")
    numero = models.PositiveIntegerField()
    testo = models.TextField(blank=True)
    modo = models.CharField(max_length=8, choices=ModoRevisione.choices, default=ModoRevisione.SCRITTA)
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    # Chi altro ha scritto in quel tratto, in tempo reale: i nomi com’erano.
    insieme_a = models.CharField(max_length=500, blank=True)
    quando = models.DateTimeField()

    class Meta:
        ordering = ["-numero"]
        default_permissions = []
        verbose_name_plural = "revisioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "sezione", "numero"], name="revisione_numero_unico"),
            models.CheckConstraint(condition=Q(modo__in=ModoRevisione.values), name="revisione_modo"),
        ]

    def __str__(self):
        return f"{self.sezione}, revisione {self.numero}"


class BozzaPersonale(ModelloDiAmbito):
    """Il testo di una persona che non si è potuto salvare (un collega ha scritto lì): resta finché lei non decide.

    Una per ogni revisione di partenza: chi scrive da due finestre non sovrascrive sé stesso.
    """

    sezione = models.ForeignKey(Sezione, models.CASCADE, related_name="bozze")
    utente = models.ForeignKey("ambito.Utente", models.CASCADE, related_name="+")
    testo = models.TextField(blank=True)
    partenza = models.PositiveIntegerField("revisione da cui è partita")
    quando = models.DateTimeField()

    class Meta:
        ordering = ["-quando"]
        default_permissions = []
        verbose_name_plural = "bozze personali"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "sezione", "utente", "partenza"], name="bozza_personale_unica"),
        ]

    def __str__(self):
        return f"bozza di {self.utente} per {self.sezione}"
