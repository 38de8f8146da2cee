"""L’Ufficio di Piano come ufficio: il suo regolamento, chi vi lavora e per quante ore, chi risponde di ogni compito."""

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito


class Figura(models.TextChoices):
    ASSISTENTE = "assistente", "Assistente sociale"
    AMMINISTRATIVO = "amministrativo", "Amministrativo"
    CONTABILE = "contabile", "Contabile"
    PROGETTISTA = "progettista", "Progettazione e bandi"
    STATISTICO = "statistico", "Dati e sistema informativo"
    PSICOLOGO = "psicologo", "Psicologo"
    ALTRO = "altro", "Altra figura"


class CompitoUfficio(models.TextChoices):
    """I compiti dell’Ufficio, dalla programmazione ai rapporti con gli altri enti."""

    A = "a", "Programmare, attuare il piano e amministrare le risorse dell’Ambito"
    B = "b", "Analizzare e valutare l’offerta, accreditare e vigilare sulle strutture"
    C = "c", "Coordinare le reti locali"
    D = "d", "Cercare finanziamenti attraverso i bandi"
    E = "e", "Progettare i servizi, affidarne la gestione, pagare, controllare e rendicontare"
    F = "f", "Tenere il raccordo con gli uffici dei Comuni e il servizio sociale professionale"
    G = "g", "Controllare, seguire e valutare servizi e prestazioni"
    H = "h", "Raccogliere i dati sui servizi e sui bisogni, anche per la Regione"
    I = "i", "Tenere i rapporti con ATS, Regione, terzo settore e sindacati"  # noqa: E741


class InVigoreQuerySet(QuerySetDiAmbito):
    def in_vigore(self, giorno):
        return self.filter(dal__lte=giorno).filter(Q(al__isnull=True) | Q(al__gte=giorno))


class RegolamentoUfficio(ModelloDiAmbito):
    """Una versione del regolamento: l’atto dell’ente capofila e, prima, la deliberazione dell’organo."""

    versione = models.PositiveSmallIntegerField()
    atto = models.CharField("atto dell’ente capofila", max_length=200)
    deliberazione = models.ForeignKey("assemblea.Deliberazione", models.PROTECT, null=True, related_name="+")
    dal = models.DateField("in vigore dal")
    al = models.DateField(null=True)

    objects = ManagerDiAmbito.from_queryset(InVigoreQuerySet)()

    class Meta:
        ordering = ["-versione"]
        default_permissions = []
        verbose_name_plural = "regolamenti dell’Ufficio"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "versione"], name="regolamentoufficio_versione"),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="regolamentoufficio_date"),
        ]

    def __str__(self):
        return f"Regolamento dell’Ufficio di Piano, versione {self.versione}"


class AddettoUfficio(ModelloDiAmbito):
    """Chi lavora nell’Ufficio: figura, ore alla settimana, da che ente viene, da quando a quando."""

    nome = models.CharField("nome e cognome", max_length=160)
    figura = models.CharField(max_length=16, choices=Figura.choices)
    ore = models.DecimalField("ore alla settimana", max_digits=4, decimal_places=1)
    da_ente = models.CharField("di quale ente è", max_length=160, blank=True)
    dal = models.DateField()
    al = models.DateField(null=True)

    objects = ManagerDiAmbito.from_queryset(InVigoreQuerySet)()

    class Meta:
        ordering = ["nome"]
        default_permissions = []
        verbose_name_plural = "addetti dell’Ufficio"
        constraints = [
            models.CheckConstraint(condition=Q(ore__gt=0, ore__lte=48), name="addetto_ore"),
            models.CheckConstraint(condition=Q(figura__in=Figura.values), name="addetto_figura"),
            models.CheckConstraint(condition=Q(al__isnull=True) | Q(al__gte=F("dal")), name="addetto_date"),
        ]

    def __str__(self):
        return f"{self.nome}, {self.get_figura_display().lower()}"


class ResponsabileCompito(ModelloDiAmbito):
    """Chi risponde di un compito dell’Ufficio."""

    compito = models.CharField(max_length=1, choices=CompitoUfficio.choices)
    addetto = models.ForeignKey(AddettoUfficio, models.PROTECT, related_name="compiti")

    class Meta:
        ordering = ["compito"]
        default_permissions = []
        verbose_name_plural = "responsabili dei compiti"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "compito"], name="responsabile_unico"),
            models.CheckConstraint(condition=Q(compito__in=CompitoUfficio.values), name="responsabile_compito"),
        ]

    def __str__(self):
        return f"{self.get_compito_display()}: {self.addetto}"
