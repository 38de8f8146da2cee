from django.db import models
from django.db.models import Q
from django.utils import timezone

from ambito.allegati.riconoscimento import MASSIMO, TIPI
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.formati_italiani import formatta_data


class AllegatoAdesione(ModelloDiAmbito):
    """Un file allegato all’adesione. Il formato è quello del contenuto, non quello che dice il nome."""

    class Tipo(models.TextChoices):
        ATTO = "atto", "Atto di adesione (delibera o decreto)"
        DELEGA = "delega", "Delega o nomina del referente"
        IDENTITA = "identita", "Documento d’identità di chi firma"
        STATUTO = "statuto", "Statuto o atto costitutivo"
        BILANCIO = "bilancio", "Bilancio o bilancio sociale"
        FIRMATA = "firmata", "Adesione firmata digitalmente"
        ALTRO = "altro", "Altro documento"

    adesione = models.ForeignKey("accordo.Adesione", models.CASCADE, related_name="allegati")
    tipo = models.CharField("che cos’è", max_length=8, choices=Tipo.choices)
    nome = models.CharField(max_length=120)
    formato = models.CharField(max_length=40, choices=[(codice, codice) for codice in TIPI])
    dimensione = models.PositiveIntegerField("byte")
    sha256 = models.CharField(max_length=64)
    codici_fiscali = models.PositiveSmallIntegerField("codici fiscali di persone trovati (vuoto: testo illeggibile)", null=True)
    firma_valida = models.BooleanField("la firma digitale è buona (vuoto: non si è guardata)", null=True)
    firma_esito = models.CharField("che cosa si è letto della firma", max_length=600, blank=True)
    # Nome e codice fiscale di ciascun certificato: il codice non si pubblica e non sta nella ricevuta.
    firmatari = models.JSONField(default=list)
    # Il PDF preparato dal portale che è stato firmato: dice che cosa ha sottoscritto chi rappresenta l’ente.
    documento = models.ForeignKey("ambito.Documento", models.PROTECT, null=True, related_name="+")
    caricato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricato_il = models.DateTimeField()
    # Era in un’adesione inviata: non si cancella, si annulla, e non si scarica più.
    annullato_il = models.DateTimeField(null=True)
    annullato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    annullato_motivo = models.CharField("perché è annullato", max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "allegati"
        constraints = [
            # Annullato per sbaglio, lo stesso file si può allegare di nuovo.
            models.UniqueConstraint(
                fields=["ambito", "adesione", "sha256"], condition=Q(annullato_il__isnull=True), name="allegato_unico"
            ),
            models.CheckConstraint(
                condition=Q(tipo__in=["atto", "delega", "identita", "statuto", "bilancio", "firmata", "altro"]),
                name="allegato_tipo",
            ),
            models.CheckConstraint(condition=~Q(tipo="firmata") | Q(firma_valida__isnull=False), name="allegato_firma_guardata"),
            models.CheckConstraint(
                condition=Q(annullato_il__isnull=True, annullato_da__isnull=True, annullato_motivo="")
                | Q(annullato_il__isnull=False, annullato_da__isnull=False) & ~Q(annullato_motivo=""),
                name="allegato_annullato",
            ),
            models.CheckConstraint(condition=Q(formato__in=list(TIPI)), name="allegato_formato"),
            models.CheckConstraint(condition=Q(dimensione__gte=1, dimensione__lte=MASSIMO), name="allegato_dimensione"),
        ]

    def __str__(self):
        return self.nome

    @property
    def perche_annullato(self):
        """Chi l’ha annullato, quando e perché, in una frase; vuota se vale."""
        if not self.annullato_il:
            return ""
        quando = formatta_data(timezone.localdate(self.annullato_il))
        return f"Annullato il {quando} da {self.annullato_da.nome_completo}: {self.annullato_motivo}"

    @property
    def sigla(self):
        """Il formato come lo chiama una persona: PDF, P7M, PNG, JPEG."""
        return TIPI[self.formato].sigla


class ContenutoAllegato(ModelloDiAmbito):
    """I byte di un allegato, tenuti a parte perché gli elenchi non li leggano."""

    allegato = models.OneToOneField(AllegatoAdesione, models.CASCADE, related_name="contenuto")
    byte = models.BinaryField()

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"contenuto di {self.allegato_id}"
