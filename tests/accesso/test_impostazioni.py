"""Gli interruttori dell’accesso: accesi in esercizio se nessuno dice altro, e mai mezzi accesi."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from ambito.progetto import ambiente

VALORI = "s.SECONDO_FATTORE, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN, s.SECRET_KEY_FALLBACKS"
CHIEDI = f"from ambito.progetto import settings as s; print({VALORI})"
OBBLIGATORIE = ["SECRET_KEY", "PORTALE_INDIRIZZO", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"]


@pytest.mark.parametrize(
    ("modo", "altre", "attese"),
    [
        ("produzione", {}, "True False []"),
        ("produzione", {"PORTALE_SECONDO_FATTORE": "no", "SECRET_KEY_PRECEDENTI": "a,b"}, "False False ['a', 'b']"),
        ("demo", {}, "False True []"),
    ],
)
def test_in_esercizio_il_secondo_fattore_e_acceso(modo, altre, attese):
    variabili = {**os.environ, **dict.fromkeys(OBBLIGATORIE, "smtp://x"), "PORTALE_MODO": modo, **altre}
    detto = subprocess.run([sys.executable, "-c", CHIEDI], env=variabili, capture_output=True, text=True, check=True)
    assert detto.stdout.strip() == attese


def test_un_interruttore_scritto_male_ferma_l_avvio(monkeypatch):
    monkeypatch.setenv("PORTALE_SECONDO_FATTORE", "forse")
    with pytest.raises(ImproperlyConfigured, match="forse"):
        ambiente.acceso("PORTALE_SECONDO_FATTORE", True)
