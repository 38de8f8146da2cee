from django.db import models
from django.db.models import Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito

CELLE = {
    "utenti": "utenti", "fondo": "fondo", "spesa_lorda": "spesa lorda",
    "compartecipazione_utenti": "compartecipazione degli utenti", "quota_ssn": "quota del servizio sanitario",
    "altre_entrate": "altre entrate", "liquidato": "liquidato",
}  # fmt: skip


class RilievoQuerySet(QuerySetDiAmbito):
    def in_preparazione(self):
        return self.filter(consegnato_il=None)

    def aperti(self):
        """Consegnati al Comune, che non ha ancora reinviato."""
        return self.filter(consegnato_il__isnull=False, chiuso_il=None)

    def da_affrontare(self):
        return self.aperti().filter(corretto_il=None, risposta="")


class RilievoSpesa(ModelloDiAmbito):
    """Un’osservazione dell’Ufficio su una riga di spesa, su una sua cella o su una riga che manca.

    Nasce in preparazione; si consegna quando la spesa è rimandata e allora quella riga o quella cella, e solo quella, torna
    scrivibile; si chiude quando il Comune reinvia. Il Comune lo affronta correggendo, o rispondendo perché va bene così.
    """

    class Genere(models.TextChoices):
        RIGA = "riga", "Tutta la riga"
        CELLA = "cella", "Una cella"
        MANCA = "manca", "Una riga che manca"

    rendiconto = models.ForeignKey("rendicontazione.Rendiconto", models.CASCADE, related_name="rilievi")
    genere = models.CharField(max_length=5, choices=Genere.choices)
    voce = models.ForeignKey("rendicontazione.VoceSpesa", models.SET_NULL, null=True, related_name="rilievi")
    campo = models.CharField(max_length=24, blank=True, choices=list(CELLE.items()))
    nome = models.CharField("su che cosa", max_length=400)
    testo = models.CharField("che cosa correggere", max_length=1000)
    scritto_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    scritto_il = models.DateTimeField()
    consegnato_il = models.DateTimeField(null=True)
    corretto_il = models.DateTimeField(null=True)
    risposta = models.CharField(max_length=1000, blank=True)
    chiuso_il = models.DateTimeField(null=True)

    objects = ManagerDiAmbito.from_queryset(RilievoQuerySet)()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name = "rilievo sulla spesa"
        verbose_name_plural = "rilievi sulla spesa"
        constraints = [
            models.CheckConstraint(
                condition=Q(genere="cella", campo__in=list(CELLE)) | Q(genere__in=["riga", "manca"], campo=""),
                name="rilievospesa_bersaglio",
            ),
            models.CheckConstraint(condition=~Q(testo=""), name="rilievospesa_testo"),
            models.CheckConstraint(
                condition=Q(consegnato_il__isnull=False) | Q(corretto_il__isnull=True, chiuso_il__isnull=True, risposta=""),
                name="rilievospesa_consegnato",
            ),
        ]

    def __str__(self):
        return f"rilievo su {self.nome}"

    @property
    def affrontato(self):
        """Il Comune ha corretto, o ha risposto."""
        return bool(self.corretto_il or self.risposta)

    @property
    def esito(self):
        """Come è finito, in una frase breve."""
        if self.corretto_il:
            return "Corretto"
        return "Con risposta" if self.risposta else "Da affrontare"
