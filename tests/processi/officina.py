"""L’applicazione Celery delle prove: la vera, con un lavoro che si conta, un orologio svelto e, se chiesto, un guasto voluto.

Il guasto si sceglie con la variabile GUASTO: nel codice del portale non c’è nessun interruttore.
"""

import os
import time

import django

from ambito.progetto.celery import app

django.setup()

from django.utils import timezone  # noqa: E402

from ambito import lavori, spedizione  # noqa: E402
from ambito.contesto import in_ambito  # noqa: E402
from ambito.models import Avviso, Lavoro, StatoLavoro, StatoSpedizione  # noqa: E402
from ambito.registri import LAVORI, TipoLavoro  # noqa: E402
from ambito.registro import annota  # noqa: E402

TIPO = "prova.conta"
__all__ = ["app"]
for voce in app.conf.beat_schedule.values():
    voce["schedule"] = min(voce["schedule"], 3.0)


def conta(lavoro, avanza):
    """Dura poco, e alla fine lascia una riga nel registro: una per lavoro, se nulla si perde e nulla si ripete."""
    for passo in range(3):
        time.sleep(0.04)
        avanza(passo, 3)
    return lambda lavoro: annota(lavoro, TIPO, f"Fatto {lavoro.chiave}", autore=None, quando=timezone.now())


LAVORI.registra(TIPO, TipoLavoro(TIPO, conta))


def _effetto_prima(lavoro, gettone, preparato):
    """L’effetto in una transazione e lo stato in un’altra: chi muore nel mezzo lo rifà."""
    with in_ambito(lavoro.ambito_id):
        preparato(lavoro)
    time.sleep(0.3)
    with in_ambito(lavoro.ambito_id):
        Lavoro.objects.filter(pk=lavoro.pk).update(avvio=StatoLavoro.FATTO, finito_il=timezone.now())


def _rispedisci_gli_incerti():
    """Ciò che era a metà torna da spedire: può arrivare due volte."""
    Avviso.objects.filter(spedizione=StatoSpedizione.IN_CORSO).update(spedizione=StatoSpedizione.DA_SPEDIRE)


GUASTI = {
    "effetto e stato separati": lambda: setattr(lavori, "_concludi", _effetto_prima),
    "nessuno spazzino": lambda: setattr(lavori, "spazza", lambda ambito_id: 0),
    "posta a metà rispedita": lambda: setattr(spedizione, "_dichiara_incerti", _rispedisci_gli_incerti),
}
if guasto := os.environ.get("GUASTO"):
    GUASTI[guasto]()
