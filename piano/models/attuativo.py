"""Il piano attuativo di un anno: dice soltanto che cosa aggiunge, cambia o sospende rispetto al Piano di Zona."""

from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito
from piano.models.congelato import Congelato
from piano.stati.attuativi import IN_PREPARAZIONE, NON_APPROVATI, PASSI_ATTUATIVO, TONI_ATTUATIVO, StatoAttuativo


class PianoAttuativo(ModelloDiAmbito):
    """La programmazione di un anno del triennio (L. 328/2000, art. 19): uno per anno, le integrazioni ne sono versioni nuove."""

    PASSI = PASSI_ATTUATIVO

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="attuativi")
    anno = models.PositiveSmallIntegerField()
    stato = models.CharField(max_length=16, choices=StatoAttuativo.choices, default=StatoAttuativo.BOZZA)
    sintesi = models.TextField("in breve", blank=True)
    deliberazione = models.CharField("deliberazione di approvazione", max_length=120, blank=True)
    deliberato_il = models.DateField(null=True)
    esito_voto = models.CharField("ultimo esito del voto", max_length=300, blank=True)
    creato_il = models.DateTimeField()
    creato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-anno"]
        default_permissions = []
        verbose_name = "piano attuativo"
        verbose_name_plural = "piani attuativi"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "anno"], name="attuativo_anno_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoAttuativo.values), name="attuativo_stato"),
        ]

    def __str__(self):
        return f"Piano attuativo {self.anno}"

    @property
    def modificabile(self):
        """Si scrive solo in bozza: verificato o proposto, è ciò che si vota."""
        return self.stato == StatoAttuativo.BOZZA

    @property
    def si_prepara(self):
        """Ciò che si vota non è ancora congelato in una versione."""
        return self.stato in IN_PREPARAZIONE

    @property
    def approvato(self):
        """L’Assemblea ha approvato la sua ultima versione, e nessuno lo sta integrando."""
        return self.stato not in NON_APPROVATI

    @property
    def stato_in_parole(self):
        """Lo stato dentro una frase."""
        etichetta = self.get_stato_display()
        return etichetta[0].lower() + etichetta[1:]

    @property
    def tono(self):
        return TONI_ATTUATIVO[self.stato]


class Variazione(models.TextChoices):
    """Che cosa l’anno fa di un obiettivo del piano."""

    CONFERMATO = "confermato", "Confermato"
    MODIFICATO = "modificato", "Modificato"
    SOSPESO = "sospeso", "Sospeso"
    AGGIUNTO = "aggiunto", "Aggiunto"


class VoceAttuativo(ModelloDiAmbito):
    """La scheda di un’attività dell’anno: su un obiettivo del piano, oppure aggiunta. Ogni scostamento ha un motivo."""

    attuativo = models.ForeignKey(PianoAttuativo, models.CASCADE, related_name="voci")
    obiettivo = models.ForeignKey("piano.Obiettivo", models.CASCADE, null=True, related_name="voci_attuative")
    area = models.ForeignKey("piano.AreaPolicy", models.PROTECT, null=True, related_name="+")
    variazione = models.CharField("rispetto al piano", max_length=12, choices=Variazione.choices, default=Variazione.CONFERMATO)
    titolo = models.CharField(max_length=200, blank=True)
    attivita = models.TextField("che cosa si fa quest’anno", blank=True)
    responsabile = models.CharField("chi ne risponde", max_length=160, blank=True)
    utenti_previsti = models.PositiveIntegerField("persone che si prevede di raggiungere", null=True, blank=True)
    motivo = models.TextField("perché cambia", blank=True)
    revisione = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["obiettivo__area__codice", "obiettivo", "pk"]
        default_permissions = []
        verbose_name = "scheda dell’anno"
        verbose_name_plural = "schede dell’anno"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "attuativo", "obiettivo"], name="voceattuativo_unica"),
            models.CheckConstraint(condition=Q(variazione__in=Variazione.values), name="voceattuativo_variazione"),
            models.CheckConstraint(
                condition=Q(obiettivo__isnull=False, area__isnull=True, titolo="") & ~Q(variazione=Variazione.AGGIUNTO)
                | Q(obiettivo__isnull=True, area__isnull=False, variazione=Variazione.AGGIUNTO) & ~Q(titolo=""),
                name="voceattuativo_aggiunta",
            ),
            models.CheckConstraint(condition=Q(variazione=Variazione.CONFERMATO) | ~Q(motivo=""), name="voceattuativo_motivata"),
        ]

    def __str__(self):
        return str(self.obiettivo) if self.obiettivo_id else self.titolo


class RisorsaAttuativo(ModelloDiAmbito):
    """Le risorse dell’anno di una scheda. Se ce n’è anche una sola, valgono queste al posto di quelle del piano."""

    voce = models.ForeignKey(VoceAttuativo, models.CASCADE, related_name="risorse")
    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, related_name="+")
    importo = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["fondo__ordine", "pk"]
        default_permissions = []
        verbose_name_plural = "risorse dell’anno"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "voce", "fondo"], name="risorsaattuativo_unica", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(importo__gte=0), name="risorsaattuativo_importo"),
        ]

    def __str__(self):
        return f"{self.voce}: {self.fondo}"


class VersioneAttuativo(Congelato):
    """L’attuativo com’era quando fu proposto, consolidato."""

    attuativo = models.ForeignKey(PianoAttuativo, models.PROTECT, related_name="versioni")

    class Meta(Congelato.Meta):
        verbose_name = "versione del piano attuativo"
        verbose_name_plural = "versioni del piano attuativo"
        constraints = [
            *Congelato.Meta.constraints,
            models.UniqueConstraint(fields=["ambito", "attuativo", "numero"], name="versioneattuativo_numero_unico"),
        ]

    def __str__(self):
        return f"{self.attuativo}, versione {self.numero}"
