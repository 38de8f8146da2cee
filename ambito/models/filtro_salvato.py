from django.db import models

from ambito.models.base import ModelloDiAmbito


class FiltroSalvato(ModelloDiAmbito):
    """Una ricerca che una persona rifà spesso: i filtri di un elenco, con un nome dato da lei. La vede soltanto lei."""

    utente = models.ForeignKey("ambito.Utente", models.CASCADE, related_name="+")
    elenco = models.CharField("indirizzo dell’elenco dentro l’Ambito", max_length=120)
    nome = models.CharField(max_length=60)
    parametri = models.CharField(max_length=500)

    class Meta:
        ordering = ["nome"]
        default_permissions = []
        verbose_name_plural = "filtri salvati"
        constraints = [models.UniqueConstraint(fields=["ambito", "utente", "elenco", "nome"], name="filtro_salvato_unico")]

    def __str__(self):
        return self.nome
