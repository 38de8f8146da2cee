"""Le raccolte da cui partono le prove della spesa."""

import pytest

from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, invia, spesa_di


@pytest.fixture
def aperta(lodi):
    """Dentro l’Ambito, con la campagna appena aperta."""
    with lodi.aperto("operatore"):
        apri(lodi)
        yield lodi


@pytest.fixture
def con_prima(lodi):
    """L’anno prima Codogno ha inviato 10.000 euro di domiciliare agli anziani."""
    prima = ANNO - 1
    with lodi.aperto("operatore"):
        apri(lodi, prima)
        aggiungi(lodi, spesa_di(lodi, anno=prima), lorda="10000.00")
        invia(lodi, spesa_di(lodi, anno=prima))
        apri(lodi)
        yield lodi


@pytest.fixture
def con_due_righe(aperta):
    """Codogno ha inviato due righe: anziani e disabili."""
    aggiungi(aperta, spesa_di(aperta))
    aggiungi(aperta, spesa_di(aperta), area="DIS", lorda="2000.00")
    invia(aperta)
    return aperta
