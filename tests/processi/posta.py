"""Un server di posta finto e lento, che tiene ogni messaggio accettato: si contano per identificativo."""

import socketserver
import threading
import time
from collections import Counter
from contextlib import contextmanager
from email import message_from_bytes, policy

LENTEZZA = 0.06


class _Conversazione(socketserver.StreamRequestHandler):
    def handle(self):
        self.dice("220 prova")
        while riga := self.rfile.readline():
            comando = riga.strip().upper()[:4]
            if comando == b"DATA":
                self.ricevi()
            elif comando == b"QUIT":
                self.dice("221 ciao")
                return
            else:
                self.dice("250 va bene")

    def dice(self, frase):
        self.wfile.write(f"{frase}\r\n".encode())

    def ricevi(self):
        self.dice("354 avanti")
        righe = []
        while (riga := self.rfile.readline()) not in (b".\r\n", b""):
            righe.append(riga)
        if riga == b"":
            return
        time.sleep(LENTEZZA)
        self.server.arrivati.append(message_from_bytes(b"".join(righe), policy=policy.default))
        time.sleep(self.server.silenzio)
        self.dice("250 preso")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, request, client_address):
        """Chi spedisce può essere ucciso a metà: qui non è un errore."""


class Posta:
    """`porta` dove ascolta; `quanti()` dà, per identificativo, quante volte è arrivato; `a(indirizzo)` i messaggi a qualcuno."""

    def __init__(self):
        self.server = _Server(("127.0.0.1", 0), _Conversazione)
        self.server.arrivati, self.server.silenzio = [], 0
        self.porta = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @contextmanager
    def tace(self, secondi):
        """Finché dura, il messaggio è preso ma chi lo spedisce lo sa solo dopo quei secondi."""
        self.server.silenzio = secondi
        try:
            yield
        finally:
            self.server.silenzio = 0

    def quanti(self):
        return Counter(messaggio["Message-ID"].strip("<>") for messaggio in self.server.arrivati)

    def a(self, indirizzo):
        return [messaggio for messaggio in self.server.arrivati if indirizzo in messaggio["To"]]

    def chiudi(self):
        self.server.shutdown()
        self.server.server_close()
