"""Un figlio che risponde a più richieste, ciascuna nel modo chiesto."""

import time

from ambito.nucleo.figlio import servi
from tests.nucleo.figlio_di_prova import fai


def _fai(richiesta):
    if richiesta == b"breve":
        fine = time.process_time() + 0.6
        while time.process_time() < fine:
            pass
        return richiesta
    return fai(richiesta)


if __name__ == "__main__":
    servi(_fai)
