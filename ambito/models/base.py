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

    def save(self, *, update_fields=None, **kwargs):
        """Riscrivere una riga con dei passi non ne tocca lo stato: lo cambia il solo flusso, e chi salva può averne uno vecchio."""
        if update_fields is None and not self._state.adding and hasattr(self, "PASSI"):
            lasciati = {"stato", *self.get_deferred_fields()}
            campi = (c for c in self._meta.concrete_fields if not c.primary_key)
            update_fields = [c.name for c in campi if c.name not in lasciati and c.attname not in lasciati]
        super().save(update_fields=update_fields, **kwargs)
