"""L’organo che delibera e la sua regola di voto, che è configurazione: ogni Ambito scrive la propria."""

from dataclasses import replace

from django.db import models
from django.db.models import Q

from ambito.models.base import ManagerDiAmbito, ModelloDiAmbito, QuerySetDiAmbito
from ambito.nucleo.elezione import RegolaElezione
from ambito.nucleo.frazioni import Soglia
from ambito.nucleo.preavviso import Preavviso
from ambito.nucleo.regole import Regola


class Organo(ModelloDiAmbito):
    """Un organo collegiale dei Comuni dell’Ambito (di norma uno: l’Assemblea dei Sindaci)."""

    nome = models.CharField(max_length=120)
    nome_atto = models.CharField("come si chiamano i suoi atti", max_length=40, default="deliberazione")

    class Meta:
        ordering = ["nome"]
        default_permissions = []
        verbose_name_plural = "organi"
        constraints = [models.UniqueConstraint(fields=["ambito", "nome"], name="organo_nome_unico")]

    def __str__(self):
        return self.nome


class RegolaVotoQuerySet(QuerySetDiAmbito):
    def in_vigore(self, giorno):
        """Le regole in vigore quel giorno, di ogni organo."""
        return self.filter(valida_dal__lte=giorno).filter(Q(valida_al__isnull=True) | Q(valida_al__gte=giorno))

    def vigente(self, organo, giorno):
        """La regola dell’organo in vigore quel giorno, o `None`."""
        return self.in_vigore(giorno).filter(organo=organo).order_by("-versione").first()


class RegolaVoto(ModelloDiAmbito):
    """Una versione della regola di un organo: numero legale, maggioranze, preavviso, con la fonte e se qualcuno l’ha verificata."""

    organo = models.ForeignKey(Organo, models.PROTECT, related_name="regole")
    versione = models.PositiveIntegerField()
    contenuto = models.JSONField()
    preavviso_giorni = models.PositiveSmallIntegerField(default=5)
    preavviso_lavorativi = models.BooleanField(default=False)
    urgenza_ore = models.PositiveSmallIntegerField(default=0)
    deposito_ore = models.PositiveSmallIntegerField(default=0)
    aggiunta_ore = models.PositiveSmallIntegerField(default=24)
    quote = models.JSONField("quota di ogni Comune, per codice Istat", default=dict)
    richiesta = models.JSONField("quota di Comuni che può chiedere di convocare", null=True)
    richiesta_giorni = models.PositiveSmallIntegerField(default=20)
    elezione = models.JSONField("come si elegge il presidente", default=dict)
    articoli = models.JSONField("da quale articolo viene ogni voce", default=dict)
    fonte = models.CharField(max_length=250)
    verificata = models.BooleanField(default=False)
    valida_dal = models.DateField()
    valida_al = models.DateField(null=True, blank=True)

    objects = ManagerDiAmbito.from_queryset(RegolaVotoQuerySet)()

    class Meta:
        ordering = ["organo", "-versione"]
        default_permissions = []
        verbose_name_plural = "regole di voto"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "organo", "versione"], name="regolavoto_versione_unica"),
            models.CheckConstraint(
                condition=Q(valida_al__isnull=True) | Q(valida_al__gte=models.F("valida_dal")), name="regolavoto_date"
            ),
        ]

    def __str__(self):
        return f"Regola di {self.organo}, versione {self.versione}"

    def enti_ammessi(self):
        """Gli enti che siedono e votano soltanto su una materia."""
        return self.enti.select_related("ente").order_by("ente__denominazione")

    @property
    def soglia_richiesta(self):
        """Quanti Comuni possono chiedere di convocare l’organo; `None` se la regola non lo prevede."""
        return Soglia.from_dict(self.richiesta) if self.richiesta else None

    @property
    def regola_elezione(self):
        """Come si eleggono presidente e vice; se la regola non lo dice, quella usuale."""
        return RegolaElezione.from_dict(self.elezione) if self.elezione else RegolaElezione()

    @property
    def preavviso(self):
        """Quanto prima va mandato l’avviso."""
        ore = (self.urgenza_ore, self.deposito_ore, self.aggiunta_ore)
        return Preavviso(self.preavviso_giorni, self.preavviso_lavorativi, *ore)

    def da_congelare(self):
        """Il contenuto che una seduta si porta via, con gli articoli che il verdetto cita."""
        return replace(self.regola(), articoli=self.articoli).to_dict()

    def regola(self):
        """La regola come la intende il motore di voto."""
        return Regola.from_dict(self.contenuto)


class EnteVotante(ModelloDiAmbito):
    """Un ente che, con quella versione della regola, vota soltanto su una materia (l’ASL sulle sociosanitarie)."""

    SOCIOSANITARIA = "sociosanitaria"

    regola = models.ForeignKey(RegolaVoto, models.PROTECT, related_name="enti")
    ente = models.ForeignKey("ambito.Ente", models.PROTECT, related_name="+")
    materia = models.CharField(max_length=40, default=SOCIOSANITARIA)

    class Meta:
        ordering = ["ente"]
        default_permissions = []
        verbose_name_plural = "enti votanti"
        constraints = [models.UniqueConstraint(fields=["ambito", "regola", "ente"], name="entevotante_unico")]

    def __str__(self):
        return f"{self.ente}, sulle materie «{self.materia}»"
