"""Radice di ogni dato che appartiene a un Ambito."""

from django.db import models

from ambito.nucleo.contesto import esigi_ambito


class QuerySetDiAmbito(models.QuerySet):
    """Interrogazioni sui soli dati dell’Ambito in corso."""


class ManagerDiAmbito(models.Manager.from_queryset(QuerySetDiAmbito)):
    """Filtra per l’Ambito in corso; fuori da un Ambito fallisce (`AmbitoMancante`) invece di mostrare tutto o niente."""

    def get_queryset(self):
        return super().get_queryset().filter(ambito_id=esigi_ambito())


class ModelloDiAmbito(models.Model):
    """Una riga di un Ambito: chi la crea senza dirlo la crea nell’Ambito in corso."""

    ambito = models.ForeignKey("ambito.Ambito", models.PROTECT, related_name="+", editable=False)

    objects = ManagerDiAmbito()

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.ambito_id is None and self._state.adding:
            self.ambito_id = esigi_ambito()
