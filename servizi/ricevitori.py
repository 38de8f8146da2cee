"""Ciò che il catalogo fa quando nasce un Ambito, e quando il portale si aggiorna."""

from django.dispatch import receiver

from ambito.segnali import ambito_creato, riferimenti_caricati
from servizi.operazioni.catalogo import carica_catalogo


@receiver([ambito_creato, riferimenti_caricati], dispatch_uid="servizi.catalogo")
def alla_nascita_e_agli_aggiornamenti(sender, **altro):
    """Un Ambito trova il catalogo di partenza, e poi le voci che si aggiungono; le sue restano com’erano."""
    carica_catalogo()
