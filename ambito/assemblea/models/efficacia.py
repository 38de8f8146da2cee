"""La vita di una deliberazione dopo il voto: pubblicazione, esecutività, revoca, ciò che ne segue. L’atto non si tocca."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from ambito.models.base import ModelloDiAmbito
from ambito.nucleo.formati_italiani import formatta_data

# D.Lgs. 267/2000, art. 124 (quindici giorni consecutivi all’albo) e art. 134, comma 3 (esecutiva dopo il decimo giorno).
GIORNI_DI_ALBO, GIORNI_ALL_ESECUTIVITA = 15, 10


class Pubblicazione(ModelloDiAmbito):
    """La pubblicazione all’albo dell’ente capofila, con la dichiarazione di immediata eseguibilità se l’organo l’ha votata."""

    deliberazione = models.OneToOneField("assemblea.Deliberazione", models.PROTECT, related_name="pubblicazione")
    dal = models.DateField("primo giorno all’albo")
    immediata = models.BooleanField("immediatamente eseguibile", default=False)
    motivo = models.CharField("come è stata dichiarata", max_length=300, blank=True)

    class Meta:
        default_permissions = []
        verbose_name_plural = "pubblicazioni"
        constraints = [
            models.CheckConstraint(condition=Q(immediata=False) | ~Q(motivo=""), name="pubblicazione_immediata_motivata")
        ]

    def __str__(self):
        return f"All’albo dal {formatta_data(self.dal, esteso=True)} al {formatta_data(self.al, esteso=True)}"

    @property
    def al(self):
        """L’ultimo dei quindici giorni consecutivi, il primo compreso."""
        return self.dal + timedelta(days=GIORNI_DI_ALBO - 1)

    @property
    def esecutiva_dal(self):
        """Il giorno dopo il decimo di pubblicazione, il primo non contato; `None` se è immediatamente eseguibile."""
        return None if self.immediata else self.dal + timedelta(days=GIORNI_ALL_ESECUTIVITA + 1)


class Revoca(ModelloDiAmbito):
    """Una deliberazione tolta di mezzo da un’altra, venuta dopo."""

    revocata = models.OneToOneField("assemblea.Deliberazione", models.PROTECT, related_name="revoca")
    con = models.ForeignKey("assemblea.Deliberazione", models.PROTECT, related_name="revoche")

    class Meta:
        default_permissions = []
        verbose_name_plural = "revoche"
        constraints = [models.CheckConstraint(condition=~Q(revocata=F("con")), name="revoca_di_un_altra")]

    def __str__(self):
        return f"{self.revocata.sigla}, revocata con {self.con.sigla}"


class Seguito(ModelloDiAmbito):
    """Che cosa va fatto dopo una deliberazione, da chi, entro quando."""

    deliberazione = models.ForeignKey("assemblea.Deliberazione", models.PROTECT, related_name="seguiti")
    che_cosa = models.CharField("che cosa va fatto", max_length=300)
    incaricato = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    entro = models.DateField()
    fatto_il = models.DateField(null=True)

    class Meta:
        ordering = ["entro", "id"]
        default_permissions = []
        verbose_name_plural = "seguiti"

    def __str__(self):
        return f"{self.che_cosa} (entro il {formatta_data(self.entro)})"
