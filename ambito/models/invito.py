from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Lower

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.permessi import RUOLI


class StatoInvito(models.TextChoices):
    DA_SPEDIRE = "da_spedire", "Da spedire"
    INVIATO = "inviato", "Inviato"
    ACCETTATO = "accettato", "Accettato"
    SCADUTO = "scaduto", "Scaduto"
    REVOCATO = "revocato", "Revocato"


class InvitoQuerySet(QuerySetDiAmbito):
    def in_attesa(self):
        """Né accettati né revocati: aspettano una risposta, o sono scaduti senza averla."""
        return self.filter(accettato_il__isnull=True, revocato_il__isnull=True)

    def con_situazione(self, adesso):
        """Aggiunge `situazione`: lo stato (`StatoInvito`) all’ora `adesso`; la scadenza è un fatto dell’orologio, non si scrive."""
        return self.annotate(
            situazione=Case(
                When(accettato_il__isnull=False, then=Value(StatoInvito.ACCETTATO)),
                When(revocato_il__isnull=False, then=Value(StatoInvito.REVOCATO)),
                When(inviato_il__isnull=True, then=Value(StatoInvito.DA_SPEDIRE)),
                When(scade_il__lte=adesso, then=Value(StatoInvito.SCADUTO)),
                default=Value(StatoInvito.INVIATO),
                output_field=models.CharField(choices=StatoInvito.choices),
            )
        )

    def per_elenco(self):
        return self.select_related("comune", "ente", "invitato_da").order_by("-creato_il", "-pk")


class Invito(ModelloDiAmbito):
    """Un incarico proposto a chi non è ancora nell’Ambito: nasce quando la persona accetta, dal collegamento ricevuto per posta.

    Si conserva la sola impronta del codice: chi legge la banca dati non può entrare al posto dell’invitato.
    """

    email = models.EmailField("e-mail")
    nome = models.CharField(max_length=80)
    cognome = models.CharField(max_length=80)
    ruolo = models.CharField(max_length=20, choices=[(r.codice, r.nome) for r in RUOLI.values()])
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, blank=True, related_name="+")
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, blank=True, related_name="+")
    dal = models.DateField()
    al = models.DateField(null=True, blank=True)
    atto = models.CharField("atto di nomina", max_length=200)
    impronta = models.CharField("SHA-256 del codice", max_length=64, unique=True)
    invitato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    creato_il = models.DateTimeField()
    # Vuoto: aspetta il lavoro che lo spedisce; un collegamento di prima, se c’è, vale ancora.
    inviato_il = models.DateTimeField(null=True)
    scade_il = models.DateTimeField()
    accettato_il = models.DateTimeField(null=True)
    revocato_il = models.DateTimeField(null=True)

    objects = ManagerDiAmbito.from_queryset(InvitoQuerySet)()

    class Meta:
        ordering = ["-creato_il"]
        default_permissions = []
        verbose_name_plural = "inviti"
        constraints = [
            models.CheckConstraint(
                condition=Q(accettato_il__isnull=True) | Q(revocato_il__isnull=True), name="invito_accettato_o_revocato"
            ),
            models.CheckConstraint(condition=Q(impronta__regex=r"^[0-9a-f]{64}$"), name="invito_impronta"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invito_email_minuscola"),
            models.UniqueConstraint(
                fields=["ambito", "email", "ruolo", "comune", "ente"],
                condition=Q(accettato_il__isnull=True, revocato_il__isnull=True),
                nulls_distinct=False,
                name="invito_in_attesa_unico",
            ),
        ]

    def __str__(self):
        return f"{self.get_ruolo_display()}{f' – {self.dove}' if self.dove else ''}, a {self.email}"

    @property
    def dove(self):
        """Il Comune o l’ente dell’incarico proposto; `None` se vale per l’intero Ambito."""
        return self.comune or self.ente

    @property
    def persona(self):
        """Nome e cognome scritti da chi invita."""
        return f"{self.nome} {self.cognome}".strip()

    @property
    def in_attesa(self):
        return self.accettato_il is None and self.revocato_il is None
