"""Le parti dell’accordo: l’atto con cui ciascuna lo approva, la firma con cui lo sottoscrive."""

from django.db import models
from django.db.models import Q

from accordo.stati.accordi import (
    ALLE_PARTI,
    HA_APPROVATO,
    PASSI_PARTE,
    PER_CHI_SUBENTRA,
    TONI_PARTE,
    USCITE,
    StatoAccordo,
    StatoParte,
)
from ambito.allegati.modello import Allegato
from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.nucleo.formati_italiani import formatta_data

ORGANI_PARTE = [
    ("giunta", "Giunta comunale"),
    ("consiglio", "Consiglio comunale"),
    ("cda", "Consiglio di amministrazione"),
    ("direttore", "Direttore generale"),
    ("altro", "Altro organo"),
]


class RuoloParte(models.TextChoices):
    FIRMATARIO = "firmatario", "Firmatario"
    ADERENTE = "aderente", "Aderente"


class Parti(QuerySetDiAmbito):
    def presenti(self):
        """Senza chi ha receduto e chi ha lasciato il posto a un’altra."""
        return self.exclude(stato__in=USCITE)

    def firmatari(self):
        """Chi deve approvare e firmare perché l’accordo ci sia."""
        return self.presenti().filter(ruolo=RuoloParte.FIRMATARIO)

    def che_non_hanno_approvato(self):
        return self.exclude(stato__in=HA_APPROVATO)

    def che_non_hanno_firmato(self):
        return self.exclude(stato=StatoParte.FIRMATA)

    def per_elenco(self):
        """Con Comune ed ente: prima i Comuni per nome, poi gli altri enti."""
        return self.select_related("comune", "ente").order_by("comune__nome", "ente__denominazione")

    def con_subentri(self):
        """Con chi ha lasciato il posto a ciascuna, e chi ne ha preso il posto: `catena` non costa altre letture."""
        return self.select_related("subentro__entrante__comune", "subentro__entrante__ente").prefetch_related(
            "subentri__uscente__comune", "subentri__uscente__ente"
        )


class ParteAccordo(ModelloDiAmbito):
    """Una parte: un Comune o un altro ente. Il `firmatario` impegna l’ente, l’`aderente` partecipa e non ferma nessuno.

    `firma_*`: chi firma per l’ente, se non è il Sindaco in carica (l’atto di nomina sta in `firma_titolo`); di un ente che non è
    un Comune si scrive sempre. `sito_*`: da quando, e dove, un Comune dà notizia dell’accordo sul proprio sito.
    """

    PASSI = PASSI_PARTE

    accordo = models.ForeignKey("accordo.AccordoDiProgramma", models.CASCADE, related_name="parti")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, null=True, related_name="+")
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, null=True, related_name="+")
    ruolo = models.CharField(max_length=12, choices=RuoloParte.choices, default=RuoloParte.FIRMATARIO)
    stato = models.CharField(max_length=16, choices=StatoParte.choices, default=StatoParte.DA_APPROVARE)
    organo = models.CharField("organo che ha deciso", max_length=12, choices=ORGANI_PARTE, blank=True)
    atto_numero = models.CharField("numero dell’atto", max_length=40, blank=True)
    atto_data = models.DateField("data dell’atto", null=True, blank=True)
    esecutivo_dal = models.DateField("esecutivo dal", null=True, blank=True)
    motivo = models.TextField("motivo", max_length=2000, blank=True)
    firma_nome = models.CharField("chi firma", max_length=160, blank=True)
    firma_cf = models.CharField("codice fiscale di chi firma", max_length=16, blank=True)
    firma_titolo = models.CharField("in forza di", max_length=200, blank=True)
    sito_il = models.DateField("avviso sul sito dal", null=True, blank=True)
    sito_url = models.URLField("indirizzo della pagina", blank=True)

    objects = ManagerDiAmbito.from_queryset(Parti)()

    class Meta:
        ordering = ["comune__nome", "ente__denominazione"]
        default_permissions = []
        verbose_name = "parte dell’accordo"
        verbose_name_plural = "parti dell’accordo"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "accordo", "comune"], name="parte_comune_unica"),
            models.UniqueConstraint(fields=["ambito", "accordo", "ente"], name="parte_ente_unica"),
            models.CheckConstraint(condition=Q(comune__isnull=True) ^ Q(ente__isnull=True), name="parte_uno_solo"),
            models.CheckConstraint(condition=Q(stato__in=StatoParte.values), name="parte_stato"),
            models.CheckConstraint(condition=Q(ruolo__in=RuoloParte.values), name="parte_ruolo"),
            models.CheckConstraint(condition=~Q(stato__in=["rifiutata", "receduta"]) | ~Q(motivo=""), name="parte_motivo"),
        ]  # fmt: skip

    def __str__(self):
        return self.nome

    @property
    def nome(self):
        return f"Comune di {self.comune.nome}" if self.comune_id else self.ente.denominazione

    @property
    def etichetta(self):
        """A che punto è, in una parola; da chi aderisce soltanto non si aspetta niente."""
        in_attesa = self.stato == StatoParte.DA_APPROVARE and not self.firmatario
        return "Aderisce" if in_attesa else self.get_stato_display()

    @property
    def tono(self):
        return TONI_PARTE[self.stato]

    @property
    def firmatario(self):
        return self.ruolo == RuoloParte.FIRMATARIO

    @property
    def si_approva(self):
        """L’atto si può caricare e controllare adesso; di chi aderisce soltanto, anche mentre gli altri già firmano."""
        stato = self.accordo.stato
        return stato == StatoAccordo.IN_APPROVAZIONE or (not self.firmatario and stato in ALLE_PARTI) or self.subentra_adesso

    @property
    def si_firma(self):
        """Si può firmare adesso: quando firmano tutti, o dopo se la parte ha preso il posto di un’altra."""
        return self.accordo.stato == StatoAccordo.IN_FIRMA or self.subentra_adesso

    @property
    def subentra_adesso(self):
        """Ha preso il posto di un’altra parte, di un accordo che gli altri hanno già davanti."""
        return self.accordo.stato in PER_CHI_SUBENTRA and bool(self.subentri.all())

    @property
    def catena(self):
        """Di chi ha preso il posto e chi ne ha preso il posto, in frasi."""
        frasi = [f"subentra a {s.uscente} dal {formatta_data(s.dal)}" for s in self.subentri.all()]
        if fine := getattr(self, "subentro", None):
            frasi.append(f"dal {formatta_data(fine.dal)} al suo posto c’è {fine.entrante}")
        return frasi

    @property
    def tace_sul_sito(self):
        """È un Comune, ne è ancora parte, e non ha ancora dato notizia dell’accordo in vigore."""
        in_vigore = self.accordo.stato == StatoAccordo.VIGENTE and self.stato not in USCITE
        return bool(self.comune_id) and in_vigore and self.sito_il is None

    @property
    def estremi(self):
        """Come si cita l’atto: organo, numero e data; vuoto se manca."""
        return f"{self.get_organo_display()}, n. {self.atto_numero} del {self.atto_data:%d/%m/%Y}" if self.atto_data else ""


