from decimal import Decimal

from django.db import models
from django.db.models import Count, F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from rendicontazione.controlli import va_spiegata

MASSIMO_NOTA = 500
# La revisione di una riga riportata dall’anno prima: chi la scrive la porta a 1.
RIPORTATA = 0
IMPORTI = ("spesa_lorda", "compartecipazione_utenti", "quota_ssn", "altre_entrate", "liquidato")


class FormaGestione(models.TextChoices):
    """Chi gestisce l’intervento."""

    SINGOLA = "SIN", "Singola: il Comune da solo"
    ASSOCIATA = "ASS", "Associata: con altri Comuni o tramite l’ente dell’Ambito"
    DELEGATA = "DEL", "Delegata all’azienda sanitaria"


def chiave_voce(voce):
    """Ciò che distingue una riga dalle altre dello stesso Comune: intervento, area, forma di gestione, fondo."""
    return voce.intervento_id, voce.area_id, voce.forma_gestione, voce.fondo_id


class VoceSpesaQuerySet(QuerySetDiAmbito):
    def per_elenco(self):
        return self.select_related("intervento", "area", "fondo").order_by(
            "intervento__ordine", "intervento__codice", "area__ordine", "forma_gestione", "fondo__ordine", "pk"
        )

    def con_prove(self):
        """Aggiunge `quante_prove`."""
        return self.annotate(quante_prove=Count("prove"))

    def utenti_o_spesa(self):
        """Righe con utenti e senza spesa, o il contrario (controllo C08): la nota ne dice il perché."""
        return self.filter(Q(utenti=0, spesa_lorda__gt=0) | Q(utenti__gt=0, spesa_lorda=0))

    def senza_prova(self, soglia):
        """Righe che vogliono una prova, dalla `soglia` in euro in su (`None`: nessuna), e non l’hanno (controllo C13)."""
        return self.none() if soglia is None else self.filter(spesa_lorda__gte=soglia, prove__isnull=True)

    def da_completare(self):
        """Righe riportate dall’anno prima che nessuno ha ancora scritto."""
        return self.filter(revisione=RIPORTATA)


def _importo(nome):
    return models.DecimalField(nome, max_digits=14, decimal_places=2, default=Decimal("0.00"))


class VoceSpesa(ModelloDiAmbito):
    """Una riga: un intervento, per un’area di utenza, in una forma di gestione, con le sue entrate. Importi in euro."""

    rendiconto = models.ForeignKey("rendicontazione.Rendiconto", models.PROTECT, related_name="voci")
    intervento = models.ForeignKey("servizi.Intervento", models.PROTECT, related_name="+")
    area = models.ForeignKey("servizi.AreaUtenza", models.PROTECT, related_name="+", verbose_name="area di utenza")
    forma_gestione = models.CharField("forma di gestione", max_length=3, choices=FormaGestione.choices)
    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, null=True, blank=True, related_name="+")
    utenti = models.PositiveIntegerField(default=0)
    spesa_lorda = _importo("spesa lorda")
    compartecipazione_utenti = _importo("compartecipazione degli utenti")
    quota_ssn = _importo("quota del servizio sanitario")
    altre_entrate = _importo("altre entrate")
    spesa_netta = models.GeneratedField(
        expression=F("spesa_lorda") - F("compartecipazione_utenti") - F("quota_ssn") - F("altre_entrate"),
        output_field=models.DecimalField(max_digits=14, decimal_places=2),
        db_persist=True,
    )
    liquidato = _importo("liquidato")
    nota = models.CharField(max_length=MASSIMO_NOTA, blank=True)
    revisione = models.PositiveIntegerField(default=1, editable=False)
    # Aggiunta durante una correzione: fino al nuovo invio si cambia e si toglie come ogni riga propria.
    nuova = models.BooleanField(default=False, db_default=False, editable=False)

    objects = ManagerDiAmbito.from_queryset(VoceSpesaQuerySet)()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "voci di spesa"
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "rendiconto", "intervento", "area", "forma_gestione", "fondo"],
                name="vocespesa_unica",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(forma_gestione__in=FormaGestione.values), name="vocespesa_forma_gestione"),
            models.CheckConstraint(
                condition=Q(**{f"{campo}__gte": 0 for campo in IMPORTI}),
                name="vocespesa_non_negativi",
            ),
            models.CheckConstraint(condition=Q(liquidato__lte=F("spesa_lorda")), name="vocespesa_liquidato"),
            models.CheckConstraint(
                condition=Q(spesa_lorda__gte=F("compartecipazione_utenti") + F("quota_ssn") + F("altre_entrate")),
                name="vocespesa_netta",
            ),
        ]

    def __str__(self):
        return f"{self.intervento} – {self.area}"

    @property
    def gestione(self):
        """La forma di gestione in una parola."""
        return self.get_forma_gestione_display().partition(":")[0]

    @property
    def entrate(self):
        """Ciò che riduce il costo per il Comune: utenti, servizio sanitario, altre entrate."""
        return self.compartecipazione_utenti + self.quota_ssn + self.altre_entrate

    @property
    def da_completare(self):
        """Riportata dall’anno prima, senza cifre."""
        return self.revisione == RIPORTATA

    @property
    def va_spiegata(self):
        """Chiede una spiegazione nella nota prima dell’invio (controllo C08)."""
        return va_spiegata(self.utenti, self.spesa_lorda, self.nota)
