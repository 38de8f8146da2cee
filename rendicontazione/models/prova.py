from django.db import models

from ambito.allegati.modello import Allegato
from ambito.models.base import ManagerDiAmbito, QuerySetDiAmbito


class ProvaSpesaQuerySet(QuerySetDiAmbito):
    def senza_file(self):
        """Per gli elenchi: i byte restano nella banca dati."""
        return self.defer("byte")


class ProvaSpesa(Allegato):
    """Un file che prova una riga di spesa: una determina, un mandato, un riepilogo. Segue la riga, se la si toglie."""

    voce = models.ForeignKey("rendicontazione.VoceSpesa", models.CASCADE, related_name="prove")
    caricata_da = models.ForeignKey("ambito.Utente", models.PROTECT, related_name="+")
    caricata_il = models.DateTimeField()

    objects = ManagerDiAmbito.from_queryset(ProvaSpesaQuerySet)()

    class Meta(Allegato.Meta):
        verbose_name = "prova di una spesa"
        verbose_name_plural = "prove della spesa"
        constraints = [
            *Allegato.Meta.constraints,
            models.UniqueConstraint(fields=["ambito", "voce", "sha256"], name="provaspesa_unica"),
        ]
