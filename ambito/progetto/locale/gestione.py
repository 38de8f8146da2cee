"""`./portale manage COMANDO`: un comando di gestione nell’ambiente della dimostrazione, anche mentre essa è in corso."""

import signal
import subprocess
import sys

from ambito.progetto.locale.preparazione import comando_django, dimentica, prepara
from ambito.progetto.locale.processi import legato
from ambito.progetto.locale.servizi import servizi_condivisi
from ambito.progetto.locale.variabili import ambiente, da_proprietario

# Cambiano la struttura o svuotano le tabelle: il ruolo applicativo non può, e dopo la preparazione va rifatta.
DI_STRUTTURA = {"migrate", "flush"}
# Rimette righe già concluse (un voto in una votazione chiusa): neppure questo può il ruolo applicativo.
DEL_PROPRIETARIO = DI_STRUTTURA | {"importa_ambito", "prova_generale"}


def esegui(cartelle, voce, parole):
    """Prepara ciò che manca, esegue il comando e ne rende il codice di uscita; uscita e ingresso sono soltanto suoi."""
    with servizi_condivisi(cartelle, voce) as indirizzi:
        variabili = ambiente(cartelle, indirizzi)
        prepara(cartelle, variabili, voce)
        if parole and parole[0] in DEL_PROPRIETARIO:
            variabili = da_proprietario(variabili)
        if parole and parole[0] in DI_STRUTTURA:
            dimentica(cartelle, variabili)
        return _comando(parole, variabili)


def _comando(parole, variabili):
    processo = subprocess.Popen(legato(comando_django(*parole)), env=variabili)
    # Ctrl-C arriva già al comando, che è nello stesso terminale: qui basta non morire prima di lui.
    dal_terminale = sys.stdin is not None and sys.stdin.isatty()
    signal.signal(signal.SIGINT, lambda numero, _: None if dal_terminale else processo.send_signal(numero))
    for segnale in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(segnale, lambda numero, _: processo.send_signal(numero))
    codice = processo.wait()
    for segnale in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(segnale, signal.SIG_IGN)
    return codice if codice >= 0 else 128 - codice
