"""Ciò che il nucleo fa sapere alle app più alte, dentro la transazione che lo decide."""

from django.dispatch import Signal

# Argomenti: ambito, adesso. Chi ascolta lavora già dentro l’Ambito nuovo.
ambito_creato = Signal()
# Argomenti: ambito. A ogni aggiornamento del portale, dentro ogni Ambito: chi ha elenchi di partenza aggiunge le voci nuove.
riferimenti_caricati = Signal()
