"""Persone con password e mezzi per l’accesso; il secondo fattore acceso come in esercizio."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from ambito.models import Utente
from tests.accesso.codici import SEGRETO
from tests.scena import PASSWORD


@pytest.fixture
def anna(db):
    """Una persona con la password, senza incarichi e senza secondo fattore."""
    return Utente.objects.create_user("anna@lodi.example", PASSWORD, nome="Anna", codice_fiscale="RSSNNA80A41E648X")


@pytest.fixture
def con_codici(anna):
    """Anna con l’applicazione che dà codici e i codici di riserva."""
    TOTP.activate(anna, SEGRETO)
    RecoveryCodes.activate(anna)
    return anna


@pytest.fixture
def acceso(settings):
    """Il secondo fattore richiesto come in esercizio."""
    settings.SECONDO_FATTORE = True


@pytest.fixture
def entra():
    """Entra dalla pagina di accesso con la password e restituisce navigatore e risposta."""

    def _entra(email, password=PASSWORD, **altro):
        navigatore = Client()
        return navigatore, navigatore.post("/accedi/", {"login": email, "password": password, **altro})

    return _entra


@pytest.fixture
def riserva(con_codici):
    """I codici di riserva di Anna."""
    return Authenticator.objects.get(user=con_codici, type="recovery_codes").wrap().get_unused_codes()
