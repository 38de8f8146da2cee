"""Gli indicatori e ciò che se ne legge anno per anno."""

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from ambito.allegati.modello import Allegato
from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.nucleo import traiettoria


class TipoIndicatore(models.TextChoices):
    INPUT = "input", "Risorse impiegate (input)"
    OUTPUT = "output", "Ciò che si produce (output)"
    OUTCOME = "outcome", "Ciò che cambia (outcome)"


class Verso(models.TextChoices):
    ALTO = traiettoria.Verso.ALTO.value, "Più è alto, meglio è"
    BASSO = traiettoria.Verso.BASSO.value, "Più è basso, meglio è"
    ENTRO = traiettoria.Verso.ENTRO.value, "Deve restare entro il valore atteso"


class Frequenza(models.TextChoices):
    ANNUALE = "annuale", "Ogni anno"
    SEMESTRALE = "semestrale", "Ogni sei mesi"
    QUADRIMESTRALE = "quadrimestrale", "Ogni quattro mesi"
    TRIMESTRALE = "trimestrale", "Ogni tre mesi"
    MENSILE = "mensile", "Ogni mese"


MESI = {
    Frequenza.ANNUALE: 12, Frequenza.SEMESTRALE: 6, Frequenza.QUADRIMESTRALE: 4, Frequenza.TRIMESTRALE: 3, Frequenza.MENSILE: 1,
}  # fmt: skip


class IndicatoreQuerySet(QuerySetDiAmbito):
    def con_ultima(self, prima_del=None):
        """Aggiunge `ultima_al` e `ultimo_valore` della lettura più recente (con `prima_del`, fino a quel giorno compreso)."""
        lette = Rilevazione.objects.filter(indicatore=OuterRef("pk"), attuale=True).order_by("-al")
        if prima_del is not None:
            lette = lette.filter(al__lte=prima_del)
        return self.annotate(ultima_al=Subquery(lette.values("al")[:1]), ultimo_valore=Subquery(lette.values("valore")[:1]))


class Indicatore(ModelloDiAmbito):
    """Come si misura l’obiettivo: da che valore si parte, dove si vuole arrivare, ogni quanto e chi guarda."""

    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, related_name="indicatori")
    tipo = models.CharField(max_length=8, choices=TipoIndicatore.choices, default=TipoIndicatore.OUTPUT)
    nome = models.CharField(max_length=250)
    unita = models.CharField("unità", max_length=40)
    verso = models.CharField("che cosa vuol dire andare bene", max_length=6, choices=Verso.choices, default=Verso.ALTO)
    base = models.DecimalField("valore di partenza", max_digits=14, decimal_places=2, null=True, blank=True)
    atteso = models.DecimalField("valore atteso alla fine", max_digits=14, decimal_places=2)
    fonte = models.CharField(max_length=160, blank=True)
    frequenza = models.CharField("ogni quanto si legge", max_length=16, choices=Frequenza.choices, default=Frequenza.ANNUALE)
    incaricato = models.ForeignKey(
        "ambito.Utente", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chi lo legge"
    )
    responsabile = models.CharField("chi ne risponde", max_length=160, blank=True)

    objects = ManagerDiAmbito.from_queryset(IndicatoreQuerySet)()

    class Meta:
        ordering = ["id"]
        default_permissions = []
        verbose_name_plural = "indicatori"
        constraints = [
            models.CheckConstraint(condition=Q(tipo__in=TipoIndicatore.values), name="indicatore_tipo"),
            models.CheckConstraint(condition=Q(verso__in=Verso.values), name="indicatore_verso"),
            models.CheckConstraint(condition=Q(frequenza__in=Frequenza.values), name="indicatore_frequenza"),
        ]

    def __str__(self):
        return self.nome

    @property
    def fini(self):
        """I giorni a cui si riferiscono le sue letture, lungo tutto l’obiettivo."""
        return traiettoria.fini_dei_periodi(MESI[Frequenza(self.frequenza)], self.obiettivo.inizio, self.obiettivo.fine)


class Traguardo(ModelloDiAmbito):
    """Quanto un indicatore deve valere alla fine di un anno che non è l’ultimo: dell’ultimo dice `Indicatore.atteso`."""

    indicatore = models.ForeignKey(Indicatore, models.CASCADE, related_name="traguardi")
    anno = models.PositiveSmallIntegerField()
    valore = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["anno"]
        default_permissions = []
        verbose_name_plural = "traguardi"
        constraints = [models.UniqueConstraint(fields=["ambito", "indicatore", "anno"], name="traguardo_unico")]

    def __str__(self):
        return f"{self.indicatore_id}, {self.anno}: {self.valore}"


class Rilevazione(ModelloDiAmbito):
    """Un valore letto: a quale giorno si riferisce, quanto, da dove viene, chi l’ha scritto e quando.

    Non si cambia: una correzione è una riga nuova che dice perché, e quella di prima resta, non più `attuale`. La banca dati
    rifiuta ogni altra modifica.
    """

    indicatore = models.ForeignKey(Indicatore, models.PROTECT, related_name="rilevazioni")
    al = models.DateField("a quale giorno si riferisce")
    valore = models.DecimalField(max_digits=14, decimal_places=2)
    nota = models.CharField(max_length=500, blank=True)
    fonte = models.CharField(max_length=160, blank=True)
    attuale = models.BooleanField(default=True)
    corregge = models.OneToOneField("self", models.PROTECT, null=True, related_name="corretta_da")
    motivo = models.CharField("perché si è corretta", max_length=300, blank=True)
    scritta_il = models.DateTimeField()
    scritta_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-al", "-pk"]
        default_permissions = []
        verbose_name_plural = "rilevazioni"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "indicatore", "al"], condition=Q(attuale=True), name="rilevazioneindicatore_unica"
            ),
            models.CheckConstraint(condition=Q(corregge__isnull=True) | ~Q(motivo=""), name="rilevazioneindicatore_motivo"),
        ]

    def __str__(self):
        return f"{self.indicatore} al {self.al:%d/%m/%Y}"


class ProvaRilevazione(Allegato):
    """Il documento da cui viene un valore letto."""

    rilevazione = models.ForeignKey(Rilevazione, models.PROTECT, related_name="prove")

    class Meta(Allegato.Meta):
        verbose_name_plural = "prove delle rilevazioni"
        constraints = [
            *Allegato.Meta.constraints,
            models.UniqueConstraint(fields=["ambito", "rilevazione", "sha256"], name="provarilevazione_unica"),
        ]
