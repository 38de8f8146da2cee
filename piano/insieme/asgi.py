"""L’applicazione ASGI della scrittura insieme: `uvicorn piano.insieme.asgi:application`, in un processo solo."""

import os
import signal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ambito.progetto.settings")
django.setup(set_prefix=False)

from piano.insieme.portineria import Portineria  # noqa: E402  (le app devono essere pronte)

SALUTE = "/insieme/salute"


def ferma_il_server():
    """Con ordine, come quando lo chiede chi lo amministra; chi lo tiene acceso lo fa ripartire."""
    signal.raise_signal(signal.SIGTERM)


class Applicazione:
    """Parla WebSocket; in http risponde soltanto al controllo di salute."""

    portineria = None

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await self._vita(receive, send)
        elif scope["type"] == "websocket":
            await self.portineria.accogli(scope, receive, send)
        else:
            await send({"type": "http.response.start", "status": 204 if scope["path"] == SALUTE else 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def _vita(self, receive, send):
        await receive()
        self.portineria = Portineria()
        try:
            await self.portineria.avvia(se_perso=ferma_il_server)
        except Exception as errore:
            await send({"type": "lifespan.startup.failed", "message": str(errore)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.portineria.ferma()
        await send({"type": "lifespan.shutdown.complete"})


application = Applicazione()
