from django.db import models
from django.db.models import Q

from ambito.models.base import ModelloDiAmbito


class DataPubblica(ModelloDiAmbito):
    """Il giorno da cui una cosa (`oggetto_tipo` è il nome di un `Pubblicabile`) si legge nelle pagine pubbliche.

    Senza una riga vale la regola di quel genere: pubblica da sé, o non pubblica.
    """

    oggetto_tipo = models.CharField(max_length=40)
    oggetto_id = models.BigIntegerField()
    dal = models.DateField("si pubblica dal")
    motivo = models.CharField("perché quel giorno", max_length=300, blank=True)
    decisa_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    decisa_il = models.DateTimeField()

    class Meta:
        default_permissions = []
        verbose_name = "data di pubblicazione"
        verbose_name_plural = "date di pubblicazione"
        constraints = [
            models.UniqueConstraint(fields=["ambito", "oggetto_tipo", "oggetto_id"], name="datapubblica_unica"),
            models.CheckConstraint(condition=~Q(oggetto_tipo=""), name="datapubblica_di_qualcosa"),
        ]

    def __str__(self):
        return f"Si pubblica dal {self.dal:%d/%m/%Y}"
