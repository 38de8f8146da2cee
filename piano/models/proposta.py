from django.db import models
from django.db.models import Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from piano.stati import PASSI_PROPOSTA, TONI_PROPOSTA, StatoContributo, StatoProposta

TESTO_MASSIMO = 3000


class ProposteQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        legami = ("tavolo", "incontro__tavolo", "responsabile", "sezione", "obiettivo", "contributo__consultazione")
        return self.select_related(*legami).order_by("numero")

    def da_mostrare(self):
        """Quelle che escono dall’ufficio: un contributo ritirato dalla pagina pubblica non ricompare da un’altra parte."""
        return self.filter(Q(contributo__isnull=True) | Q(contributo__stato=StatoContributo.PUBBLICATO))


class Proposta(ModelloDiAmbito):
    """Ciò che un tavolo o un cittadino ha proposto per il piano, e la risposta motivata dell’ufficio. Il numero non si riusa."""

    PASSI = PASSI_PROPOSTA

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="proposte")
    numero = models.PositiveIntegerField(editable=False)
    tavolo = models.ForeignKey("piano.Tavolo", models.PROTECT, null=True, blank=True, related_name="proposte")
    incontro = models.ForeignKey("piano.IncontroTavolo", models.PROTECT, null=True, blank=True, related_name="proposte")
    contributo = models.OneToOneField(
        "piano.Contributo", models.PROTECT, null=True, blank=True, editable=False, related_name="proposta"
    )
    testo = models.TextField("che cosa si propone", max_length=TESTO_MASSIMO)
    proponente = models.CharField("chi propone", max_length=200, blank=True)
    responsabile = models.ForeignKey(
        "ambito.Utente", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chi la segue in ufficio"
    )
    ricevuta_il = models.DateField()
    stato = models.CharField(
        "esito", max_length=14, choices=StatoProposta.choices, default=StatoProposta.DA_VALUTARE, editable=False
    )
    motivo = models.TextField("perché", max_length=2000, blank=True)
    sezione = models.ForeignKey("piano.Sezione", models.SET_NULL, null=True, blank=True, related_name="+")
    obiettivo = models.ForeignKey("piano.Obiettivo", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ManagerDiAmbito.from_queryset(ProposteQuerySet)()

    class Meta:
        ordering = ["numero"]
        default_permissions = []
        verbose_name_plural = "proposte"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano", "numero"], name="proposta_numero_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoProposta.values), name="proposta_stato"),
            models.CheckConstraint(
                condition=Q(stato__in=[StatoProposta.DA_VALUTARE, StatoProposta.ACCOLTA]) | ~Q(motivo=""), name="proposta_motivata"
            ),
            models.CheckConstraint(condition=Q(tavolo__isnull=False) | Q(contributo__isnull=False), name="proposta_da_qualcuno"),
        ]

    def __str__(self):
        return f"Proposta {self.codice}"

    @property
    def codice(self):
        """Il numero come si cita: «P-012»."""
        return f"P-{self.numero:03d}"

    @property
    def tono(self):
        return TONI_PROPOSTA[self.stato]

    @property
    def origine(self):
        """Da dove viene: il tavolo, o la consultazione pubblica."""
        return str(self.tavolo) if self.tavolo_id else f"Consultazione «{self.contributo.consultazione}»"
