from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.models.incarico import Incarico
from ambito.permessi import RUOLI


class Situazione(models.TextChoices):
    """A che punto è una scadenza. Che sia passata lo dice l’orologio, non si scrive."""

    DA_FARE = "da_fare", "Da fare"
    PASSATA = "passata", "Passata, da fare"
    FATTA = "fatta", "Fatta"
    NON_SI_APPLICA = "non_si_applica", "Non si applica"


class VoceScadenzario(ModelloDiAmbito):
    """Un adempimento che torna: che cosa, entro quale giorno, ogni quanti anni, chi se ne occupa.

    Senza `mese` e `giorno` il termine comincia da un fatto («30 giorni da…», in `quando`): non ha una data, si elenca e basta.
    Se ne occupa la `persona`, se c’è; altrimenti chi ha il `ruolo`.
    """

    codice = models.CharField(max_length=30)
    nome = models.CharField("che cosa", max_length=200)
    chi = models.CharField("a chi tocca per legge", max_length=80, blank=True)
    piattaforma = models.CharField("dove", max_length=120, blank=True)
    effetto = models.CharField("che cosa succede se manca", max_length=200, blank=True)
    mese = models.PositiveSmallIntegerField(null=True)
    giorno = models.PositiveSmallIntegerField(null=True)
    ogni_anni = models.PositiveSmallIntegerField("ogni quanti anni (0: una volta sola)", default=1)
    anno = models.PositiveSmallIntegerField("un anno in cui cade", null=True)
    indicativa = models.BooleanField("la data cambia di anno in anno", default=False)
    quando = models.CharField("quando, in parole", max_length=150, blank=True)
    ruolo = models.CharField("ruolo che se ne occupa", max_length=20, choices=[(r.codice, r.nome) for r in RUOLI.values()])
    persona = models.ForeignKey("ambito.Utente", models.PROTECT, null=True, blank=True, related_name="+")
    propria = models.BooleanField("aggiunta dall’Ambito", default=False)
    verificato = models.CharField(max_length=10, blank=True)
    fonte = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["mese", "giorno", "codice"]
        default_permissions = []
        verbose_name = "voce dello scadenzario"
        verbose_name_plural = "voci dello scadenzario"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "codice"], name="voce_scadenzario_unica"),
            models.CheckConstraint(
                condition=Q(mese__isnull=True, giorno__isnull=True) | Q(mese__range=(1, 12), giorno__range=(1, 31)),
                name="voce_scadenzario_giorno",
            ),
            models.CheckConstraint(
                condition=Q(mese__isnull=True) | Q(ogni_anni=1) | Q(anno__isnull=False), name="voce_scadenzario_da_quando"
            ),
            models.CheckConstraint(condition=Q(ruolo__in=list(RUOLI)), name="voce_scadenzario_ruolo"),
        ]

    def __str__(self):
        return self.nome

    @property
    def di_chi(self):
        """Chi se ne occupa, in parole."""
        return self.persona.nome_completo if self.persona else self.get_ruolo_display()


class ScadenzaQuerySet(QuerySetDiAmbito):
    def aperte(self):
        """Né fatte né escluse."""
        return self.filter(fatta_il__isnull=True, non_si_applica="")

    def con_situazione(self, oggi):
        """Aggiunge `situazione` (`Situazione`) al giorno `oggi`."""
        return self.annotate(
            situazione=Case(
                When(fatta_il__isnull=False, then=Value(Situazione.FATTA)),
                When(~Q(non_si_applica=""), then=Value(Situazione.NON_SI_APPLICA)),
                When(giorno__lt=oggi, then=Value(Situazione.PASSATA)),
                default=Value(Situazione.DA_FARE),
                output_field=models.CharField(choices=Situazione.choices),
            )
        )

    def con_chi_c_e(self, oggi):
        """Aggiunge se la persona, e se il ruolo, che se ne occupano sono oggi in carica."""
        in_carica = Incarico.objects.vigenti(oggi).filter(utente__is_active=True)
        return self.annotate(
            persona_c_e=Exists(in_carica.filter(utente=OuterRef("voce__persona"))),
            ruolo_c_e=Exists(in_carica.filter(ruolo=OuterRef("voce__ruolo"))),
        )


class Scadenza(ModelloDiAmbito):
    """Una voce dello scadenzario in un anno: il giorno, e com’è andata."""

    voce = models.ForeignKey(VoceScadenzario, models.PROTECT, related_name="scadenze")
    anno = models.PositiveSmallIntegerField()
    giorno = models.DateField("entro il")
    fatta_il = models.DateField("fatta il", null=True)
    nota = models.CharField(max_length=300, blank=True)
    non_si_applica = models.CharField("perché non si applica", max_length=300, blank=True)

    objects = ManagerDiAmbito.from_queryset(ScadenzaQuerySet)()

    class Meta:
        ordering = ["giorno", "pk"]
        default_permissions = []
        verbose_name_plural = "scadenze"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "voce", "anno"], name="scadenza_unica"),
            models.CheckConstraint(condition=Q(fatta_il__isnull=True) | Q(non_si_applica=""), name="scadenza_fatta_o_esclusa"),
        ]
        indexes = [models.Index(fields=["ambito", "giorno"], name="scadenza_per_giorno")]

    def __str__(self):
        return f"{self.voce.nome} {self.anno}"
