from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accordo.stati.fascicolo import CON_RIFERIMENTO, CON_SCADENZA, SENZA_SCADENZA, Genere
from ambito.allegati.modello import Allegato
from ambito.allegati.riconoscimento import TIPI
from ambito.models.base import ManagerDiAmbito, QuerySetDiAmbito

VALE = {"non_valido_il__isnull": True, "tolto_il__isnull": True}


class ComeTolto(models.TextChoices):
    """Caricato per sbaglio: mai usato, il file sparisce; già in un’adesione inviata, resta custodito e non si scarica."""

    TOLTO = "tolto", "Tolto"
    ANNULLATO = "annullato", "Annullato"


class DocumentoEnteQuerySet(QuerySetDiAmbito):
    def senza_file(self):
        """Per gli elenchi: i byte restano nella banca dati."""
        return self.defer("byte")

    def correnti(self):
        """L’ultimo di ogni genere fra quelli che l’Ufficio di Piano non ha escluso e che nessuno ha tolto; due «altri» si
        sostituiscono se si chiamano allo stesso modo.
        """
        dopo = DocumentoEnte.objects.filter(
            Q(riferimento__iexact=OuterRef("riferimento")) | ~Q(genere=Genere.ALTRO),
            ente=OuterRef("ente"), genere=OuterRef("genere"), pk__gt=OuterRef("pk"), **VALE,
        )  # fmt: skip
        return self.filter(~Exists(dopo), **VALE)

    def non_tolti(self):
        """Senza quelli tolti perché caricati per sbaglio; gli annullati, già usati, restano."""
        return self.exclude(tolto_come=ComeTolto.TOLTO)


class DocumentoEnte(Allegato):
    """Un documento nel fascicolo di un ente del terzo settore. Uno nuovo dello stesso genere lo sostituisce: quello di prima resta.

    `emesso_il`: la data del documento; `scade_il`: l’ultimo giorno in cui vale. `non_valido_*`: l’Ufficio di Piano l’ha escluso.
    `tolto_*`: era stato caricato per sbaglio.
    """

    ente = models.ForeignKey("ambito.Ente", models.PROTECT, related_name="documenti")
    genere = models.CharField("che cos’è", max_length=16, choices=Genere.choices)
    riferimento = models.CharField("numero o riferimento", max_length=120, blank=True)
    emesso_il = models.DateField("data del documento")
    scade_il = models.DateField("scade il", null=True, blank=True)
    caricato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricato_il = models.DateTimeField()
    non_valido_il = models.DateTimeField(null=True)
    non_valido_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    non_valido_motivo = models.CharField("perché non è valido", max_length=500, blank=True)

    tolto_il = models.DateTimeField(null=True)
    tolto_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, related_name="+")
    tolto_motivo = models.CharField("perché è stato tolto", max_length=500, blank=True)
    tolto_come = models.CharField(max_length=9, choices=ComeTolto.choices, blank=True)

    objects = ManagerDiAmbito.from_queryset(DocumentoEnteQuerySet)()

    class Meta(Allegato.Meta):
        ordering = ["-pk"]
        verbose_name = "documento di un ente"
        verbose_name_plural = "documenti degli enti"
        indexes = [models.Index(fields=["ambito", "ente", "genere"], name="documentoente_di_chi")]
        constraints = [
            *Allegato.Meta.constraints,
            models.CheckConstraint(condition=Q(genere__in=Genere.values), name="documentoente_genere"),
            models.CheckConstraint(
                condition=~Q(genere__in=sorted(SENZA_SCADENZA)) | Q(scade_il__isnull=True), name="documentoente_senza_scadenza"
            ),
            models.CheckConstraint(
                condition=~Q(genere__in=sorted(CON_SCADENZA)) | Q(scade_il__isnull=False), name="documentoente_con_scadenza"
            ),
            models.CheckConstraint(
                condition=~Q(genere__in=sorted(CON_RIFERIMENTO)) | ~Q(riferimento=""), name="documentoente_con_riferimento"
            ),
            models.CheckConstraint(
                condition=Q(scade_il__isnull=True) | Q(scade_il__gte=F("emesso_il")), name="documentoente_date"
            ),
            models.CheckConstraint(
                condition=Q(non_valido_il__isnull=True, non_valido_da__isnull=True, non_valido_motivo="")
                | Q(non_valido_il__isnull=False, non_valido_da__isnull=False) & ~Q(non_valido_motivo=""),
                name="documentoente_non_valido",
            ),
            models.CheckConstraint(
                condition=Q(tolto_il__isnull=True, tolto_da__isnull=True, tolto_motivo="", tolto_come="")
                | Q(tolto_il__isnull=False, tolto_da__isnull=False, tolto_come__in=ComeTolto.values) & ~Q(tolto_motivo=""),
                name="documentoente_tolto",
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.titolo

    @property
    def titolo(self):
        """Come si chiama in un elenco: il genere; di un «altro», ciò che è."""
        return self.riferimento if self.genere == Genere.ALTRO else self.get_genere_display()

    @property
    def sigla(self):
        """Il formato come lo chiama una persona: PDF, P7M, PNG, JPEG."""
        return TIPI[self.formato].sigla
