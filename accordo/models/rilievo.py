from django.db import models
from django.db.models import Q

from accordo.requisiti.rilievi import NOMI, passo_di
from ambito.models.base import ModelloDiAmbito


class Rilievo(ModelloDiAmbito):
    """Un’osservazione dell’Ufficio di Piano su un dato preciso di un’adesione.

    Nasce in preparazione; si consegna quando l’adesione è rimandata e allora quel dato, e solo quello, torna scrivibile; si
    chiude quando l’adesione è rinviata. Chi compila lo affronta correggendo il dato, o rispondendo perché va bene com’è.
    """

    adesione = models.ForeignKey("accordo.Adesione", models.CASCADE, related_name="rilievi")
    bersaglio = models.CharField("su che cosa", max_length=24, choices=list(NOMI.items()))
    testo = models.TextField("che cosa correggere", max_length=1000)
    scritto_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    scritto_il = models.DateTimeField()
    consegnato_il = models.DateTimeField(null=True)
    corretto_il = models.DateTimeField(null=True)
    risposta = models.TextField(max_length=1000, blank=True)
    chiuso_il = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "rilievi"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "adesione", "bersaglio"], condition=Q(chiuso_il__isnull=True), name="rilievo_uno_per_dato"
            ),
            models.CheckConstraint(condition=Q(bersaglio__in=list(NOMI)), name="rilievo_bersaglio"),
            models.CheckConstraint(condition=~Q(testo=""), name="rilievo_testo"),
            models.CheckConstraint(
                condition=Q(consegnato_il__isnull=False)
                | Q(corretto_il__isnull=True, chiuso_il__isnull=True, risposta="", consegnato_il__isnull=True),
                name="rilievo_consegnato",
            ),
        ]

    def __str__(self):
        return f"rilievo su {self.nome}"

    @property
    def nome(self):
        """Il nome del dato, come sta nella pagina."""
        return NOMI[self.bersaglio]

    @property
    def passo(self):
        """Il passo della compilazione in cui il dato si corregge."""
        return passo_di(self.bersaglio)

    @property
    def affrontato(self):
        """Chi compila ha corretto il dato, o ha risposto."""
        return bool(self.corretto_il or self.risposta)

    @property
    def esito(self):
        """Come è finito, in una frase breve."""
        if self.corretto_il:
            return "Corretto"
        return "Con risposta" if self.risposta else "Da affrontare"
