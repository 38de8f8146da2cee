from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito
from piano.stati import PASSI_COMMENTO, TONI_COMMENTO, StatoCommento


class Commento(ModelloDiAmbito):
    """Ciò che chi legge ha da dire su una sezione, o su un suo passaggio, con un testo proposto al posto di quello se vuole.

    `passo` è il passaggio parola per parola, `prima` e `dopo` ciò che gli sta intorno: così lo si ritrova se il testo cambia.
    """

    PASSI = PASSI_COMMENTO

    sezione = models.ForeignKey("piano.Sezione", models.CASCADE, related_name="commenti")
    revisione = models.PositiveIntegerField("revisione letta")
    passo = models.TextField("passaggio", blank=True)
    prima = models.CharField(max_length=80, blank=True)
    dopo = models.CharField(max_length=80, blank=True)
    testo = models.TextField("commento")
    proposta = models.TextField("testo proposto", blank=True)
    stato = models.CharField(max_length=8, choices=StatoCommento.choices, default=StatoCommento.APERTO)
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    scritto_il = models.DateTimeField()
    motivo = models.CharField(max_length=500, blank=True)
    esaminato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    esaminato_il = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "commenti"
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoCommento.values), name="commento_stato"),
            models.CheckConstraint(condition=Q(proposta="") | ~Q(passo=""), name="commento_proposta_su_un_passo"),
        ]

    def __str__(self):
        return f"commento di {self.autore} a {self.sezione}"

    @property
    def tono(self):
        return TONI_COMMENTO[self.stato]

    @property
    def aperto(self):
        """Nessuno l’ha ancora esaminato."""
        return self.stato == StatoCommento.APERTO


class RispostaCommento(ModelloDiAmbito):
    """Una risposta sotto un commento."""

    commento = models.ForeignKey(Commento, models.CASCADE, related_name="risposte")
    testo = models.TextField("risposta")
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    scritta_il = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "risposte ai commenti"

    def __str__(self):
        return f"risposta di {self.autore}"
