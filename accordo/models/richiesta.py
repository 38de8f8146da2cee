from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accordo.stati.richieste import IN_SOSPESO, PASSI_RICHIESTA, TONI_RICHIESTA, StatoRichiesta
from ambito.models.base import ModelloDiAmbito


class RichiestaEnte(ModelloDiAmbito):
    """Un ente che l’Ambito non conosce ancora chiede di aderire, dalla pagina pubblica.

    Chi scrive dimostra di leggere l’indirizzo che ha dato; poi l’Ufficio di Piano controlla l’ente e lo invita. Del codice mandato
    per posta si conserva la sola impronta. Una richiesta non verificata scade e si cancella.
    """

    PASSI = PASSI_RICHIESTA

    avviso = models.ForeignKey("accordo.AvvisoAdesione", models.PROTECT, related_name="richieste")
    stato = models.CharField(max_length=12, choices=StatoRichiesta.choices, default=StatoRichiesta.INVIATA)
    denominazione = models.CharField("denominazione dell’ente", max_length=200)
    codice_fiscale = models.CharField("codice fiscale dell’ente", max_length=16)
    runts_numero = models.CharField("numero di iscrizione al RUNTS", max_length=40, blank=True)
    nome = models.CharField(max_length=80)
    cognome = models.CharField(max_length=80)
    carica = models.CharField("che cosa fai nell’ente", max_length=120)
    email = models.EmailField("e-mail")
    impronta = models.CharField("SHA-256 del codice", max_length=64, unique=True)
    creata_il = models.DateTimeField()
    scade_il = models.DateTimeField()
    verificata_il = models.DateTimeField(null=True)
    motivo = models.TextField(max_length=1000, blank=True)
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-creata_il", "-pk"]
        default_permissions = []
        verbose_name = "richiesta di un ente"
        verbose_name_plural = "richieste degli enti"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "avviso", "email"],
                condition=Q(stato__in=sorted(IN_SOSPESO)),
                name="richiestaente_una_in_sospeso",
            ),
            models.CheckConstraint(condition=Q(stato__in=StatoRichiesta.values), name="richiestaente_stato"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="richiestaente_email_minuscola"),
            models.CheckConstraint(condition=~Q(stato="accolta") | Q(ente__isnull=False), name="richiestaente_accolta_con_ente"),
            models.CheckConstraint(condition=~Q(stato="respinta") | ~Q(motivo=""), name="richiestaente_respinta_con_motivo"),
        ]

    def __str__(self):
        return self.denominazione

    @property
    def persona(self):
        return f"{self.nome} {self.cognome}"

    @property
    def tono(self):
        return TONI_RICHIESTA[self.stato]
