"""La consultazione scritta: fuori dalla sala, aperta per giorni; e la richiesta di convocare l’organo."""

from functools import cached_property

from django.db import models
from django.db.models import F, Q

from ambito.assemblea import stati
from ambito.assemblea.stati import Espressione, StatoConsultazione
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.regole import Regola, Seggio


class Consultazione(ModelloDiAmbito):
    """Una proposta su cui i Comuni rispondono per iscritto entro un termine. Regola e seggi sono fermati all’apertura.

    Non è una deliberazione: se passa, l’organo la ratifica nella prima seduta.
    """

    PASSI = stati.PASSI_CONSULTAZIONE

    organo = models.ForeignKey("assemblea.Organo", models.PROTECT, related_name="consultazioni")
    regola = models.ForeignKey("assemblea.RegolaVoto", models.PROTECT, related_name="+")
    regola_congelata = models.JSONField()
    seggi = models.JSONField("Comuni con il loro peso, all’apertura")
    oggetto = models.CharField(max_length=300)
    testo = models.TextField("testo della proposta", blank=True)
    materia = models.CharField(max_length=40, default="ordinaria")
    stato = models.CharField(max_length=10, choices=StatoConsultazione.choices, default=StatoConsultazione.APERTA)
    aperta_il = models.DateTimeField()
    scade_il = models.DateTimeField("si risponde fino a")
    chiusa_il = models.DateTimeField(null=True)
    esito_calcolo = models.JSONField(null=True)
    approvata = models.BooleanField(null=True)
    impronta = models.CharField(max_length=64, blank=True)
    motivo_annullamento = models.TextField(blank=True)

    class Meta:
        ordering = ["-aperta_il"]
        default_permissions = []
        verbose_name_plural = "consultazioni"
        constraints = [
            models.CheckConstraint(condition=Q(stato__in=StatoConsultazione.values), name="consultazione_stato"),
            models.CheckConstraint(
                condition=Q(scade_il__gt=F("aperta_il")), name="consultazione_date",
                violation_error_message="Il termine viene dopo l’apertura.",
            ),
            models.CheckConstraint(
                condition=~Q(stato="chiusa") | Q(esito_calcolo__isnull=False, approvata__isnull=False), name="consultazione_contata"
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Consultazione scritta: {self.oggetto}"[:250]

    @property
    def tono(self):
        return stati.TONI_CONSULTAZIONE[self.stato]

    @property
    def e_aperta(self):
        return self.stato == StatoConsultazione.APERTA

    @cached_property
    def regola_di_voto(self):
        """La regola fermata all’apertura."""
        return Regola.from_dict(self.regola_congelata)

    def seggi_del_motore(self):
        """I Comuni fermati all’apertura, nella forma del motore di voto."""
        return [Seggio(s["codice"], s["nome"], s["peso"]) for s in self.seggi]


class Risposta(ModelloDiAmbito):
    """La risposta di un Comune: una sola, e non si cambia."""

    consultazione = models.ForeignKey(Consultazione, models.PROTECT, related_name="risposte")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    espressione = models.CharField(max_length=12, choices=Espressione.choices)
    nota = models.TextField("osservazioni", blank=True)
    utente = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    persona = models.CharField("chi risponde", max_length=160)
    data_il = models.DateTimeField()
    ricevuta = models.CharField(max_length=20)

    class Meta:
        ordering = ["comune__nome"]
        default_permissions = []
        verbose_name_plural = "risposte"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "consultazione", "comune"], name="risposta_unica"),
            models.CheckConstraint(
                condition=Q(espressione__in=["favorevole", "contrario", "astenuto", "conflitto"]), name="risposta_espressione"
            ),
        ]

    def __str__(self):
        return f"Risposta del Comune di {self.comune}"

    @property
    def tono(self):
        return stati.TONI_VOTO[self.espressione]


class Richiesta(ModelloDiAmbito):
    """Chi siede chiede di convocare l’organo su un argomento; le firme sono dei Comuni (D.Lgs. 267/2000, art. 39, comma 2)."""

    organo = models.ForeignKey("assemblea.Organo", models.PROTECT, related_name="richieste")
    oggetto = models.CharField("argomento", max_length=300)
    testo = models.TextField("perché, e che cosa si propone", blank=True)
    chiesta_il = models.DateTimeField()
    raggiunta_il = models.DateTimeField("le firme bastano da", null=True)
    convocare_entro = models.DateField(null=True)

    class Meta:
        ordering = ["-chiesta_il"]
        default_permissions = []
        verbose_name_plural = "richieste di convocazione"

    def __str__(self):
        return f"Richiesta dei Comuni: {self.oggetto}"[:250]


class Firma(ModelloDiAmbito):
    """La firma di un Comune sotto una richiesta di convocazione."""

    richiesta = models.ForeignKey(Richiesta, models.PROTECT, related_name="firme")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    utente = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    firmata_il = models.DateTimeField()

    class Meta:
        ordering = ["firmata_il"]
        default_permissions = []
        verbose_name_plural = "firme"
        constraints = [models.UniqueConstraint(fields=["ambito", "richiesta", "comune"], name="firma_unica")]

    def __str__(self):
        return f"Firma del Comune di {self.comune}"
