"""Il web delle prove di voto: quello vero e, se chiesto con la variabile GUASTO, con un errore messo apposta.

Nel codice del portale non c’è nessun interruttore.
"""

import os
import threading
import time

from ambito.progetto.wsgi import application

__all__ = ["application"]

# Dopo l’ingresso vero: prima le app non sono pronte.
from ambito.assemblea.models import Organo  # noqa: E402
from ambito.assemblea.models.votazione import VotazioneQuerySet  # noqa: E402
from ambito.assemblea.operazioni import atti, votazioni  # noqa: E402
from ambito.assemblea.selezioni import conto  # noqa: E402
from ambito.contesto import in_ambito  # noqa: E402

RITARDO = 0.6
PAZIENZA = 10
vota, schede = votazioni.vota, conto.schede


def _vota_poi(votazione, seggio_id, espressione, *, poteri, adesso, in_aula=False):
    """Conferma subito e scrive dopo: chi muore nel mezzo perde un voto confermato."""

    def scrivi():
        time.sleep(RITARDO)
        with in_ambito(votazione.ambito_id, poteri.utente.pk):
            vota(votazione, seggio_id, espressione, poteri=poteri, adesso=adesso, in_aula=in_aula)

    threading.Thread(target=scrivi, daemon=True).start()
    return True


def _senza_fila(self, pk):
    return self.select_related("punto", "seduta__organo").get(pk=pk)


def _schede_lente(votazione):
    """Conta quelle lette, ma dopo averne lasciate arrivare altre: quanto ci mettano dipende dalla macchina."""
    lette = schede(votazione)
    fine = time.monotonic() + PAZIENZA
    while len(schede(votazione)) == len(lette) and time.monotonic() < fine:
        time.sleep(RITARDO)
    return lette


def _chiude_senza_fila():
    VotazioneQuerySet.bloccata = _senza_fila
    conto.schede = _schede_lente


def _organo_senza_fila(organo_id):
    organo = Organo.objects.get(pk=organo_id)
    time.sleep(RITARDO)
    return organo


def _scheda_senza_controllo(votazione, seggio, espressione):
    """Non guarda se il Comune ha già votato: resta soltanto l’unicità della banca dati, che non sa spiegare nulla."""
    return seggio.presenze.get(uscita__isnull=True)


GUASTI = {
    "conferma prima di scrivere": lambda: setattr(votazioni, "vota", _vota_poi),
    "voto e chiusura senza fila": _chiude_senza_fila,
    "numeri senza fila": lambda: setattr(atti, "blocca_organo", _organo_senza_fila),
    "scheda senza controllo": lambda: setattr(votazioni, "_scheda_ammessa", _scheda_senza_controllo),
}
if guasto := os.environ.get("GUASTO"):
    GUASTI[guasto]()
