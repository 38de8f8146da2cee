from django.db import models
from django.db.models import Q
from django.utils import timezone

from ambito.allegati.modello import Allegato
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.formati_italiani import formatta_data
from piano.stati import PASSI_INCONTRO, StatoIncontro


class IncontroTavolo(ModelloDiAmbito):
    """Una riunione di un tavolo: ordine del giorno, convocazione, presenze, verbale. Approvato il verbale, non cambia più."""

    PASSI = PASSI_INCONTRO

    tavolo = models.ForeignKey("piano.Tavolo", models.PROTECT, related_name="incontri")
    quando = models.DateTimeField("giorno e ora")
    luogo = models.CharField(max_length=200, blank=True)
    collegamento = models.URLField("indirizzo per partecipare a distanza", blank=True)
    ordine_del_giorno = models.TextField(blank=True)
    convocato_il = models.DateTimeField(null=True, editable=False)
    convocazioni = models.PositiveSmallIntegerField("quante volte è stato convocato", default=0, editable=False)
    verbale = models.TextField(blank=True, editable=False)
    revisione = models.PositiveIntegerField("revisione del verbale", default=0, editable=False)
    stato = models.CharField(max_length=12, choices=StatoIncontro.choices, default=StatoIncontro.PREVISTO, editable=False)

    class Meta:
        ordering = ["quando", "pk"]
        default_permissions = []
        verbose_name_plural = "incontri dei tavoli"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "tavolo", "quando"], name="incontrotavolo_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoIncontro.values), name="incontrotavolo_stato"),
            models.CheckConstraint(
                condition=~Q(stato=StatoIncontro.CHIUSO) | ~Q(verbale=""), name="incontrotavolo_chiuso_con_verbale"
            ),
        ]

    def __str__(self):
        return f"{self.tavolo}, {formatta_data(self.giorno, esteso=True)}"

    @property
    def giorno(self):
        """Il giorno della riunione, a Roma."""
        return timezone.localdate(self.quando)

    @property
    def aperto(self):
        """Si possono ancora cambiare dati, presenze e verbale."""
        return self.stato == StatoIncontro.PREVISTO


class EsitoPresenza(models.TextChoices):
    PRESENTE = "presente", "Presente"
    GIUSTIFICATO = "giustificato", "Assente giustificato"
    ASSENTE = "assente", "Assente"


class PresenzaTavolo(ModelloDiAmbito):
    """Se un membro c’era. Nome ed ente sono quelli di allora: il foglio delle presenze non cambia se cambia il membro."""

    incontro = models.ForeignKey(IncontroTavolo, models.CASCADE, related_name="presenze")
    membro = models.ForeignKey("piano.MembroTavolo", models.PROTECT, related_name="presenze")
    nome = models.CharField(max_length=160)
    per_chi = models.CharField("ente", max_length=200)
    esito = models.CharField(max_length=12, choices=EsitoPresenza.choices)

    class Meta:
        ordering = ["nome", "pk"]
        default_permissions = []
        verbose_name_plural = "presenze agli incontri"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "incontro", "membro"], name="presenzatavolo_unica"),
            models.CheckConstraint(condition=Q(esito__in=EsitoPresenza.values), name="presenzatavolo_esito"),
        ]

    def __str__(self):
        return f"{self.nome}: {self.get_esito_display().lower()}"


class AllegatoIncontro(Allegato):
    """Un documento dell’incontro."""

    incontro = models.ForeignKey(IncontroTavolo, models.PROTECT, related_name="allegati")
    che_cosa = models.CharField("che documento è", max_length=160)
    caricato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricato_il = models.DateTimeField()

    class Meta(Allegato.Meta):
        verbose_name_plural = "allegati degli incontri"
        constraints = [
            *Allegato.Meta.constraints,
            models.UniqueConstraint(fields=["ambito", "incontro", "sha256"], name="allegatoincontro_unico"),
        ]
