"""Come il padre capisce perché un figlio non ha finito."""

import pytest

from ambito.nucleo.figlio import FiglioAperto, FiglioFallito, Vivaio, esegui

pytestmark = pytest.mark.usefixtures("figli_nuovi")


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


@pytest.fixture
def aperto():
    figlio = FiglioAperto("tests.nucleo.figlio_di_prova", secondi=1, memoria=256 << 20)
    yield figlio
    figlio.chiudi()


def test_un_figlio_aperto_risponde_a_piu_richieste(aperto):
    assert [aperto.chiedi(b"sano") for _ in range(3)] == [b"sano"] * 3


@pytest.mark.parametrize(
    ("modo", "scaduto", "senza_memoria"),
    [("pieno", False, True), ("caduto", False, True), ("fallito", False, False), ("lento", True, False)],
)
def test_un_figlio_aperto_che_cade_dice_perche_e_non_risponde_piu(aperto, modo, scaduto, senza_memoria):
    aperto.chiedi(b"sano")
    for _ in range(2):
        with pytest.raises(FiglioFallito) as errore:
            aperto.chiedi(modo.encode())
        assert (errore.value.scaduto, errore.value.senza_memoria) == (scaduto, senza_memoria)


def test_i_secondi_sono_di_ogni_richiesta(aperto):
    """Tre richieste da più di mezzo secondo l’una non consumano il secondo della quarta."""
    assert [aperto.chiedi(b"breve") for _ in range(4)] == [b"breve"] * 4


def test_chiuderlo_due_volte_e_innocuo(aperto):
    aperto.chiudi()
    aperto.chiudi()


@pytest.fixture
def vivaio():
    vivaio = Vivaio(2)
    yield vivaio
    vivaio.chiudi()


def chiedi(vivaio, modo="sano", secondi=1):
    return vivaio.chiedi("tests.nucleo.figlio_di_prova", modo.encode(), secondi, 256 << 20)


def test_il_vivaio_riusa_lo_stesso_figlio_e_tiene_gli_ultimi_usati(vivaio):
    chiedi(vivaio)
    (primo,) = vivaio.figli.values()
    chiedi(vivaio, secondi=2)
    chiedi(vivaio)
    assert list(vivaio.figli.values())[-1] is primo
    chiedi(vivaio, secondi=3)
    assert [secondi for _, secondi, _ in vivaio.figli] == [1, 3] and primo.processo.poll() is None


def test_dopo_una_caduta_il_vivaio_ne_apre_un_altro(vivaio):
    chiedi(vivaio)
    (primo,) = vivaio.figli.values()
    with pytest.raises(FiglioFallito, match="la libreria non si apre"):
        chiedi(vivaio, "fallito")
    assert not vivaio.figli and primo.processo.poll() is not None and chiedi(vivaio) == b"sano"


def test_un_figlio_ucciso_mentre_aspetta_non_si_vede(vivaio):
    chiedi(vivaio)
    (primo,) = vivaio.figli.values()
    primo.ferma()
    primo.processo.wait()
    assert chiedi(vivaio) == b"sano"
    (secondo,) = vivaio.figli.values()
    assert secondo is not primo
