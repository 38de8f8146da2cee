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
        return self.select_related("organo", "regola", "ambito", "segretario", "seggio_presidente")


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
    variazioni = models.PositiveSmallIntegerField("quante volte è stata spostata dopo la convocazione", default=0)
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

    def seggi_di(self, materia=None):
        """I seggi congelati che votano su quella materia; senza materia, quelli che fanno il numero legale della seduta."""
        return [s for s in self.seggi.all() if s.conta_per(materia)]

    def seggi_del_motore(self, materia=None):
        """Gli stessi, nella forma del motore di voto."""
        return [s.per_motore() for s in self.seggi_di(materia)]

    def presenti(self):
        """I seggi presenti in questo momento."""
        aperte = self.presenze.filter(uscita__isnull=True).select_related("seggio")
        return [presenza.seggio for presenza in aperte]

    def codici_presenti(self):
        """Codici dei Comuni presenti in questo momento."""
        aperte = self.presenze.filter(uscita__isnull=True, seggio__materia="")
        return set(aperte.values_list("seggio__codice", flat=True))

    def numero_legale(self):
        """Il numero legale in questo momento, secondo la convocazione in corso."""
        return numero_legale(self.regola_di_voto, self.convocazione, self.seggi_del_motore(), self.codici_presenti())


class SeggioSeduta(ModelloDiAmbito):
    """Il posto di un Comune in una seduta: è del Comune, non della persona. Nome, peso e residenti sono fermati con data e fonte.

    Un ente ammesso al voto ha il suo seggio, ma vota soltanto sulla sua `materia`: sulle altre è fuori da ogni base di calcolo, e
    per il numero legale della seduta contano i soli Comuni.
    """

    seduta = models.ForeignKey(Seduta, models.PROTECT, related_name="seggi")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, related_name="+")
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, related_name="+")
    codice = models.CharField("codice Istat del Comune, o dell’ente", max_length=20)
    nome = models.CharField(max_length=200)
    materia = models.CharField("vota soltanto su questa materia", max_length=40, blank=True)
    sindaco = models.CharField("sindaco in carica", max_length=160, blank=True)
    residenti = models.PositiveIntegerField()
    residenti_al = models.DateField()
    residenti_fonte = models.CharField(max_length=120)
    peso = models.PositiveIntegerField()

    class Meta:
        ordering = ["nome"]
        default_permissions = []
        verbose_name_plural = "seggi"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "seduta", "codice"], name="seggio_unico"),
            models.CheckConstraint(
                condition=Q(comune__isnull=False, ente__isnull=True, materia="")
                | (Q(comune__isnull=True, ente__isnull=False) & ~Q(materia="")),
                name="seggio_di_uno",
            ),
        ]

    def __str__(self):
        return f"Comune di {self.nome}" if self.comune_id else self.nome

    @property
    def soggetto(self):
        """«il Comune di Lodi», «ATS Milano»: come comincia una frase, senza la maiuscola."""
        return f"il {self}" if self.comune_id else self.nome

    @property
    def genitivo(self):
        """«del Comune di Lodi», «di ATS Milano»."""
        return f"del {self}" if self.comune_id else f"di {self.nome}"

    def conta_per(self, materia):
        """Il seggio vota su quella materia? Senza materia: conta per il numero legale della seduta?"""
        return not self.materia or self.materia == materia

    def per_motore(self):
        """Il seggio nella forma del motore di voto; la chiave è il codice."""
        return Seggio(self.codice, self.nome, self.peso)
