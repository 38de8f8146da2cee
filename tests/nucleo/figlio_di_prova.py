"""Un figlio che finisce nel modo chiesto, per provare come il padre se ne accorge."""

import os
import time

from ambito.nucleo.figlio import lavora


def fai(richiesta):
    modo = richiesta.decode()
    if modo in ("pieno", "fallito da pieno"):
        occupato = bytearray(200 << 20)
        if modo == "pieno":
            return bytearray(len(occupato))
    if modo == "caduto":
        os.abort()
    if modo == "lento":
        while True:
            pass
    if modo == "breve":
        fine = time.process_time() + 0.6
        while time.process_time() < fine:
            pass
    elif modo != "sano":
        raise OSError("la libreria non si apre")
    return richiesta


if __name__ == "__main__":
    lavora(fai)
