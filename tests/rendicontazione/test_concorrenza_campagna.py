"""Chiudere mentre un Comune invia: o l’invio arriva prima e la chiusura lo aspetta al controllo, o trova la campagna chiusa."""

import pytest

from ambito.errori import ErroreAtteso
from rendicontazione import operazioni
from rendicontazione.models import ChiusuraCampagna
from tests.accordo.test_concorrenza import in_parallelo
from tests.rendicontazione.fabbriche import aggiungi, apri, consegna, spesa_di
from tests.scena import ADESSO, crea_scena

GIRI = 6


@pytest.fixture
def scena(transactional_db):
    return crea_scena("lodi")


def test_chiudere_mentre_si_invia(scena):
    with scena.aperto("operatore"):
        campagna = apri(scena)
        operazioni.valida(consegna(scena, "Casalpusterlengo", "operatore.altro"), poteri=scena.poteri("udp"), adesso=ADESSO)
        aggiungi(scena, spesa_di(scena))

    def passo(quale):
        ruolo = "udp" if quale == "chiudi" else "operatore"
        with scena.aperto(ruolo):
            chi = {"poteri": scena.poteri(ruolo), "adesso": ADESSO}
            if quale == "chiudi":
                return operazioni.chiudi_campagna(campagna, **chi).pk
            return operazioni.invia(spesa_di(scena), senza_spesa=False, messaggio="", **chi).pk

    for giro in range(GIRI):
        esiti = in_parallelo(passo, ["chiudi", "invia"])
        assert sum(isinstance(esito, ErroreAtteso) for esito in esiti) == 1
        with scena.aperto("udp"):
            chi = {"poteri": scena.poteri("udp"), "adesso": ADESSO}
            if isinstance(esiti[0], ErroreAtteso):
                assert spesa_di(scena).stato == "inviato"
                operazioni.rimanda(spesa_di(scena), motivo=f"Giro {giro}", **chi)
            else:
                assert not spesa_di(scena).e_consegnato and ChiusuraCampagna.objects.first().comuni == 1
                operazioni.riapri_campagna(campagna, nota=f"Giro {giro}", **chi)
