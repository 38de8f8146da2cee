"""L’elezione a una carica dell’organo, in una seduta, turno per turno su schede di carta."""

from django.db import models
from django.db.models import F, Q

from ambito.assemblea import stati
from ambito.assemblea.stati import StatoElezione
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.elezione import RegolaElezione


class Elezione(ModelloDiAmbito):
    """Chi siede elegge fra i suoi il presidente o il vice: la regola è fermata quando si comincia."""

    PASSI = stati.PASSI_ELEZIONE

    class Carica(models.TextChoices):
        PRESIDENTE = "presidente", "Presidente"
        VICE = "vice", "Vicepresidente"

    seduta = models.ForeignKey("assemblea.Seduta", models.PROTECT, related_name="elezioni")
    punto = models.ForeignKey("assemblea.PuntoOdg", models.PROTECT, related_name="elezioni")
    carica = models.CharField(max_length=12, choices=Carica.choices)
    regola = models.JSONField()
    stato = models.CharField(max_length=10, choices=StatoElezione.choices, default=StatoElezione.APERTA)
    aperta_il = models.DateTimeField()
    eletto = models.ForeignKey("assemblea.SeggioSeduta", models.PROTECT, null=True, related_name="+")
    persona = models.CharField("chi è eletto", max_length=160, blank=True)
    dal = models.DateField(null=True)
    al = models.DateField(null=True)
    motivo_annullamento = models.TextField(blank=True)

    class Meta:
        ordering = ["-aperta_il"]
        default_permissions = []
        verbose_name_plural = "elezioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "seduta"], condition=Q(stato="aperta"), name="elezione_aperta_unica"),
            models.CheckConstraint(condition=Q(stato__in=StatoElezione.values), name="elezione_stato"),
            models.CheckConstraint(condition=Q(carica__in=["presidente", "vice"]), name="elezione_carica"),
            models.CheckConstraint(
                condition=~Q(stato="conclusa") | (Q(eletto__isnull=False, dal__isnull=False) & ~Q(persona="")),
                name="elezione_con_eletto",
            ),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="elezione_date"),
        ]

    def __str__(self):
        return f"Elezione: {self.get_carica_display()}, {self.seduta}"

    @property
    def e_aperta(self):
        return self.stato == StatoElezione.APERTA

    @property
    def di_voto(self):
        """La regola come la intende il motore."""
        return RegolaElezione.from_dict(self.regola)


class Turno(ModelloDiAmbito):
    """Lo spoglio di un turno: i voti di ognuno, le schede bianche e nulle, che cosa ne viene."""

    elezione = models.ForeignKey(Elezione, models.PROTECT, related_name="turni")
    numero = models.PositiveSmallIntegerField()
    presenti = models.PositiveSmallIntegerField()
    componenti = models.PositiveSmallIntegerField()
    voti = models.JSONField("codice del seggio → voti")
    bianche = models.PositiveSmallIntegerField(default=0)
    nulle = models.PositiveSmallIntegerField(default=0)
    ammessi = models.JSONField("codici votabili al turno seguente; vuoto, tutti", default=list)
    passaggi = models.JSONField()
    scrutinato_il = models.DateTimeField()

    class Meta:
        ordering = ["numero"]
        default_permissions = []
        verbose_name_plural = "turni"
        constraints = [models.UniqueConstraint(fields=["ambito", "elezione", "numero"], name="turno_numero_unico")]

    def __str__(self):
        return f"Turno {self.numero}"
