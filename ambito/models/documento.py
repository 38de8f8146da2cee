from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito


class StatoDocumento(models.TextChoices):
    """Che cosa vale oggi un documento emesso. «Sostituito» e «annullato» non tolgono che sia stato emesso."""

    EMESSO = "emesso", "Emesso"
    SOSTITUITO = "sostituito", "Sostituito"
    ANNULLATO = "annullato", "Annullato"


class DocumentoQuerySet(models.QuerySet):
    def con_stato(self):
        """Aggiunge `stato` (`StatoDocumento`): annullato per atto, sostituito se ne esiste una versione più recente."""
        dopo = Documento.objects.filter(tipo=OuterRef("tipo"), oggetto_id=OuterRef("oggetto_id"), versione__gt=OuterRef("versione"))
        return self.annotate(
            stato=Case(
                When(annullato_il__isnull=False, then=Value(StatoDocumento.ANNULLATO)),
                When(Exists(dopo), then=Value(StatoDocumento.SOSTITUITO)),
                default=Value(StatoDocumento.EMESSO),
                output_field=models.CharField(choices=StatoDocumento.choices),
            )
        )


class Documento(ModelloDiAmbito):
    """Un documento ufficiale emesso: dati congelati, impronta, versione, codice di verifica. Non si riscrive: si riemette."""

    tipo = models.CharField(max_length=40)
    oggetto_id = models.BigIntegerField()
    versione = models.PositiveIntegerField()
    titolo = models.CharField(max_length=250)
    nome_file = models.CharField(max_length=120)
    dati = models.JSONField(encoder=DjangoJSONEncoder)
    impronta_dati = models.CharField(max_length=64)
    codice = models.CharField("codice di verifica", max_length=24)
    sha256 = models.CharField(max_length=64)
    dimensione = models.PositiveIntegerField()
    permesso = models.CharField("diritto che serve per leggerlo", max_length=40)
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, related_name="+")
    emesso_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    emesso_il = models.DateTimeField()
    annullato_il = models.DateTimeField(null=True)
    annullato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    motivo_annullamento = models.CharField(max_length=300, blank=True)

    objects = ManagerDiAmbito.from_queryset(DocumentoQuerySet)()

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        verbose_name_plural = "documenti"
        constraints = [
            # Non in tutta l’installazione: un Ambito e la sua copia hanno gli stessi documenti, con gli stessi codici stampati.
            models.UniqueConstraint(fields=["ambito", "codice"], name="documento_codice_unico"),
            models.UniqueConstraint(fields=["ambito", "tipo", "oggetto_id", "versione"], name="documento_versione_unica"),
            models.CheckConstraint(condition=Q(versione__gte=1), name="documento_versione"),
            models.CheckConstraint(
                condition=Q(annullato_il__isnull=True, annullato_da__isnull=True, motivo_annullamento="")
                | Q(annullato_il__isnull=False, annullato_da__isnull=False) & ~Q(motivo_annullamento=""),
                name="documento_annullato_con_motivo",
            ),
        ]

    def __str__(self):
        return self.titolo


class ContenutoDocumento(ModelloDiAmbito):
    """I byte del documento, tenuti a parte perché gli elenchi non li leggano."""

    documento = models.OneToOneField(Documento, models.CASCADE, related_name="contenuto")
    byte = models.BinaryField()

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"contenuto di {self.documento_id}"


class FrammentoDocumento(ModelloDiAmbito):
    """Un capitolo già impaginato, da riusare finché il suo testo non cambia. Si può perdere senza danno: si rifà."""

    impronta = models.CharField(max_length=64)
    byte = models.BinaryField()
    dimensione = models.PositiveIntegerField()
    usato_il = models.DateTimeField()

    class Meta:
        default_permissions = []
        verbose_name_plural = "capitoli impaginati"
        constraints = [models.UniqueConstraint(fields=["ambito", "impronta"], name="frammento_impronta_unica")]

    def __str__(self):
        return f"capitolo {self.impronta[:12]}"


class Stemma(ModelloDiAmbito):
    """Lo stemma stampato in testa ai documenti dell’Ambito. Chi è tolto resta: i documenti già chiesti lo portano ancora."""

    png = models.BinaryField()
    descrizione = models.CharField("che cosa mostra", max_length=150)
    caricato_il = models.DateTimeField()
    caricato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    tolto_il = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = []
        verbose_name_plural = "stemmi"
        constraints = [models.UniqueConstraint(fields=["ambito"], condition=Q(tolto_il__isnull=True), name="stemma_in_uso_unico")]

    def __str__(self):
        return self.descrizione
