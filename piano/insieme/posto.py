"""Un processo alla volta: le stanze stanno in memoria, e due processi ne terrebbero due per la stessa sezione.

Il posto è un blocco di PostgreSQL, tenuto da una connessione che non fa altro: chi muore, anche all’improvviso, così lo libera.
"""

import asyncio
import logging
import time

from django.db import connection

from ambito.errori import ErroreAtteso

registro = logging.getLogger(__name__)
# Il nome del blocco: un numero che nessun altro usa nella stessa banca dati.
NUMERO = 4713
# Secondi: quanto si aspetta chi sta per lasciarlo; ogni quanto si dà segno di tenerlo; dopo quanto silenzio PostgreSQL lo libera,
# quando a sparire è la macchina intera o il processo è bloccato.
ATTESA, SEGNO, SILENZIO = 5, 2, 30


class PostoOccupato(ErroreAtteso):
    """Un altro processo tiene già le stanze di questa installazione."""


class Posto:
    """Si prende all’avvio e si tiene finché il processo dura."""

    connessione = guardia = None

    async def prendi(self, se_perso):
        """Lo prende, o solleva `PostoOccupato` dopo aver aspettato un poco; se poi lo perde chiama `se_perso`."""
        fine = time.monotonic() + ATTESA
        while not await asyncio.to_thread(self._prova):
            if time.monotonic() >= fine:
                self.lascia()
                raise PostoOccupato("Un’altra scrittura insieme è già in servizio su questa banca dati: questa non parte.")
            await asyncio.sleep(0.2)
        self.guardia = asyncio.create_task(self._tieni(se_perso))

    async def _tieni(self, se_perso):
        try:
            while True:
                await asyncio.wait_for(asyncio.to_thread(self._chiedi, "select 1"), SILENZIO / 2)
                await asyncio.sleep(SEGNO)
        except Exception:
            registro.exception("La scrittura insieme ha perso il suo posto nella banca dati: chiude le stanze e si ferma.")
            se_perso()

    def lascia(self):
        if self.guardia:
            self.guardia.cancel()
        if self.connessione:
            self.connessione.close()
            self.connessione = None

    def _prova(self):
        if self.connessione is None:
            # Una connessione sua: quelle di `lavoro` si riaprono quando cadono, e riaperte non terrebbero più il blocco.
            nuova = connection.copy()
            nuova.connect()
            self.connessione = nuova.connection
            self._chiedi(f"set idle_session_timeout = '{SILENZIO}s'")
        return self._chiedi("select pg_try_advisory_lock(%s)", NUMERO)

    def _chiedi(self, domanda, *valori):
        with self.connessione.cursor() as cursore:
            cursore.execute(domanda, valori)
            return cursore.fetchone()[0] if cursore.description else None
