"""Duecentocinquanta Comuni, otto dispositivi per ciascuno, tutti insieme attraverso il web vero: una scheda per Comune."""

import pytest

from tests.banco.test_sala import MOLTI
from tests.processi.casa import Casa
from tests.processi.elettori import Urna
from tests.processi.test_voto import DISPOSITIVI, gara, tornano_tutte


@pytest.mark.lento
def test_otto_dispositivi_per_duecentocinquanta_seggi():
    casa = Casa("tests.processi.urna", quanti=[MOLTI])
    try:
        casa.avvia()
        urna = Urna(casa)
        risposte = gara(urna, seggi=MOLTI)
        print(f"{MOLTI * DISPOSITIVI} schede mandate: {dict(risposte)}")
        assert risposte == {302: MOLTI, 409: MOLTI * (DISPOSITIVI - 1)}
        assert len(urna.schede()) == MOLTI
        assert urna.chiudi() == 302
        tornano_tutte(casa)
    finally:
        casa.ferma()
