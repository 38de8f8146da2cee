from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito


class StatoSpedizione(models.TextChoices):
    DA_SPEDIRE = "da_spedire", "Da spedire"
    IN_CORSO = "in_corso", "In spedizione"
    SPEDITO = "spedito", "Spedito"
    FALLITO = "fallito", "Non riuscito"
    INCERTO = "incerto", "Incerto"
    SOLO_PORTALE = "solo_portale", "Solo nel portale"


class CadenzaPosta(models.TextChoices):
    """Come una persona vuole per posta gli avvisi non urgenti."""

    SUBITO = "subito", "Subito, un messaggio per ogni avviso"
    GIORNALIERA = "giornaliera", "Una volta al giorno, alle sette, tutti in un messaggio"
    SETTIMANALE = "settimanale", "Una volta alla settimana, il lunedì alle sette, tutti in un messaggio"
    MAI = "mai", "Mai: li leggo nel portale"


class PreferenzaPosta(ModelloDiAmbito):
    """La cadenza scelta da una persona in un Ambito; chi non sceglie riceve subito."""

    utente = models.ForeignKey("ambito.Utente", models.CASCADE, related_name="+")
    cadenza = models.CharField(max_length=12, choices=CadenzaPosta.choices)

    class Meta:
        default_permissions = []
        verbose_name_plural = "preferenze di posta"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "utente"], name="preferenza_posta_unica"),
            models.CheckConstraint(condition=Q(cadenza__in=CadenzaPosta.values), name="preferenza_posta_cadenza"),
        ]

    def __str__(self):
        return self.get_cadenza_display()


class AvvisoQuerySet(QuerySetDiAmbito):
    def arrivati(self):
        """Quelli che la persona può leggere: un invio che si può ancora annullare non si vede."""
        return self.filter(Q(invio__isnull=True) | Q(invio__parte_il__lte=Now()))


class Avviso(ModelloDiAmbito):
    """Un avviso a una persona: si legge nel portale e parte per posta. Per lo stesso oggetto, genere e giorno ce n’è uno solo.

    È anche la posta in uscita: la riga nasce con ciò che l’ha causata, nella stessa transazione, e nessun guasto la perde.
    """

    destinatario = models.ForeignKey("ambito.Utente", models.CASCADE, related_name="+")
    genere = models.CharField(max_length=40)
    oggetto_tipo = models.CharField(max_length=60)
    oggetto_id = models.BigIntegerField()
    giorno = models.DateField("giorno a cui si riferisce")
    titolo = models.CharField(max_length=200)
    testo = models.TextField()
    url = models.CharField(max_length=300)
    calendario = models.TextField("appuntamento da allegare (RFC 5545)", blank=True)
    invio = models.ForeignKey("ambito.Invio", models.PROTECT, null=True, related_name="avvisi")
    creato_il = models.DateTimeField()
    letto_il = models.DateTimeField(null=True)
    spedizione = models.CharField(max_length=12, choices=StatoSpedizione.choices, default=StatoSpedizione.DA_SPEDIRE)
    in_riepilogo = models.BooleanField("parte con gli altri, in un messaggio solo", default=False)
    tentativi = models.PositiveSmallIntegerField(default=0)
    non_prima = models.DateTimeField("da ritentare non prima di")
    preso_da = models.CharField(max_length=80, blank=True)
    preso_il = models.DateTimeField(null=True)
    spedito_il = models.DateTimeField(null=True)
    errore = models.CharField(max_length=300, blank=True)

    objects = ManagerDiAmbito.from_queryset(AvvisoQuerySet)()

    class Meta:
        ordering = ["-creato_il", "-id"]
        default_permissions = []
        verbose_name_plural = "avvisi"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "destinatario", "genere", "oggetto_tipo", "oggetto_id", "giorno"], name="avviso_unico"
            ),
            models.CheckConstraint(condition=Q(spedizione__in=StatoSpedizione.values), name="avviso_spedizione"),
        ]
        indexes = [models.Index(fields=["ambito", "spedizione", "non_prima"], name="avviso_da_spedire")]

    def __str__(self):
        return self.titolo
