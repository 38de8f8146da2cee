"""Le pratiche di una struttura (avvio dell’attività, accreditamento) e i sopralluoghi con le loro prescrizioni."""

from django.db import models
from django.db.models import F, Q

from ambito.allegati.modello import Allegato
from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from servizi.stati import PASSI_ACCREDITAMENTO, PASSI_AVVIO, PRATICHE_APERTE, StatoPratica


class GenerePratica(models.TextChoices):
    AVVIO = "avvio", "Comunicazione preventiva di esercizio"
    ACCREDITAMENTO = "accreditamento", "Accreditamento"


class CasoAvvio(models.TextChoices):
    APERTURA = "apertura", "Nuova apertura"
    POSTI = "posti", "Cambio dei posti"
    TRASFORMAZIONE = "trasformazione", "Trasformazione"
    SEDE = "sede", "Cambio di sede"
    GESTORE = "gestore", "Cambio di gestore"


PASSI = {GenerePratica.AVVIO: PASSI_AVVIO, GenerePratica.ACCREDITAMENTO: PASSI_ACCREDITAMENTO}


class PraticaQuerySet(QuerySetDiAmbito):
    def aperte(self):
        """Quelle su cui qualcuno deve ancora fare qualcosa."""
        return self.filter(stato__in=PRATICHE_APERTE)

    def per_elenco(self):
        return self.select_related("unita__servizio", "unita__comune").order_by("-ricevuta_il", "-pk")


class Pratica(ModelloDiAmbito):
    """La comunicazione di avvio di una struttura, o la sua domanda di accreditamento."""

    genere = models.CharField("che pratica è", max_length=14, choices=GenerePratica.choices)
    unita = models.ForeignKey("servizi.UnitaOfferta", models.PROTECT, related_name="pratiche", verbose_name="struttura")
    caso = models.CharField("perché si comunica", max_length=14, choices=CasoAvvio.choices, blank=True)
    ricevuta_il = models.DateField()
    protocollo = models.CharField(max_length=60, blank=True)
    posti = models.PositiveIntegerField("posti dichiarati", null=True, blank=True)
    entro = models.DateField("integrazione o adempimento entro", null=True, blank=True)
    provvedimento = models.CharField(max_length=200, blank=True)
    vale_dal = models.DateField("vale dal", null=True, blank=True)
    vale_al = models.DateField("scade il", null=True, blank=True)
    stato = models.CharField(max_length=14, choices=StatoPratica.choices, default=StatoPratica.RICEVUTA)

    objects = ManagerDiAmbito.from_queryset(PraticaQuerySet)()

    class Meta:
        ordering = ["-ricevuta_il", "-pk"]
        default_permissions = []
        verbose_name_plural = "pratiche"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "genere", "unita", "ricevuta_il"], name="pratica_unica"),
            models.CheckConstraint(condition=Q(genere__in=GenerePratica.values), name="pratica_genere"),
            models.CheckConstraint(condition=Q(caso__in=["", *CasoAvvio.values]), name="pratica_caso"),
            models.CheckConstraint(condition=Q(stato__in=StatoPratica.values), name="pratica_stato"),
            models.CheckConstraint(
                condition=Q(vale_al__isnull=True) | Q(vale_dal__isnull=True) | Q(vale_al__gte=F("vale_dal")), name="pratica_date"
            ),
        ]

    def __str__(self):
        return f"{self.get_genere_display()} di «{self.unita}»"

    @property
    def PASSI(self):
        """I passi di questo genere di pratica, col nome che il flusso cerca su ogni oggetto con stato."""
        return PASSI[self.genere]


class CartaPratica(Allegato):
    """Un documento della pratica: planimetria, carta dei servizi, provvedimento firmato."""

    pratica = models.ForeignKey(Pratica, models.PROTECT, related_name="carte")
    che_cosa = models.CharField("che documento è", max_length=160)
    caricata_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricata_il = models.DateTimeField()

    class Meta(Allegato.Meta):
        verbose_name_plural = "carte della pratica"
        constraints = [
            *Allegato.Meta.constraints,
            models.UniqueConstraint(fields=["ambito", "pratica", "sha256"], name="cartapratica_unica"),
        ]


class EsitoSopralluogo(models.TextChoices):
    POSITIVO = "positivo", "Tutto in ordine"
    PRESCRIZIONI = "prescrizioni", "Con prescrizioni"
    NEGATIVO = "negativo", "Negativo"


class Sopralluogo(ModelloDiAmbito):
    """Una visita in una struttura e ciò che ha prescritto."""

    unita = models.ForeignKey("servizi.UnitaOfferta", models.PROTECT, related_name="sopralluoghi")
    giorno = models.DateField()
    chi = models.CharField("chi l’ha fatto", max_length=160)
    esito = models.CharField(max_length=12, choices=EsitoSopralluogo.choices)
    prescrizioni = models.CharField(max_length=500, blank=True)
    entro = models.DateField("da adempiere entro", null=True, blank=True)
    adempiuto_il = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-giorno", "-pk"]
        default_permissions = []
        verbose_name_plural = "sopralluoghi"
        constraints = [
            models.CheckConstraint(condition=Q(esito__in=EsitoSopralluogo.values), name="sopralluogo_esito"),
            models.CheckConstraint(
                condition=~Q(esito=EsitoSopralluogo.PRESCRIZIONI) | (~Q(prescrizioni="") & Q(entro__isnull=False)),
                name="sopralluogo_prescrizioni",
            ),
        ]

    def __str__(self):
        return f"Sopralluogo del {self.giorno:%d/%m/%Y} in «{self.unita}»"
