from django.db import models
from django.db.models import F, Q

from accordo.models.allegato import AllegatoAdesione
from accordo.stati import PASSI_AVVISO, Categoria, OltreTermine, StatoAvviso, categoria_di
from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.periodi import Triennio


def _solo_comuni():
    return [Categoria.COMUNI.value]


class AvvisoAdesione(ModelloDiAmbito):
    """L’avviso con cui l’Ufficio di Piano chiede di aderire all’accordo di un triennio: chi, da quando, fino a quando.

    Le aree e i tavoli sono quelli fra cui si sceglie; nessuno = tutti.
    """

    PASSI = PASSI_AVVISO

    triennio_inizio = models.PositiveSmallIntegerField("primo anno del triennio")
    stato = models.CharField(max_length=8, choices=StatoAvviso.choices, default=StatoAvviso.APERTO)
    apre = models.DateField("si può inviare dal")
    chiude = models.DateField("ultimo giorno utile")
    oltre_termine = models.CharField(
        "chi invia dopo il termine", max_length=10, choices=OltreTermine.choices, default=OltreTermine.CONSULTIVA
    )
    atto = models.CharField("atto di indizione", max_length=200, blank=True)
    testo = models.TextField("istruzioni per chi compila", max_length=3000, blank=True)
    ammessi = models.JSONField("chi può aderire", default=_solo_comuni)
    allegati_richiesti = models.JSONField("documenti chiesti agli enti", default=list, blank=True)
    aree = models.ManyToManyField("servizi.AreaUtenza", through="accordo.AreaAvviso", related_name="+")
    tavoli = models.ManyToManyField("piano.Tavolo", through="accordo.TavoloAvviso", related_name="+")

    class Meta:
        ordering = ["-triennio_inizio"]
        default_permissions = []
        verbose_name = "avviso di adesione"
        verbose_name_plural = "avvisi di adesione"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "triennio_inizio"], name="avviso_triennio_unico"),
            models.CheckConstraint(condition=Q(stato__in=StatoAvviso.values), name="avviso_stato"),
            models.CheckConstraint(condition=Q(oltre_termine__in=OltreTermine.values), name="avviso_oltre_termine"),
            models.CheckConstraint(condition=Q(chiude__gte=F("apre")), name="avviso_date"),
        ]

    def __str__(self):
        return f"Avviso di adesione {self.triennio}"

    @property
    def triennio(self):
        """Come si scrive e come sta negli indirizzi: «2025-2027»."""
        return str(Triennio(self.triennio_inizio))

    def rivolto_a(self, ente):
        """L’avviso ammette gli enti come questo?"""
        return categoria_di(ente) in self.ammessi

    @property
    def rivolto_ai_comuni(self):
        return Categoria.COMUNI in self.ammessi

    def riceve_richieste(self, oggi):
        """Un ente del terzo settore che l’Ambito non conosce può farsi avanti da sé."""
        return self.in_corso(oggi) and Categoria.TERZO_SETTORE in self.ammessi

    @property
    def chi_aderisce(self):
        """Le categorie ammesse, in parole."""
        return [Categoria(codice).label for codice in Categoria.values if codice in self.ammessi]

    @property
    def documenti_chiesti(self):
        """I nomi dei documenti che un ente deve allegare."""
        nomi = dict(AllegatoAdesione.Tipo.choices)
        return [nomi[tipo] for tipo in self.allegati_richiesti]

    @property
    def e_aperto(self):
        return self.stato == StatoAvviso.APERTO

    def in_corso(self, giorno):
        """Aperto e già cominciato: il termine può essere passato."""
        return self.e_aperto and self.apre <= giorno

    def oltre(self, giorno):
        """Il giorno è dopo il termine?"""
        return giorno > self.chiude


class AreaAvviso(ModelloDiAmbito):
    """Un’area a cui l’avviso si limita."""

    avviso = models.ForeignKey(AvvisoAdesione, models.CASCADE, related_name="+")
    area = models.ForeignKey("servizi.AreaUtenza", models.PROTECT, related_name="+")

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "avviso", "area"], name="areaavviso_unica")]

    def __str__(self):
        return f"{self.avviso_id}: {self.area_id}"


class TavoloAvviso(ModelloDiAmbito):
    """Un tavolo a cui l’avviso si limita."""

    avviso = models.ForeignKey(AvvisoAdesione, models.CASCADE, related_name="+")
    tavolo = models.ForeignKey("piano.Tavolo", models.PROTECT, related_name="+")

    class Meta:
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["ambito", "avviso", "tavolo"], name="tavoloavviso_unico")]

    def __str__(self):
        return f"{self.avviso_id}: {self.tavolo_id}"
