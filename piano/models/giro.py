from django.db import models
from django.db.models import Q
from django.utils import timezone

from ambito.models.base import ModelloDiAmbito
from piano.stati import (
    PASSI_GIRO,
    SCRITTE,
    TONI_GIRO,
    TONI_RISCONTRO,
    EsitoOsservazione,
    Riscontro,
    Silenzio,
    StatoGiro,
)

LETTERA_MASSIMA, TESTO_MASSIMO, MOTIVO_MASSIMO = 5000, 4000, 2000


class GiroOsservazioni(ModelloDiAmbito):
    """L’Ufficio di Piano chiede ai Comuni che cosa pensano della bozza, congelata in una versione quando il giro si apre.

    `chiude` è l’ultimo giorno utile, compreso. `sezioni` sono le sezioni da leggere (`codice`, `titolo`), nell’ordine del testo.
    """

    PASSI = PASSI_GIRO

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="giri")
    numero = models.PositiveSmallIntegerField()
    titolo = models.CharField(max_length=160)
    lettera = models.TextField("lettera ai Sindaci", max_length=LETTERA_MASSIMA)
    chiude = models.DateField("ultimo giorno per rispondere")
    silenzio = models.CharField("che cosa vale il silenzio", max_length=12, choices=Silenzio.choices, default=Silenzio.NESSUNA)
    stato = models.CharField(max_length=10, choices=StatoGiro.choices, default=StatoGiro.PREPARATO)
    versione = models.ForeignKey("piano.VersionePiano", models.PROTECT, null=True, related_name="giri")
    sezioni = models.JSONField(default=list)
    aperto_il = models.DateTimeField(null=True)
    chiuso_il = models.DateTimeField(null=True)
    motivo_chiusura = models.CharField("perché si è chiuso prima", max_length=500, blank=True)
    creato_il = models.DateTimeField()
    creato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-numero"]
        default_permissions = []
        verbose_name = "giro di osservazioni"
        verbose_name_plural = "giri di osservazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "numero"], name="giro_numero_unico"),
            models.UniqueConstraint(
                fields=["ambito", "piano"],
                condition=Q(stato__in=[StatoGiro.PREPARATO, StatoGiro.APERTO]),
                name="giro_uno_per_volta",
            ),
            models.CheckConstraint(condition=Q(stato__in=StatoGiro.values), name="giro_stato"),
            models.CheckConstraint(condition=Q(silenzio__in=Silenzio.values), name="giro_silenzio"),
            models.CheckConstraint(
                condition=Q(stato=StatoGiro.PREPARATO) | Q(versione__isnull=False, aperto_il__isnull=False), name="giro_congelato"
            ),
        ]

    def __str__(self):
        return f"{self.numero}º giro di osservazioni sul {self.piano}"

    @property
    def e_aperto(self):
        return self.stato == StatoGiro.APERTO

    @property
    def e_chiuso(self):
        return self.stato == StatoGiro.CHIUSO

    @property
    def tono(self):
        return TONI_GIRO[self.stato]

    @property
    def codici(self):
        """I codici delle sezioni da leggere, nell’ordine del testo."""
        return [sezione["codice"] for sezione in self.sezioni]

    @property
    def giorno(self):
        """Il giorno dell’apertura: i Comuni a cui si chiede sono quelli dell’Ambito in quel giorno."""
        return timezone.localdate(self.aperto_il or self.creato_il)

    def accoglie(self, oggi):
        """Si può rispondere `oggi`? Passato l’ultimo giorno no, anche se l’orologio non ha ancora chiuso il giro."""
        return self.e_aperto and oggi <= self.chiude


class Osservazione(ModelloDiAmbito):
    """La risposta di un Comune su una sezione del testo in giro, e il riscontro dell’Ufficio di Piano se lo chiede.

    Ce n’è una per Comune e sezione: le precedenti restano nel registro. `revisione` cresce a ogni cambio: chi scrive dice da
    quale è partito.
    """

    giro = models.ForeignKey(GiroOsservazioni, models.PROTECT, related_name="osservazioni")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    codice = models.CharField("sezione", max_length=12)
    esito = models.CharField(max_length=12, choices=EsitoOsservazione.choices)
    testo = models.TextField(max_length=TESTO_MASSIMO, blank=True)
    revisione = models.PositiveIntegerField(default=1)
    utente = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    scritta_il = models.DateTimeField()
    riscontro = models.CharField(max_length=12, choices=Riscontro.choices, blank=True)
    motivo = models.TextField(max_length=MOTIVO_MASSIMO, blank=True)
    sezione_cambiata = models.ForeignKey("piano.Sezione", models.SET_NULL, null=True, blank=True, related_name="+")
    riscontro_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    riscontro_il = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "osservazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "giro", "comune", "codice"], name="osservazione_una_per_sezione"),
            models.CheckConstraint(condition=Q(esito__in=EsitoOsservazione.values), name="osservazione_esito"),
            models.CheckConstraint(condition=Q(esito=EsitoOsservazione.NESSUNA) | ~Q(testo=""), name="osservazione_con_testo"),
            models.CheckConstraint(condition=Q(riscontro__in=["", *Riscontro.values]), name="osservazione_riscontro"),
            models.CheckConstraint(condition=Q(riscontro="") | Q(esito__in=SCRITTE), name="osservazione_riscontro_a_chi_scrive"),
            models.CheckConstraint(
                condition=Q(riscontro__in=["", Riscontro.ACCOLTA]) | ~Q(motivo=""), name="osservazione_riscontro_motivato"
            ),
        ]

    def __str__(self):
        return f"{self.comune}, sezione {self.codice}"

    @property
    def titolo_sezione(self):
        """Codice e titolo della sezione, com’erano nel testo in giro."""
        titoli = {s["codice"]: s["titolo"] for s in self.giro.sezioni}
        return f"{self.codice} {titoli.get(self.codice, '')}".strip()

    @property
    def chiede_riscontro(self):
        return self.esito in SCRITTE

    @property
    def segno_riscontro(self):
        """Riconosce il riscontro che c’è (vuoto se non c’è): chi ne scrive un altro dice quale aveva davanti."""
        return self.riscontro_il.isoformat() if self.riscontro_il else ""

    @property
    def riscontro_in_parole(self):
        return self.get_riscontro_display() or "Senza riscontro"

    @property
    def tono_riscontro(self):
        return TONI_RISCONTRO[self.riscontro]
