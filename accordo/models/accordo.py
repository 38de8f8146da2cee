"""L’accordo di programma che attua il Piano di Zona: il testo per articoli, le versioni congelate."""

from django.db import models
from django.db.models import F, Q

from accordo.stati.accordi import CONCLUSI, PASSI_ACCORDO, TONI_ACCORDO, StatoAccordo
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.periodi import Triennio
from piano.models.congelato import Congelato

# Si riscrive finché nessuno ha davanti il testo definitivo.
SI_SCRIVE = frozenset({StatoAccordo.BOZZA, StatoAccordo.CONDIVISO})


class AccordoDiProgramma(ModelloDiAmbito):
    """L’accordo di un triennio (art. 34 TUEL), o un accordo che lo integra: `integrativo` è il suo numero, 0 per il primo.

    `termine_atti`: ultimo giorno per approvare; `termine_firme`: per firmare. `atto_*`: l’atto formale che lo approva.
    """

    PASSI = PASSI_ACCORDO

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="+")
    triennio_inizio = models.PositiveSmallIntegerField("primo anno del triennio")
    integrativo = models.PositiveSmallIntegerField(default=0)
    integra = models.ForeignKey("self", models.PROTECT, null=True, related_name="integrativi")
    stato = models.CharField(max_length=16, choices=StatoAccordo.choices, default=StatoAccordo.BOZZA)
    oggetto = models.CharField("che cosa integra", max_length=200, blank=True)
    dal = models.DateField("dura dal", null=True, blank=True)
    al = models.DateField("dura fino al", null=True, blank=True)
    termine_atti = models.DateField("gli enti approvano entro il", null=True, blank=True)
    termine_firme = models.DateField("si firma entro il", null=True, blank=True)
    atto_numero = models.CharField("atto di approvazione", max_length=120, blank=True)
    atto_data = models.DateField("data dell’atto", null=True, blank=True)
    bollettino = models.CharField("bollettino ufficiale, numero e serie", max_length=120, blank=True)
    bollettino_data = models.DateField("data del bollettino", null=True, blank=True)
    albo_dal = models.DateField("all’albo dal", null=True, blank=True)
    creato_il = models.DateTimeField()
    creato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-triennio_inizio", "integrativo"]
        default_permissions = []
        verbose_name = "accordo di programma"
        verbose_name_plural = "accordi di programma"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "triennio_inizio", "integrativo"], name="accordo_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoAccordo.values), name="accordo_stato"),
            models.CheckConstraint(condition=Q(integrativo=0, integra__isnull=True) | Q(integrativo__gte=1, integra__isnull=False),
                                   name="accordo_integra"),
            models.CheckConstraint(condition=Q(al__gte=F("dal")) | Q(dal__isnull=True) | Q(al__isnull=True), name="accordo_durata"),
        ]  # fmt: skip

    def __str__(self):
        nome = f"Accordo di programma {self.triennio}"
        return f"{nome}, integrativo n. {self.integrativo}" if self.integrativo else nome

    @property
    def triennio(self):
        """Come si scrive: «2025-2027»."""
        return str(Triennio(self.triennio_inizio))

    @property
    def codice(self):
        """Come sta negli indirizzi: «2025-2027», «2025-2027-i1» per il primo integrativo."""
        return f"{self.triennio}-i{self.integrativo}" if self.integrativo else self.triennio

    @property
    def in_frase(self):
        """Il nome dentro una frase: «accordo di programma 2025-2027»."""
        return f"a{str(self)[1:]}"

    @property
    def modificabile(self):
        """Il testo e le parti si possono ancora cambiare."""
        return self.stato in SI_SCRIVE

    @property
    def pubblicato(self):
        """È, o è stato, in vigore: lo legge chiunque. Prima di allora non lo vede chi sta fuori."""
        return self.stato in CONCLUSI

    @property
    def tono(self):
        return TONI_ACCORDO[self.stato]


class ArticoloAccordo(ModelloDiAmbito):
    """Un articolo: testo formattato, con i dati citati che restano aggiornati finché non si congela."""

    accordo = models.ForeignKey(AccordoDiProgramma, models.CASCADE, related_name="articoli")
    ordine = models.PositiveSmallIntegerField()
    titolo = models.CharField(max_length=160)
    testo = models.TextField(blank=True)
    revisione = models.PositiveIntegerField(default=0)
    aggiornato_il = models.DateTimeField(null=True)
    aggiornato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["ordine"]
        default_permissions = []
        verbose_name_plural = "articoli"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "accordo", "ordine"], name="articolo_ordine", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self):
        return f"Art. {self.numero} – {self.titolo}"

    @property
    def numero(self):
        """Il numero dell’articolo, da uno."""
        return self.ordine + 1


class VersioneAccordo(Congelato):
    """Il testo mandato agli enti. `versione_piano` è il testo del piano che l’accordo adotta."""

    accordo = models.ForeignKey(AccordoDiProgramma, models.PROTECT, related_name="versioni")
    versione_piano = models.ForeignKey("piano.VersionePiano", models.PROTECT, related_name="+")

    class Meta(Congelato.Meta):
        verbose_name = "versione dell’accordo"
        verbose_name_plural = "versioni dell’accordo"
        constraints = [
            *Congelato.Meta.constraints,
            models.UniqueConstraint(fields=["ambito", "accordo", "numero"], name="versioneaccordo_numero_unico"),
        ]

    def __str__(self):
        return f"{self.accordo}, versione {self.numero}"
