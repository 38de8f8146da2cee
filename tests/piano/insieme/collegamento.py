"""Un editor finto: parla con l’applicazione ASGI come un navigatore, con un documento Yjs suo."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from pycrdt import Doc

from piano.condiviso import html_del
from piano.insieme import protocollo
from piano.insieme.portineria import Portineria

ORIGINE = settings.INDIRIZZO_PUBBLICO


class Chiuso(Exception):
    """Il server ha chiuso: `codice` come lo vede il navigatore (`None`: rifiutato prima di cominciare)."""

    def __init__(self, codice, motivo=""):
        super().__init__(f"{codice} {motivo}")
        self.codice, self.motivo = codice, motivo


class Collegamento:
    """`async with Collegamento(portineria, cookie, percorso) as chi:` poi `chi.scrive(…)`."""

    def __init__(self, portineria, cookie, percorso, origine=ORIGINE):
        self.portineria = portineria
        intestazioni = [(b"cookie", cookie.encode()), (b"origin", origine.encode())]
        self.scope = {"type": "websocket", "path": percorso, "headers": intestazioni}
        self.dentro, self.fuori = asyncio.Queue(), asyncio.Queue()
        self.doc, self.notizie, self.presenze, self.mandati = Doc(), [], {}, 0
        self.sincronizzato = False

    async def __aenter__(self):
        self.dentro.put_nowait({"type": "websocket.connect"})
        self.corsa = asyncio.create_task(self.portineria.accogli(self.scope, self.dentro.get, self.fuori.put))
        await self._prossimo("websocket.accept")
        self.manda(protocollo.sincronizza(protocollo.CHIEDE, self.doc.get_state()))
        await self.riceve(lambda: self.sincronizzato)
        return self

    async def __aexit__(self, *errore):
        self.dentro.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await self.corsa

    def manda(self, messaggio):
        self.dentro.put_nowait({"type": "websocket.receive", "bytes": messaggio})

    async def _prossimo(self, tipo):
        async with asyncio.timeout(10):
            evento = await self.fuori.get()
        if evento["type"] == "websocket.close":
            raise Chiuso(evento.get("code"), evento.get("reason", ""))
        assert evento["type"] == tipo
        return evento

    async def riceve(self, finche):
        """Legge messaggi finché la condizione è vera."""
        while not finche():
            self._tratta((await self._prossimo("websocket.send"))["bytes"])

    def _tratta(self, messaggio):
        tipo, passo, dati = protocollo.leggi(messaggio)
        if tipo == protocollo.NOTIZIA:
            self.notizie.append(dati)
        elif tipo == protocollo.PRESENZE:
            self.presenze |= {p.cliente: p for p in dati}
        elif passo == protocollo.CHIEDE:
            self._aggiorna(protocollo.RISPONDE, self.doc.get_update(dati))
        else:
            self.doc.apply_update(dati)
            self.sincronizzato = True

    def _aggiorna(self, passo, dati):
        self.mandati += 1
        self.manda(protocollo.sincronizza(passo, dati))

    def cambia(self, fai):
        """Applica una modifica al proprio documento e la manda."""
        prima = self.doc.get_state()
        fai(self.doc)
        self._aggiorna(protocollo.AGGIORNA, self.doc.get_update(prima))

    async def confermato(self):
        await self.riceve(lambda: self.ultima("ricevuto").get("quanti", 0) >= self.mandati)

    def ultima(self, tipo):
        return next((n for n in reversed(self.notizie) if n["tipo"] == tipo), {})

    @property
    def html(self):
        return html_del(self.doc)


def con_portineria(prova):
    """Esegue la prova (una coroutine che riceve la portineria) in un ciclo di eventi suo, in un altro thread.

    Il thread delle prove può averne già uno acceso: lo tiene Playwright, fino alla fine della sessione.
    """

    async def corri():
        portineria = Portineria()
        try:
            return await prova(portineria)
        finally:
            await portineria.ferma()

    with ThreadPoolExecutor(1) as altrove:
        return altrove.submit(asyncio.run, corri()).result()
