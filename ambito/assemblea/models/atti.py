"""Ciò che resta della seduta: deliberazioni e verbale. Hanno un numero: non si cancellano e non si rinumerano."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ambito.assemblea import stati
from ambito.assemblea.stati import StatoVerbale
from ambito.db.numeri import seguente
from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito


class NumeratoQuerySet(QuerySetDiAmbito):
    def prossimo_numero(self, organo, anno):
        """Il numero successivo dell’organo in quell’anno; chi chiama tiene bloccata la riga dell’organo."""
        return seguente(self.filter(organo=organo, anno=anno))


class Deliberazione(ModelloDiAmbito):
    """Un atto adottato. Il numero si assegna con l’adozione, senza salti, per organo e anno."""

    organo = models.ForeignKey("assemblea.Organo", models.PROTECT, related_name="deliberazioni")
    anno = models.PositiveSmallIntegerField()
    numero = models.PositiveIntegerField()
    votazione = models.OneToOneField("assemblea.Votazione", models.PROTECT, related_name="deliberazione")
    punto = models.OneToOneField("assemblea.PuntoOdg", models.PROTECT, related_name="deliberazione")
    seduta = models.ForeignKey("assemblea.Seduta", models.PROTECT, related_name="deliberazioni")
    oggetto = models.CharField(max_length=300)
    testo = models.TextField(blank=True)
    adottata_il = models.DateTimeField()

    objects = ManagerDiAmbito.from_queryset(NumeratoQuerySet)()

    class Meta:
        ordering = ["-anno", "-numero"]
        default_permissions = []
        verbose_name_plural = "deliberazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "organo", "anno", "numero"], name="deliberazione_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="deliberazione_numero"),
        ]

    def __str__(self):
        return f"{self.sigla} – {self.oggetto}"[:250]

    @property
    def giorno(self):
        """Il giorno dell’adozione, a Roma."""
        return timezone.localdate(self.adottata_il)

    @property
    def sigla(self):
        """«Deliberazione n. 3/2025»."""
        return f"{self.organo.nome_atto.capitalize()} n. {self.numero}/{self.anno}"


class Verbale(ModelloDiAmbito):
    """Il racconto della seduta. Il testo nasce da sé e il segretario lo corregge finché non chiude; i conti non si correggono."""

    PASSI = stati.PASSI_VERBALE

    organo = models.ForeignKey("assemblea.Organo", models.PROTECT, related_name="verbali")
    seduta = models.OneToOneField("assemblea.Seduta", models.PROTECT, related_name="verbale")
    anno = models.PositiveSmallIntegerField()
    numero = models.PositiveIntegerField()
    testo = models.TextField()
    revisione = models.PositiveIntegerField(default=1)
    stato = models.CharField(max_length=8, choices=StatoVerbale.choices, default=StatoVerbale.BOZZA)

    objects = ManagerDiAmbito.from_queryset(NumeratoQuerySet)()

    class Meta:
        ordering = ["-anno", "-numero"]
        default_permissions = []
        verbose_name_plural = "verbali"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "organo", "anno", "numero"], name="verbale_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="verbale_numero"),
            models.CheckConstraint(condition=Q(stato__in=StatoVerbale.values), name="verbale_stato"),
        ]

    def __str__(self):
        return f"Verbale n. {self.numero}/{self.anno}"


class Osservazione(ModelloDiAmbito):
    """Una correzione al verbale chiesta da chi siede, finché l’organo non lo approva."""

    verbale = models.ForeignKey(Verbale, models.PROTECT, related_name="osservazioni")
    autore = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    testo = models.TextField()
    scritta_il = models.DateTimeField()
    accolta = models.BooleanField(null=True)
    risposta = models.CharField("che cosa se ne è fatto", max_length=500, blank=True)

    class Meta:
        ordering = ["scritta_il"]
        default_permissions = []
        verbose_name_plural = "osservazioni"

    def __str__(self):
        return f"Osservazione di {self.autore.nome_completo} sul {self.verbale}"


class VerbaleFirmato(ModelloDiAmbito):
    """Il PDF del verbale con le firme digitali di chi presiede e di chi verbalizza: è il documento emesso, più le firme."""

    verbale = models.OneToOneField(Verbale, models.PROTECT, related_name="firmato")
    documento = models.ForeignKey("ambito.Documento", models.PROTECT, related_name="+")
    nome_file = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    byte = models.BinaryField()
    firme = models.JSONField()
    caricato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricato_il = models.DateTimeField()

    class Meta:
        default_permissions = []
        verbose_name_plural = "verbali firmati"

    def __str__(self):
        return f"{self.verbale}, firmato"
