"""I file del piano dimostrativo."""

import json
from pathlib import Path

DATI = Path(__file__).resolve().parent.parent / "dati" / "lodi"


def leggi(nome):
    """Il contenuto di un file JSON della dimostrazione."""
    return json.loads((DATI / nome).read_text(encoding="utf-8"))
