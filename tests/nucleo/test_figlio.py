"""Come il padre capisce perché un figlio non ha finito."""

import pytest

from ambito.nucleo.figlio import FiglioFallito, esegui


def fai(modo):
    return esegui("tests.nucleo.figlio_di_prova", modo.encode(), secondi=1, memoria=256 << 20)


def test_il_figlio_sano_risponde():
    assert fai("sano") == b"sano"


@pytest.mark.parametrize(
    ("modo", "scaduto", "senza_memoria"),
    [
        ("pieno", False, True),
        ("fallito da pieno", False, True),
        ("caduto", False, True),
        ("fallito", False, False),
        ("lento", True, False),
    ],
)
def test_il_padre_sa_perche_il_figlio_non_ha_finito(modo, scaduto, senza_memoria):
    with pytest.raises(FiglioFallito) as errore:
        fai(modo)
    assert (errore.value.scaduto, errore.value.senza_memoria) == (scaduto, senza_memoria)
    assert ("la libreria non si apre" in errore.value.messaggio) == modo.startswith("fallito")