class AttoParte(Allegato):
    """Il file dell’atto con cui una parte approva una versione: ricaricato si sostituisce; una versione nuova ne vuole un altro."""

    parte = models.ForeignKey(ParteAccordo, models.PROTECT, related_name="atti")
    versione = models.ForeignKey("accordo.VersioneAccordo", models.PROTECT, related_name="+")
    caricato_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricato_il = models.DateTimeField()

    class Meta(Allegato.Meta):
        verbose_name_plural = "atti delle parti"
        constraints = [
            *Allegato.Meta.constraints,
            models.UniqueConstraint(fields=["ambito", "parte", "versione"], name="attoparte_unico"),
        ]


class FirmaParte(ModelloDiAmbito):
    """La firma digitale con cui una parte sottoscrive una versione: il file com’è arrivato e che cosa se ne è letto.

    `firme`: tutte le firme del file; `firmatario` e `titolo`: chi ha firmato per la parte e perché può. Non si modifica.
    """

    parte = models.ForeignKey(ParteAccordo, models.PROTECT, related_name="firme")
    versione = models.ForeignKey("accordo.VersioneAccordo", models.PROTECT, related_name="firme")
    firmatario = models.CharField(max_length=160)
    codice_fiscale = models.CharField(max_length=16)
    titolo = models.CharField(max_length=240)
    formato = models.CharField(max_length=8, choices=[("PAdES", "PAdES"), ("CAdES", "CAdES")])
    emittente = models.CharField(max_length=200)
    fidata = models.BooleanField("emittente fra le autorità di fiducia", null=True)
    dichiarata_il = models.DateTimeField("ora dichiarata da chi firma", null=True)
    firme = models.JSONField()
    nome_file = models.CharField(max_length=150)
    dimensione = models.PositiveIntegerField("byte")
    sha256 = models.CharField(max_length=64)
    byte = models.BinaryField()
    caricata_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricata_il = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = []
        verbose_name_plural = "firme delle parti"
        constraints = [models.UniqueConstraint(fields=["ambito", "parte", "versione"], name="firmaparte_unica")]

    def __str__(self):
        return f"{self.parte}: {self.firmatario}"
