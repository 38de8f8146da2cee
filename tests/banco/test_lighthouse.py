"""Che cosa dice Lighthouse delle pagine più aperte, su un telefono e su uno scrittoio."""

import pytest

from piano.models import Sezione
from tests.banco import faro

pytestmark = [
    pytest.mark.lento,
    pytest.mark.skipif(not faro.comando(), reason="Lighthouse non c’è: nessuno ha detto dove (PORTALE_LIGHTHOUSE)"),
]
PUBBLICHE = ["/lodi/trasparenza/", "/lodi/trasparenza/piano/2021-2023/"]
DI_CHI = {"/lodi/": ["sindaco.codogno", "coordinatore"], "/lodi/comuni/": ["coordinatore"], "editor": ["coordinatore"]}
# Il portale dimostrativo si chiude ai motori di ricerca: è voluto.
VOLUTE = {"is-crawlable"}
# Le prestazioni dipendono dalla macchina, divisa con il portale stesso: si scrivono, e il limite si accorge solo di un disastro.
PRESTAZIONI = 40


def sezione(portale):
    """L’indirizzo di una sezione che l’ufficio può scrivere."""
    with portale.dentro("lodi"):
        pk = Sezione.objects.get(piano__triennio_inizio=2025, codice="3").pk
    return f"/lodi/piano/2025-2027/sezioni/{pk}/"


@pytest.mark.parametrize("larghezza", faro.SCHERMI)
def test_lighthouse(portale, larghezza):
    pagine = [(indirizzo, None) for indirizzo in PUBBLICHE]
    pagine += [(indirizzo, f"{chi}@lodi.example") for indirizzo, persone in DI_CHI.items() for chi in persone]
    mancanze = []
    for indirizzo, chi in pagine:
        percorso = sezione(portale) if indirizzo == "editor" else indirizzo
        referto = faro.guarda(portale.origine + percorso, larghezza, chi and portale.sessione(chi))
        voti = faro.punteggi(referto)
        print(larghezza, indirizzo, chi or "chiunque", voti, flush=True)
        # Che cosa trova un motore di ricerca importa solo dove può entrare.
        for categoria in ("accessibility", "best-practices", *(() if chi else ("seo",))):
            mancanze += [f"{larghezza} {indirizzo}: {m}" for m in faro.mancanze(referto, categoria, VOLUTE)]
        mancanze += [f"{larghezza} {indirizzo}: prestazioni {voti['performance']}"] * (voti["performance"] < PRESTAZIONI)
    assert mancanze == [], "\n".join(mancanze)
