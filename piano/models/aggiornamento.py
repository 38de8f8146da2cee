"""L’aggiornamento di un piano in vigore: da quale versione parte, perché, com’era il testo, com’è finito."""

from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class EsitoAggiornamento(models.TextChoices):
    IN_CORSO = "in_corso", "In corso"
    ADOTTATO = "adottato", "Adottato"
    RITIRATO = "ritirato", "Ritirato"


class Aggiornamento(ModelloDiAmbito):
    """Una versione nuova di un piano vigente, mentre la si scrive e dopo. A che punto è lo dice lo stato del piano.

    Concluso, la banca dati rifiuta di cambiarlo.
    """

    piano = models.ForeignKey("piano.PianoDiZona", models.PROTECT, related_name="aggiornamenti")
    parte_da = models.ForeignKey("piano.VersionePiano", models.PROTECT, related_name="+")
    # Gli estremi di chi aveva adottato la versione da cui si parte: sul piano arriveranno quelli nuovi.
    deliberazione = models.CharField("deliberazione che aveva adottato la versione di partenza", max_length=120, blank=True)
    deliberato_il = models.DateField(null=True)
    motivo = models.CharField(max_length=500)
    aperto_il = models.DateTimeField()
    aperto_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    # Tutto ciò che il piano scriveva, riga per riga: finché si aggiorna vale questo, e a questo si torna se si ritira.
    # Poi si vuota (la versione di partenza è congelata) o, se si è ritirato, tiene ciò che le sezioni nate con lui avevano e che
    # nessuna versione conserva: revisioni, commenti, testi messi da parte.
    com_era = models.JSONField(default=dict)
    esito = models.CharField(max_length=8, choices=EsitoAggiornamento.choices, default=EsitoAggiornamento.IN_CORSO)
    chiuso_il = models.DateTimeField(null=True)
    nota = models.CharField("perché è stato ritirato, o con quale atto adottato", max_length=500, blank=True)
    arriva_a = models.ForeignKey("piano.VersionePiano", models.PROTECT, null=True, related_name="+")
    adottato_il = models.DateField("data della deliberazione che adotta la versione nuova", null=True)

    class Meta:
        ordering = ["-aperto_il", "-pk"]
        default_permissions = []
        verbose_name_plural = "aggiornamenti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "piano"], condition=Q(chiuso_il=None), name="aggiornamento_uno_per_volta"),
            models.CheckConstraint(
                condition=Q(esito="in_corso", chiuso_il=None, arriva_a=None)
                | Q(esito="adottato", chiuso_il__isnull=False, arriva_a__isnull=False, adottato_il__isnull=False)
                | Q(esito="ritirato", chiuso_il__isnull=False, arriva_a=None),
                name="aggiornamento_esito",
            ),
            models.CheckConstraint(condition=~Q(motivo=""), name="aggiornamento_motivato"),
        ]

    def __str__(self):
        return f"Aggiornamento del {self.piano}"
