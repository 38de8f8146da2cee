"""Le stanze aperte in questo processo: una per sezione, dalla prima persona che entra all’ultima che esce."""

import asyncio
import logging
import re
from collections import defaultdict

from django.conf import settings

from ambito.db.garanzie import esigi_garanzie
from piano.insieme import recupero
from piano.insieme.ingresso import Biglietto, Rifiutato, origine_ammessa, riconosci
from piano.insieme.lavoro import Lavoro
from piano.insieme.persona import Persona
from piano.insieme.posto import Posto
from piano.insieme.protocollo import MessaggioStorto
from piano.insieme.stanza import GUASTO, Stanza

registro = logging.getLogger(__name__)
INDIRIZZO = re.compile(r"/insieme/([-a-z0-9]{1,50})/([1-9][0-9]{0,17})")
STORTO = 4400


class Portineria:
    """Accoglie i collegamenti. Va usata dentro un solo ciclo degli eventi."""

    def __init__(self):
        self.lavoro, self.posto = Lavoro(), Posto()
        self.stanze, self.porte = {}, defaultdict(asyncio.Lock)

    async def avvia(self, *, se_perso):
        """Le garanzie della banca dati e il posto, che è uno; poi ciò che un arresto improvviso ha lasciato senza revisione.

        `se_perso` si chiama quando il posto non è più nostro.
        """
        await self.lavoro.fai(esigi_garanzie)
        await self.posto.prendi(se_perso)
        await self.lavoro.fai(recupero.salva_sospese)

    async def ferma(self):
        """Ogni testo in una revisione, poi si chiude."""
        await asyncio.gather(*(stanza.chiudi() for stanza in self.stanze.values()), return_exceptions=True)
        self.stanze.clear()
        self.lavoro.chiudi()
        self.posto.lascia()

    async def accogli(self, scope, receive, send):
        """Un collegamento, dall’inizio alla fine."""
        await receive()
        intestazioni = {nome: valore.decode("latin-1") for nome, valore in scope["headers"]}
        presa = INDIRIZZO.fullmatch(scope["path"])
        if not (settings.INSIEME and presa and origine_ammessa(intestazioni.get(b"origin", ""))):
            await send({"type": "websocket.close"})
            return
        await send({"type": "websocket.accept"})
        biglietto = Biglietto(intestazioni.get(b"cookie", ""), presa[1], int(presa[2]))
        try:
            ammesso = await self.lavoro.fai(riconosci, biglietto)
        except Rifiutato as rifiuto:
            await send({"type": "websocket.close", "code": rifiuto.codice})
            return
        await self._ospita(Persona(biglietto, ammesso, send), (ammesso.ambito_id, ammesso.sezione.pk), receive)

    async def _ospita(self, persona, chiave, receive):
        consegna = asyncio.create_task(persona.consegna())
        stanza = None
        try:
            stanza = await self._entra(persona, chiave)
            await self._ascolta(stanza, persona, receive)
        except MessaggioStorto:
            persona.saluta(STORTO, "Messaggio non riconosciuto.")
            await consegna
        except Exception:
            registro.exception("Sezione %s: collegamento interrotto.", chiave[1])
            persona.saluta(GUASTO, "La scrittura insieme si è fermata.")
            await consegna
        finally:
            consegna.cancel()
            if stanza:
                await asyncio.shield(self._esce(persona, chiave, stanza))

    @staticmethod
    async def _ascolta(stanza, persona, receive):
        while True:
            evento = await receive()
            if evento["type"] != "websocket.receive" or persona.chiusa:
                return
            await stanza.ricevi(persona, evento.get("bytes") or b"")

    async def _entra(self, persona, chiave):
        async with self.porte[chiave]:
            stanza = self.stanze.get(chiave)
            if stanza is None or stanza.rotta:
                stanza = Stanza(*chiave, self.lavoro)
                await stanza.apri()
                self.stanze[chiave] = stanza
            else:
                # Chi arriva può aver appena salvato da solo: deve ritrovare il suo testo.
                await stanza.aggiorna()
            stanza.entra(persona)
            return stanza

    async def _esce(self, persona, chiave, stanza):
        async with self.porte[chiave]:
            stanza.esce(persona)
            if stanza.persone:
                return
            if self.stanze.get(chiave) is stanza:
                del self.stanze[chiave]
            try:
                await stanza.chiudi()
            except Exception:
                # Le parole sono già conservate: al prossimo avvio, o alla prossima apertura, diventano una revisione.
                registro.exception("Sezione %s: la stanza non si è chiusa.", chiave[1])
