"""Ingresso di `./portale demo` e `./portale manage`: legge le parole, sceglie dove parlare, traduce i guasti in codici d’uscita."""

import os
import signal
import sys

from ambito.progetto.locale import demo, gestione
from ambito.progetto.locale.cartelle import Cartelle
from ambito.progetto.locale.voce import GuastoLocale, Voce

USO = "Uso: ./portale demo [--da-capo] | ./portale manage COMANDO … | ./portale test …"
INTERROTTO = 130


def principale(parole):
    """Esegue il comando e ne rende il codice d’uscita (1 guasto, 2 uso sbagliato, 130 interrotto prima di partire)."""
    nome, resto = (parole[0], parole[1:]) if parole else ("", [])
    if nome == "demo" and set(resto) <= {"--da-capo"}:
        return _demo("--da-capo" in resto)
    if nome == "manage":
        return _manage(resto)
    print(USO, file=sys.stderr)
    return 2


def _demo(da_capo):
    voce = Voce(sys.stdout)
    _chiusura_ordinata()
    try:
        _esigi_modo()
        demo.esegui(Cartelle(), voce, da_capo)
    except KeyboardInterrupt:
        voce("Fermato.")
    except GuastoLocale as guasto:
        voce(str(guasto))
        return 1
    return 0


def _manage(parole):
    voce = Voce(sys.stderr)
    _chiusura_ordinata()
    try:
        _esigi_modo()
        return gestione.esegui(Cartelle(), voce, parole)
    except KeyboardInterrupt:
        return INTERROTTO
    except GuastoLocale as guasto:
        voce(str(guasto))
        return 1


def _chiusura_ordinata():
    """SIGTERM e la chiusura del terminale valgono come Ctrl-C; dal primo in poi gli altri si ignorano, per chiudere in pace."""

    def interrompi(*_):
        for segnale in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(segnale, signal.SIG_IGN)
        raise KeyboardInterrupt

    for segnale in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(segnale, interrompi)


def _esigi_modo():
    modo = os.environ.get("PORTALE_MODO", "demo")
    if modo != "demo":
        raise GuastoLocale(
            f"PORTALE_MODO vale «{modo}», ma ./portale demo e ./portale manage servono alla dimostrazione (creano dati inventati): "
            "in esercizio si usa manage.py con le variabili dell’installazione."
        )
