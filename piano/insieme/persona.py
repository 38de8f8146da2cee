"""Una persona collegata a una stanza: ciò che le si manda in fila, i suoi cursori, che cosa le è già stato confermato."""

import asyncio
import contextlib

from piano.insieme import protocollo
from piano.insieme.protocollo import Presenza

# Chi non legge da così tanti messaggi si ricollega: riavrà tutto insieme.
CODA_MASSIMA = 2_000
TROPPO_LENTO = 1013


class Persona:
    """Il suo collegamento: `manda` non aspetta mai, perché chi ha una rete lenta non fermi gli altri."""

    def __init__(self, biglietto, ammesso, invia):
        self.biglietto, self.utente = biglietto, ammesso.utente
        self.invia = invia
        self.coda = asyncio.Queue(CODA_MASSIMA)
        self.cursori = {}
        self.confermati = 0
        self.chiusa = False

    def manda(self, messaggio):
        if not self.chiusa:
            try:
                self.coda.put_nowait({"type": "websocket.send", "bytes": messaggio})
            except asyncio.QueueFull:
                self.saluta(TROPPO_LENTO, "La rete è lenta.")

    def saluta(self, codice, frase):
        """Chiude il collegamento dicendo perché."""
        if self.chiusa:
            return
        self.chiusa = True
        while self.coda.full():
            self.coda.get_nowait()
        # Il motivo di una chiusura sta in 123 byte.
        self.coda.put_nowait({"type": "websocket.close", "code": codice, "reason": frase.encode()[:123].decode(errors="ignore")})

    async def consegna(self):
        """Manda ciò che è in coda, in ordine, finché il collegamento dura."""
        while True:
            messaggio = await self.coda.get()
            with contextlib.suppress(OSError):
                await self.invia(messaggio)
            if messaggio["type"] == "websocket.close":
                return

    def conferma(self, quanti):
        """Dice quanti dei suoi aggiornamenti sono conservati, in tutto."""
        self.confermati += quanti
        self.manda(protocollo.notizia("ricevuto", quanti=self.confermati))

    def firma(self, presenze, altrui):
        """Le sole presenze che può dire (non quelle `altrui`), con il suo nome vero."""
        proprie = []
        for p in presenze:
            if p.cliente in altrui or (p.cliente not in self.cursori and len(self.cursori) > 3):
                continue
            self.cursori[p.cliente] = p.orologio
            dati = None if p.dati is None else {"cursor": p.dati.get("cursor"), "user": self.chi}
            proprie.append(Presenza(p.cliente, p.orologio, dati))
        return proprie

    @property
    def chi(self):
        return {"nome": self.utente.nome_completo, "tinta": self.utente.pk % 6}

    def assenze(self):
        """Le sue presenze, finite."""
        return [Presenza(cliente, orologio + 1, None) for cliente, orologio in self.cursori.items()]
