"""La seduta: convocazione, stato, seggi congelati."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from ambito.assemblea import stati
from ambito.assemblea.parole import giorno
from ambito.assemblea.stati import StatoSeduta
from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.nucleo.regole import Regola, Seggio
from ambito.nucleo.verdetto import numero_legale


class SedutaQuerySet(QuerySetDiAmbito):
    def visibili_a(self, poteri):
        """Le bozze le vede solo chi convoca; ciò che è convocato, chi può leggere le sedute."""
        if poteri.puo(stati.CONVOCA):
            return self
        return self.exclude(stato=StatoSeduta.BOZZA) if poteri.puo("legge_sedute") else self.none()

    def per_pagina(self):
        return self.select_related("organo", "regola", "ambito", "segretario", "seggio_presidente__comune")


class Seduta(ModelloDiAmbito):
    """Una riunione dell’organo. Alla convocazione si copia la regola in vigore: chi la cambia dopo non cambia questa seduta."""

    PASSI = stati.PASSI_SEDUTA

    class Modalita(models.TextChoices):
        PRESENZA = "presenza", "In presenza"
        REMOTO = "remoto", "A distanza"
        MISTA = "mista", "In presenza e a distanza"

    organo = models.ForeignKey("assemblea.Organo", models.PROTECT, related_name="sedute")
    regola = models.ForeignKey("assemblea.RegolaVoto", models.PROTECT, null=True, related_name="sedute")
    regola_congelata = models.JSONField(null=True)
    stato = models.CharField(max_length=16, choices=StatoSeduta.choices, default=StatoSeduta.BOZZA)
    prima_convocazione = models.DateTimeField("prima convocazione")
    seconda_convocazione = models.DateTimeField("seconda convocazione", null=True, blank=True)
    modalita = models.CharField("come si partecipa", max_length=10, choices=Modalita.choices, default=Modalita.PRESENZA)
    luogo = models.CharField(max_length=200, blank=True)
    collegamento = models.CharField("collegamento per chi è a distanza", max_length=300, blank=True)
    convocata_il = models.DateTimeField(null=True)
    motivo_urgenza = models.TextField("motivo dell’urgenza", blank=True)
    presiede = models.CharField("chi presiede", max_length=120, blank=True)
    seggio_presidente = models.ForeignKey("assemblea.SeggioSeduta", models.PROTECT, null=True, related_name="+")
    segretario = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    convocazione = models.PositiveSmallIntegerField("convocazione valida", null=True)
    iniziata_il = models.DateTimeField(null=True)
    chiusa_il = models.DateTimeField(null=True)
    motivo_annullamento = models.TextField(blank=True)

    objects = ManagerDiAmbito.from_queryset(SedutaQuerySet)()

    class Meta:
        ordering = ["-prima_convocazione"]
        default_permissions = []
        verbose_name_plural = "sedute"
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoSeduta.values), name="seduta_stato"),
            models.CheckConstraint(condition=Q(modalita__in=["presenza", "remoto", "mista"]), name="seduta_modalita"),
            models.CheckConstraint(
                condition=Q(seconda_convocazione__isnull=True) | Q(seconda_convocazione__gt=F("prima_convocazione")),
                name="seduta_convocazioni",
                violation_error_message="La seconda convocazione deve venire dopo la prima.",
            ),
            models.CheckConstraint(
                condition=Q(convocazione__isnull=True) | Q(convocazione__in=[1, 2]), name="seduta_convocazione_valida"
            ),
            models.CheckConstraint(
                condition=Q(stato__in=["bozza", "annullata"]) | Q(convocata_il__isnull=False, regola_congelata__isnull=False),
                name="seduta_convocata_con_regola",
            ),
        ]
        indexes = [models.Index(fields=["ambito", "stato"], name="seduta_ambito_stato")]

    def __str__(self):
        return f"{self.organo.nome}, seduta del {giorno(self.prima_convocazione)}"

    @property
    def tono(self):
        return stati.TONI[self.stato]

    def quando(self, convocazione):
        """L’ora della prima (1) o della seconda (2) convocazione; `None` se non è prevista."""
        return self.prima_convocazione if convocazione == 1 else self.seconda_convocazione

    @property
    def in_sala(self):
        return self.stato in stati.IN_SALA

    @property
    def e_conclusa(self):
        return self.stato in stati.CONCLUSE

    @cached_property
    def regola_di_voto(self):
        """La regola congelata come la intende il motore."""
        return Regola.from_dict(self.regola_congelata)

    def seggi_del_motore(self):
        """I seggi congelati, nella forma del motore di voto."""
        return [s.per_motore() for s in self.seggi.select_related("comune")]

    def codici_presenti(self):
        """Codici Istat dei Comuni presenti in questo momento."""
        aperte = self.presenze.filter(uscita__isnull=True)
        return set(aperte.values_list("seggio__comune__codice_istat", flat=True))

    def numero_legale(self):
        """Il numero legale in questo momento, secondo la convocazione in corso."""
        return numero_legale(self.regola_di_voto, self.convocazione, self.seggi_del_motore(), self.codici_presenti())


class SeggioSeduta(ModelloDiAmbito):
    """Il posto di un Comune in una seduta: è del Comune, non della persona. Peso e residenti sono fermati con data e fonte."""

    seduta = models.ForeignKey(Seduta, models.PROTECT, related_name="seggi")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    sindaco = models.CharField("sindaco in carica", max_length=160, blank=True)
    residenti = models.PositiveIntegerField()
    residenti_al = models.DateField()
    residenti_fonte = models.CharField(max_length=120)
    peso = models.PositiveIntegerField()

    class Meta:
        ordering = ["comune__nome"]
        default_permissions = []
        verbose_name_plural = "seggi"
        constraints = [models.UniqueConstraint(fields=["ambito", "seduta", "comune"], name="seggio_unico")]

    def __str__(self):
        return f"Comune di {self.comune.nome}"

    def per_motore(self):
        """Il seggio nella forma del motore di voto; la chiave è il codice Istat."""
        return Seggio(self.comune.codice_istat, self.comune.nome, self.peso)
