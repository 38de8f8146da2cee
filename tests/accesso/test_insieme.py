"""Lo stesso codice mandato da più parti nello stesso istante, su connessioni vere: entra uno solo."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP

from ambito.models import Utente
from tests.accesso.codici import SEGRETO, codice, dentro
from tests.assemblea.test_concorrenza import insieme
from tests.scena import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
QUANTI = 4


def test_un_codice_mandato_insieme_entra_una_volta(entra):
    anna = Utente.objects.create_user("anna@lodi.example", PASSWORD)
    TOTP.activate(anna, SEGRETO)
    navigatori = [entra(anna.email)[0] for _ in range(QUANTI)]
    uno = codice()
    insieme([lambda n=n: n.post("/accesso/codice/", {"code": uno}) for n in navigatori])
    assert [dentro(n) for n in navigatori].count(True) == 1
