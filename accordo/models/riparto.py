"""Il riparto di una spesa fra i Comuni: che cosa si paga, gli scenari con i loro criteri, le quote che ne escono."""

from decimal import Decimal

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accordo.stati import ADOTTATI, PASSI_RIPARTO, TONI_RIPARTO, Base, Misura, StatoRiparto, Verso
from ambito.models.base import ModelloDiAmbito

ZERO = Decimal("0.00")


class PianoRiparto(ModelloDiAmbito):
    """Una spesa da dividere fra i Comuni in un anno. Depositata non si cambia più; le quote dovute sono quelle di `proposto`."""

    PASSI = PASSI_RIPARTO

    anno = models.PositiveSmallIntegerField(validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    titolo = models.CharField("che cosa si divide", max_length=160)
    descrizione = models.TextField("perché e come", max_length=3000, blank=True)
    costo = models.DecimalField("costo complessivo", max_digits=14, decimal_places=2)
    coperture = models.DecimalField("coperto da fondi e altre entrate", max_digits=14, decimal_places=2, default=ZERO)
    coperture_fonte = models.CharField("da quali fondi ed entrate", max_length=200, blank=True)
    altri_enti = models.DecimalField("a carico di altri enti", max_digits=14, decimal_places=2, default=ZERO)
    altri_enti_quali = models.CharField("quali enti", max_length=200, blank=True)
    obiettivo = models.ForeignKey("piano.Obiettivo", models.PROTECT, null=True, blank=True, related_name="+")
    fondo = models.ForeignKey("servizi.Fondo", models.PROTECT, null=True, blank=True, related_name="+")
    precedente = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    stato = models.CharField(max_length=16, choices=StatoRiparto.choices, default=StatoRiparto.BOZZA)
    revisione = models.PositiveIntegerField(default=0)
    proposto = models.ForeignKey("accordo.Scenario", models.PROTECT, null=True, related_name="+")
    deliberazione = models.CharField("deliberazione", max_length=120, blank=True)
    deliberato_il = models.DateField("data della deliberazione", null=True)
    esito_voto = models.CharField("ultimo esito del voto", max_length=300, blank=True)
    istruzioni = models.CharField("come si paga", max_length=300, blank=True)

    class Meta:
        ordering = ["-anno", "titolo"]
        default_permissions = []
        verbose_name = "riparto"
        verbose_name_plural = "riparti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "anno", "titolo"], name="riparto_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoRiparto.values), name="riparto_stato"),
            models.CheckConstraint(
                condition=Q(coperture__gte=0, altri_enti__gte=0, costo__gt=F("coperture") + F("altri_enti")),
                name="riparto_importi",
            ),
            models.CheckConstraint(condition=Q(stato=StatoRiparto.BOZZA) | Q(proposto__isnull=False), name="riparto_proposto"),
            models.CheckConstraint(
                condition=~Q(stato__in=ADOTTATI) | (~Q(deliberazione="") & Q(deliberato_il__isnull=False)), name="riparto_atto"
            ),
        ]

    def __str__(self):
        return f"{self.titolo} {self.anno}"

    @property
    def importo(self):
        """Quanto si divide fra i Comuni, in euro."""
        return self.costo - self.coperture - self.altri_enti

    @property
    def modificabile(self):
        """Criteri, importi e dati si cambiano solo in bozza: depositato, è ciò che si vota."""
        return self.stato == StatoRiparto.BOZZA

    @property
    def adottato(self):
        """L’Assemblea l’ha deliberato: le quote di `proposto` sono dovute."""
        return self.stato in ADOTTATI

    @property
    def tono(self):
        return TONI_RIPARTO[self.stato]


class Scenario(ModelloDiAmbito):
    """Un modo di dividere: quota fissa, criteri e Comuni che partecipano. `colonne` e le quote sono quelle dell’ultimo calcolo."""

    riparto = models.ForeignKey(PianoRiparto, models.CASCADE, related_name="scenari")
    lettera = models.CharField(max_length=1)
    nome = models.CharField(max_length=120)
    nota = models.TextField("perché questa scelta", max_length=1000, blank=True)
    quota_fissa = models.DecimalField("quota fissa per ogni Comune", max_digits=14, decimal_places=2, default=ZERO)
    comuni = models.ManyToManyField("ambito.Comune", through="accordo.ComuneScenario", related_name="+")
    revisione = models.PositiveIntegerField(default=0)
    colonne = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    calcolato_il = models.DateTimeField(null=True)
    impedimento = models.TextField("perché non è calcolato", blank=True)

    class Meta:
        ordering = ["lettera"]
        default_permissions = []
        verbose_name_plural = "scenari"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "riparto", "lettera"], name="scenario_lettera_unica"),
            models.CheckConstraint(condition=Q(lettera__regex="^[A-Z]$"), name="scenario_lettera"),
            models.CheckConstraint(condition=Q(quota_fissa__gte=0), name="scenario_quota_fissa"),
            models.CheckConstraint(
                condition=Q(calcolato_il__isnull=True) & ~Q(impedimento="") | Q(calcolato_il__isnull=False, impedimento=""),
                name="scenario_calcolato",
            ),
        ]

    def __str__(self):
        return f"Scenario {self.lettera}, {self.nome}"


