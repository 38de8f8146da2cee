"""Un server di posta finto e lento, che tiene ogni messaggio accettato: si contano per identificativo."""

import re
import socketserver
import threading
import time
from collections import Counter

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
        trovato = re.search(rb"^Message-ID: <(.+?)>", b"".join(righe), re.M | re.I)
        self.server.arrivati.append(trovato[1].decode())
        self.dice("250 preso")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def handle_error(self, request, client_address):
        """Chi spedisce può essere ucciso a metà: qui non è un errore."""


class Posta:
    """`porta` dove ascolta; `quanti()` dà, per identificativo, quante volte è arrivato."""

    def __init__(self):
        self.server = _Server(("127.0.0.1", 0), _Conversazione)
        self.server.arrivati = []
        self.porta = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def quanti(self):
        return Counter(self.server.arrivati)

    def chiudi(self):
        self.server.shutdown()
        self.server.server_close()
