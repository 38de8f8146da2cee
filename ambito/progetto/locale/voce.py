"""La voce di `./portale`: righe semplici, senza colori, e guasti detti con una frase."""

import contextlib
import sys


class GuastoLocale(Exception):
    """Un passo dell’avvio non è riuscito: il testo dice che cosa è successo e che cosa si può fare."""


class Voce:
    """Scrive una riga alla volta, subito, dove il comando vuole (`demo`: uscita normale; `manage`: uscita degli errori)."""

    def __init__(self, uscita=None):
        self.uscita = uscita or sys.stdout

    def __call__(self, riga):
        # Il terminale può essersi chiuso: non è un motivo per lasciare a metà la chiusura dei servizi.
        with contextlib.suppress(OSError):
            print(riga, file=self.uscita, flush=True)
