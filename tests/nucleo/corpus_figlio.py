"""Legge i file di una cartella in un processo a parte e scrive che cosa è successo: così la memoria misurata è solo quella."""

import json
import re
import resource
import sys
import time
from pathlib import Path

from ambito.nucleo.fogli import FileNonLeggibile
from ambito.nucleo.tabelle import ComuneNoto, leggi_tabella
from ambito.nucleo.tabelle.comuni import Elenco


def cpu():
    """Secondi di CPU di questo processo e dei figli finiti."""
    figli = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + figli.ru_utime + figli.ru_stime


def memoria():
    """Il massimo di memoria residente, in MB, di questo processo e dei figli finiti.

    Per sé si legge `VmHWM`: `ru_maxrss` comprende anche quella di chi ha avviato il processo.
    """
    stato = Path("/proc/self/status").read_text()
    propria = int(re.search(r"VmHWM:\s+(\d+)", stato)[1])
    return max(propria, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def leggi(voce, contenuto, elenco):
    prima = cpu()
    try:
        esito = {"totali": leggi_tabella(voce["nome"], contenuto, elenco)["totali"]}
    except FileNonLeggibile as errore:
        esito = {"rifiuto": str(errore)}
    except Exception as errore:  # noqa: BLE001  (è ciò che la prova cerca)
        esito = {"caduta": f"{type(errore).__name__}: {errore}"[:300]}
    return {**voce, "cpu": cpu() - prima, **esito}


def principale():
    elenco = Elenco([ComuneNoto("098031", "Lodi", "LO")])
    cartella = Path(sys.argv[1])
    voci = json.loads((cartella / "voci.json").read_text("utf-8"))
    esiti = [leggi(voce, (cartella / str(numero)).read_bytes(), elenco) for numero, voce in enumerate(voci)]
    json.dump({"esiti": esiti, "memoria_mb": memoria()}, sys.stdout)


if __name__ == "__main__":
    principale()
