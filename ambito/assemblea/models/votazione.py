"""La votazione e le sue schede. Dopo la chiusura la banca dati rifiuta ogni modifica."""

from django.db import models
from django.db.models import Q

from ambito.assemblea import stati
from ambito.assemblea.stati import Espressione, StatoVotazione
from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito


class VotazioneQuerySet(QuerySetDiAmbito):
    def per_pagina(self):
        return self.select_related("punto", "seduta__organo", "seduta__ambito")

    def bloccata(self, pk):
        """La riga, bloccata fino a fine transazione: voto e chiusura si mettono in fila qui."""
        return self.select_for_update(no_key=True, of=("self",)).select_related("punto", "seduta__organo").get(pk=pk)


class Votazione(ModelloDiAmbito):
    """Una chiamata al voto su un punto. `esito_calcolo` conserva conti, regola, seggi e schede: si rifà anni dopo.

    Di un voto segreto, su schede di carta, si conservano i presenti e i totali proclamati: nulla lega chi vota a come ha votato.
    """

    PASSI = stati.PASSI_VOTAZIONE

    class Scrutinio(models.TextChoices):
        PALESE = "palese_nominale", "Voto palese"
        ALZATA = "palese_alzata", "Voto palese, per alzata di mano"
        SEGRETO = "segreto_carta", "Voto segreto, su schede di carta"

    seduta = models.ForeignKey("assemblea.Seduta", models.PROTECT, related_name="votazioni")
    punto = models.ForeignKey("assemblea.PuntoOdg", models.PROTECT, related_name="votazioni")
    numero = models.PositiveSmallIntegerField()
    scrutinio = models.CharField(max_length=20, choices=Scrutinio.choices, default=Scrutinio.PALESE)
    testo = models.TextField("testo messo ai voti")
    stato = models.CharField(max_length=10, choices=StatoVotazione.choices, default=StatoVotazione.APERTA)
    aperta_il = models.DateTimeField()
    chiusa_il = models.DateTimeField(null=True)
    esito_calcolo = models.JSONField(null=True)
    approvata = models.BooleanField(null=True)
    impronta = models.CharField(max_length=64, blank=True)
    codice = models.CharField("codice della pagina pubblica", max_length=30, blank=True)
    testata = models.JSONField("che cosa si vota e con quale regola, all’apertura", null=True)
    radice = models.CharField("impronta di testata e seggi, da cui parte la catena", max_length=64, blank=True)
    testa = models.CharField("impronta dell’ultima scheda, alla chiusura", max_length=64, blank=True)
    motivo_annullamento = models.TextField(blank=True)

    objects = ManagerDiAmbito.from_queryset(VotazioneQuerySet)()

    class Meta:
        ordering = ["seduta", "numero"]
        default_permissions = []
        verbose_name_plural = "votazioni"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "seduta", "numero"], name="votazione_numero_unico"),
            models.UniqueConstraint(fields=["ambito", "seduta"], condition=Q(stato="aperta"), name="votazione_aperta_unica"),
            models.UniqueConstraint(fields=["ambito", "codice"], condition=~Q(codice=""), name="votazione_codice_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoVotazione.values), name="votazione_stato"),
            models.CheckConstraint(
                condition=Q(scrutinio__in=["palese_nominale", "palese_alzata", "segreto_carta"]), name="votazione_scrutinio"
            ),
            models.CheckConstraint(
                condition=~Q(stato="chiusa")
                | Q(
                    esito_calcolo__isnull=False, approvata__isnull=False, chiusa_il__isnull=False, impronta__regex="^[0-9a-f]{64}$"
                ),
                name="votazione_chiusa_con_esito",
            ),
        ]

    def __str__(self):
        return f"Votazione {self.numero} sul punto {self.punto.numero}"

    @property
    def e_aperta(self):
        return self.stato == StatoVotazione.APERTA

    @property
    def e_segreta(self):
        return self.scrutinio == self.Scrutinio.SEGRETO

    @property
    def ha_pagina_pubblica(self):
        """Chiunque può leggerla con il codice? No se il punto si è trattato in seduta non pubblica."""
        return bool(self.codice) and not self.punto.riservato

    @property
    def valida(self):
        """La votazione chiusa aveva il numero legale?"""
        return bool(self.esito_calcolo and self.esito_calcolo["numero_legale"]["valido"])


class Voto(ModelloDiAmbito):
    """La scheda di un Comune in una votazione: una sola, chiunque la consegni. I presenti muti si aggiungono alla chiusura."""

    class Modo(models.TextChoices):
        PERSONA = "persona", "Dal suo dispositivo"
        AULA = "aula", "In aula, registrato dal segretario"
        NESSUNO = "", "Non espresso"

    votazione = models.ForeignKey(Votazione, models.PROTECT, related_name="voti")
    seggio = models.ForeignKey("assemblea.SeggioSeduta", models.PROTECT, related_name="voti")
    espressione = models.CharField(max_length=12, choices=Espressione.choices)
    persona = models.CharField("chi siede", max_length=160)
    espresso_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    espresso_il = models.DateTimeField()
    modo = models.CharField(max_length=10, choices=Modo.choices, blank=True)
    ricevuta = models.CharField(max_length=20, blank=True)
    posto = models.PositiveSmallIntegerField("posto nella catena", null=True)
    impronta = models.CharField("lega la scheda a tutte quelle prima", max_length=64, blank=True)

    class Meta:
        ordering = ["seggio__nome"]
        default_permissions = []
        verbose_name_plural = "voti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "votazione", "seggio"], name="voto_unico_per_seggio"),
            models.UniqueConstraint(fields=["ambito", "votazione", "posto"], name="voto_posto_unico"),
            models.UniqueConstraint(fields=["ambito", "ricevuta"], condition=~Q(ricevuta=""), name="voto_ricevuta_unica"),
            models.CheckConstraint(condition=Q(espressione__in=Espressione.values), name="voto_espressione"),
            models.CheckConstraint(
                condition=Q(espressione="non_votante", espresso_da__isnull=True, modo="", ricevuta="")
                | (~Q(espressione="non_votante") & Q(espresso_da__isnull=False, modo__in=["persona", "aula"]) & ~Q(ricevuta="")),
                name="voto_completo",
            ),
        ]

    def __str__(self):
        return f"Scheda del {self.seggio}"

    @property
    def tono(self):
        return stati.TONI_VOTO[self.espressione]
