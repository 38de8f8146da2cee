"""Chi misura conta anche la CPU dei figli: di quelli che restano aperti si saprebbe soltanto alla fine."""

import pytest


@pytest.fixture(autouse=True)
def _figli_contati(figli_nuovi):
    """Ogni figlio nasce e finisce dentro la misura."""
