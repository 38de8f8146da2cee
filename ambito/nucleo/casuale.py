"""Codici a caso da leggere e dettare: nessuna lettera o cifra che si confonda con un’altra, a voce o su carta."""

import secrets

ALFABETO = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def codice_a_gruppi(gruppi: int = 3, lunghezza: int = 4) -> str:
    """Un codice imprevedibile come «7KQ2-M9XD-4TPA»."""
    return "-".join("".join(secrets.choice(ALFABETO) for _ in range(lunghezza)) for _ in range(gruppi))
