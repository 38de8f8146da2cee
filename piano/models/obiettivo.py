from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito

IMPORTO = models.DecimalField(max_digits=16, decimal_places=2)


class AreaPolicy(ModelloDiAmbito):
    """Area di programmazione del triennio: l’elenco regionale, che ogni piano può adattare."""

    piano = models.ForeignKey("piano.PianoDiZona", models.CASCADE, related_name="aree")
    codice = models.CharField(max_length=4)
    nome = models.CharField(max_length=200)

    class Meta:
        ordering = ["codice"]
        default_permissions = []
        verbose_name = "area di programmazione"
        verbose_name_plural = "aree di programmazione"
        # Si guarda alla fine: ritirando un aggiornamento un’area tolta torna, col codice di quella che ne aveva preso il posto.
        constraints = [
            models.UniqueConstraint(
                fields=["ambito", "piano", "codice"], name="areapolicy_codice_unico", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self):
        return f"{self.codice} – {self.nome}"


class ObiettivoQuerySet(QuerySetDiAmbito):
    def in_vigore(self):
        """Senza le schede di un aggiornamento ancora in corso."""
        return self.filter(Q(nato_con=None) | Q(nato_con__chiuso_il__isnull=False))

    def con_conteggi(self):
        """Aggiunge `n_azioni`, `n_indicatori`, `n_target` e `importo` (somma delle risorse): ciò che serve a dire se è completo."""
        return self.annotate(
            n_azioni=_conta("azioni"),
            n_indicatori=_conta("indicatori"),
            n_target=_conta("target_scelti"),
            importo=Coalesce(
                _per_obiettivo(RisorsaObiettivo, Sum("importo")),
                0,
                output_field=models.DecimalField(max_digits=16, decimal_places=2),
            ),
        )


def _conta(nome):
    return Coalesce(_per_obiettivo(Obiettivo._meta.get_field(nome).related_model, Count("pk")), 0)


def _per_obiettivo(modello, aggregato):
    righe = modello.objects.filter(obiettivo=OuterRef("pk")).order_by().values("obiettivo")
    return Subquery(righe.annotate(v=aggregato).values("v"))


class Continuita(models.TextChoices):
    NUOVO = "nuovo", "Nuovo"
    PROSECUZIONE = "prosecuzione", "Prosecuzione del triennio precedente"
    POTENZIAMENTO = "potenziamento", "Potenziamento di ciò che esiste"


class Integrazione(models.TextChoices):
    """Con chi si condivide l’obiettivo sul versante sanitario; le schede nate prima di questa scelta dicono `ENTRAMBE`."""

    ASST = "asst", "con l’ASST"
    ATS = "ats", "con l’ATS"
    ENTRAMBE = "entrambe", "con ATS e ASST"
    DISTRETTO = "distretto", "nel distretto sociosanitario"


class Obiettivo(ModelloDiAmbito):
    """La scheda obiettivo: che cosa si vuole, per chi, come, con che risorse, come si misura. Il codice è progressivo nell’area."""

    # Che cosa deve esserci perché la scheda sia completa: campo (o conteggio) e come si dice quando manca.
    DOVUTI = [
        ("descrizione", "che cosa e perché"),
        ("bisogno", "il bisogno"),
        ("modalita", "come si realizza"),
        ("referente", "il referente"),
        ("n_target", "a chi si rivolge"),
        ("n_azioni", "un’azione"),
        ("n_indicatori", "un indicatore"),
        ("importo", "le risorse"),
    ]

    piano = models.ForeignKey("piano.PianoDiZona", models.CASCADE, related_name="obiettivi")
    area = models.ForeignKey(AreaPolicy, models.PROTECT, related_name="obiettivi", verbose_name="area di programmazione")
    codice = models.CharField(max_length=12, editable=False)
    titolo = models.CharField(max_length=200)
    descrizione = models.TextField("che cosa e perché", blank=True)
    bisogno = models.TextField("bisogno a cui risponde", blank=True)
    target = models.ManyToManyField(
        "servizi.AreaUtenza", through="TargetObiettivo", related_name="+", verbose_name="a chi si rivolge"
    )
    continuita = models.CharField("continuità", max_length=16, choices=Continuita.choices, default=Continuita.NUOVO)
    modalita = models.TextField("come si realizza", blank=True)
    inizio = models.DateField()
    fine = models.DateField()
    referente = models.CharField(max_length=160, blank=True)
    integrazione_sociosanitaria = models.CharField(
        "integrazione sociosanitaria", max_length=12, choices=Integrazione.choices, blank=True
    )
    aree_secondarie = models.ManyToManyField(AreaPolicy, through="AreaSecondaria", related_name="+", verbose_name="altre aree")
    leps = models.ManyToManyField(
        "servizi.Leps", through="LepsObiettivo", related_name="+", verbose_name="livelli essenziali che sostiene"
    )
    servizi = models.ManyToManyField(
        "servizi.Servizio", through="ServizioObiettivo", related_name="+", verbose_name="servizi coinvolti"
    )
    trasversale = models.BooleanField("riguarda più aree insieme", default=False)
    sovrazonale = models.BooleanField("condiviso con altri Ambiti", default=False)
    coprogettazione_ets = models.BooleanField("co-progettato con il Terzo settore (D.Lgs. 117/2017, art. 55)", default=False)
    digitalizzazione = models.BooleanField("comporta una digitalizzazione", default=False)
    risorse_strumentali = models.TextField("sedi, mezzi, strumenti", blank=True)
    criticita = models.TextField("criticità previste", blank=True)
    innovazione = models.TextField("che cosa cambia rispetto a prima", blank=True)
    peso = models.PositiveSmallIntegerField("peso per la premialità", null=True, blank=True)
    # L’aggiornamento con cui è entrata nel piano: finché è in corso la scheda non è in vigore.
    nato_con = models.ForeignKey("piano.Aggiornamento", models.PROTECT, null=True, editable=False, related_name="+")
    revisione = models.PositiveIntegerField(default=0, editable=False)
    aggiornato_il = models.DateTimeField(null=True, editable=False)
    aggiornato_da = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, editable=False, related_name="+")

    objects = ManagerDiAmbito.from_queryset(ObiettivoQuerySet)()

    class Meta:
        ordering = ["area__codice", "id"]
        default_permissions = []
        verbose_name_plural = "obiettivi"
        constraints = [
            # Anche qui alla fine: due schede possono tornare ciascuna al codice che ora ha l’altra.
            models.UniqueConstraint(
                fields=["ambito", "piano", "codice"], name="obiettivo_codice_unico", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(continuita__in=Continuita.values), name="obiettivo_continuita"),
            models.CheckConstraint(condition=Q(fine__gte=F("inizio")), name="obiettivo_periodo"),
            models.CheckConstraint(
                condition=Q(integrazione_sociosanitaria__in=["", *Integrazione.values]), name="obiettivo_integrazione"
            ),
            models.CheckConstraint(condition=Q(peso__isnull=True) | Q(peso__gte=1, peso__lte=100), name="obiettivo_peso"),
        ]

    def __str__(self):
        return f"{self.codice} {self.titolo}"

    def mancanze(self):
        """Che cosa manca perché la scheda sia completa; vuoto se è completa. Richiede `con_conteggi()`."""
        return [parole for campo, parole in self.DOVUTI if not getattr(self, campo)]


class TargetObiettivo(ModelloDiAmbito):
    """Un’area di utenza a cui l’obiettivo si rivolge."""

    obiettivo = models.ForeignKey(Obiettivo, models.CASCADE, related_name="target_scelti")
    area = models.ForeignKey("servizi.AreaUtenza", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["area"]
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "obiettivo", "area"], name="target_unico")]

    def __str__(self):
        return f"{self.obiettivo_id}: {self.area_id}"


class RisorsaObiettivo(ModelloDiAmbito):
    """Quanto si prevede per l’obiettivo in un anno, da quale fondo."""

    obiettivo = models.ForeignKey(Obiettivo, models.CASCADE, related_name="risorse")
    anno = models.PositiveSmallIntegerField()
    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, related_name="+")
    importo = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["anno", "fondo__ordine", "id"]
        default_permissions = []
        verbose_name_plural = "risorse"
        constraints = [
            # Si guarda alla fine: due righe che si scambiano l’anno non devono urtarsi a metà.
            models.UniqueConstraint(
                fields=["ambito", "obiettivo", "anno", "fondo"], name="risorsa_unica", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(importo__gte=0), name="risorsa_importo"),
        ]

    def __str__(self):
        return f"{self.anno}, {self.fondo}"
