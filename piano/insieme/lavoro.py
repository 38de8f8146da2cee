"""La banca dati fuori dal ciclo degli eventi: pochi fili, ciascuno con la sua connessione."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import close_old_connections

from ambito.contesto import in_ambito

FILI = 4


class Lavoro:
    """Esegue funzioni ordinarie di Django su un filo suo."""

    def __init__(self):
        self.fili = ThreadPoolExecutor(FILI, thread_name_prefix="insieme")

    async def fai(self, funzione, *argomenti, **altri):
        """Esegue fuori da ogni Ambito."""
        return await asyncio.get_running_loop().run_in_executor(self.fili, partial(_fresca, funzione, *argomenti, **altri))

    async def nell_ambito(self, ambito_id, utente_id, funzione, *argomenti, **altri):
        """Esegue in una transazione nell’Ambito, a nome di quella persona (`None`: il portale)."""
        return await self.fai(_dentro, ambito_id, utente_id, partial(funzione, *argomenti, **altri))

    def chiudi(self):
        """Aspetta ciò che è in corso; le connessioni finiscono con i loro fili."""
        self.fili.shutdown()


def _fresca(funzione, *argomenti, **altri):
    """Una connessione caduta (PostgreSQL riavviato) si riapre qui, come il web fa a ogni richiesta."""
    close_old_connections()
    return funzione(*argomenti, **altri)


def _dentro(ambito_id, utente_id, funzione):
    with in_ambito(ambito_id, utente_id):
        return funzione()
