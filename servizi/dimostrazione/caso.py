"""Ciò che i dati inventati hanno in comune: il marchio e un caso che per lo stesso Comune è sempre lo stesso."""

from hashlib import sha256

MARCHIO = "dato dimostrativo"
AZIENDA = "Azienda speciale consortile del Lodigiano"


def caso(comune, che_cosa, quanti):
    """Un numero da 0 a `quanti` - 1 che per lo stesso Comune è sempre lo stesso."""
    return int(sha256(f"{comune.codice_istat} {che_cosa}".encode()).hexdigest()[:8], 16) % quanti
