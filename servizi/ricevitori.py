"""Ciò che il catalogo fa quando nasce un Ambito."""

from django.dispatch import receiver

from ambito.segnali import ambito_creato
from servizi.operazioni.catalogo import carica_catalogo


@receiver(ambito_creato, dispatch_uid="servizi.catalogo")
def alla_nascita(sender, **altro):
    """Un Ambito nuovo trova già il catalogo di partenza."""
    carica_catalogo()