class ComuneScenario(ModelloDiAmbito):
    """Un Comune fra cui uno scenario divide."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="+")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "scenario", "comune"], name="comunescenario_unico")]

    def __str__(self):
        return f"{self.scenario_id}: {self.comune_id}"


class DatoRiparto(ModelloDiAmbito):
    """Un dato raccolto dall’Ufficio per un anno (utenti, ore, giornate, spesa), con la fonte e chi lo certifica."""

    anno = models.PositiveSmallIntegerField()
    nome = models.CharField(max_length=80)
    unita = models.CharField("unità di misura", max_length=40)
    fonte = models.CharField(max_length=200)
    certificato_da = models.CharField("chi lo certifica", max_length=120)

    class Meta:
        ordering = ["-anno", "nome"]
        default_permissions = []
        verbose_name_plural = "dati"
        constraints = [models.UniqueConstraint(fields=["ambito", "anno", "nome"], name="datoriparto_unico")]

    def __str__(self):
        return f"{self.nome} ({self.anno})"


class ValoreDato(ModelloDiAmbito):
    """Il valore di un dato per un Comune. Se non c’è, manca; uno zero vale solo se certificato come tale."""

    dato = models.ForeignKey(DatoRiparto, models.CASCADE, related_name="valori")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    valore = models.DecimalField(max_digits=14, decimal_places=2)
    zero_certificato = models.BooleanField("zero certificato", default=False)

    class Meta:
        ordering = ["comune__nome"]
        default_permissions = []
        verbose_name_plural = "valori"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "dato", "comune"], name="valoredato_unico"),
            models.CheckConstraint(
                condition=Q(valore__gt=0, zero_certificato=False) | Q(valore=0, zero_certificato=True), name="valoredato_zero"
            ),
        ]

    def __str__(self):
        return f"{self.dato}: {self.comune}"


class CriterioScenario(ModelloDiAmbito):
    """Una riga di criterio, con il suo correttivo se c’è.

    Il correttivo moltiplica il dato dei Comuni che di `guarda` (vuoto: i residenti) ne hanno fino a `soglia`, o almeno tanti.
    """

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="criteri")
    ordine = models.PositiveSmallIntegerField()
    nome = models.CharField("nome del criterio", max_length=80, blank=True)
    base = models.CharField("secondo che cosa", max_length=16, choices=Base.choices)
    dato = models.ForeignKey(DatoRiparto, models.PROTECT, null=True, blank=True, related_name="+")
    misura = models.CharField("quanto", max_length=16, choices=Misura.choices, default=Misura.PERCENTUALE)
    valore = models.DecimalField("valore", max_digits=12, decimal_places=4)
    guarda = models.ForeignKey(DatoRiparto, models.PROTECT, null=True, blank=True, related_name="+")
    verso = models.CharField("quali Comuni", max_length=8, choices=Verso.choices, default=Verso.FINO_A)
    soglia = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    moltiplicatore = models.DecimalField("il dato si moltiplica per", max_digits=5, decimal_places=3, null=True, blank=True)

    class Meta:
        ordering = ["ordine"]
        default_permissions = []
        verbose_name_plural = "criteri"
        constraints = [
            models.CheckConstraint(condition=Q(base__in=Base.values), name="criterio_base"),
            models.CheckConstraint(condition=Q(misura__in=Misura.values), name="criterio_misura"),
            models.CheckConstraint(
                condition=Q(base=Base.DATO, dato__isnull=False) | (~Q(base=Base.DATO) & Q(dato__isnull=True)), name="criterio_dato"
            ),
            models.CheckConstraint(
                condition=Q(valore__gte=0) & (Q(misura=Misura.EURO_PER_UNITA) | Q(valore__lte=100)), name="criterio_valore"
            ),
            models.CheckConstraint(
                condition=Q(soglia__isnull=True, moltiplicatore__isnull=True, guarda__isnull=True)
                | Q(soglia__gt=0, soglia__isnull=False, moltiplicatore__gte=0, moltiplicatore__isnull=False),
                name="criterio_correttivo",
            ),
            models.CheckConstraint(condition=Q(verso__in=Verso.values), name="criterio_verso"),
        ]

    def __str__(self):
        return self.nome or (self.dato.nome if self.dato_id else self.get_base_display())


class QuotaComune(ModelloDiAmbito):
    """Quanto tocca a un Comune in uno scenario, con le parti di ogni criterio come uscite dal calcolo."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="quote")
    comune = models.ForeignKey("ambito.Comune", models.PROTECT, related_name="+")
    importo = models.DecimalField(max_digits=14, decimal_places=2)
    residenti = models.PositiveIntegerField(null=True)
    dettaglio = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["comune__nome"]
        default_permissions = []
        verbose_name_plural = "quote"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "scenario", "comune"], name="quotacomune_unica"),
            models.CheckConstraint(condition=Q(importo__gte=0), name="quotacomune_importo"),
        ]

    def __str__(self):
        return f"quota di {self.comune}"
