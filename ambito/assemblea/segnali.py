"""Ciò che l’Assemblea fa sapere alle app più alte, dentro la transazione che lo decide."""

from django.dispatch import Signal

# Argomenti: punto, deliberazione (o None se respinta), approvata, poteri, adesso. Chi ascolta guarda `punto.oggetto_tipo`.
votazione_conclusa = Signal()
