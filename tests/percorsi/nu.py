"""Il validatore dell’HTML (Nu), dove c’è: `PORTALE_VNU` indica il suo archivio `vnu.jar`."""

import json
import os
import subprocess
from pathlib import Path

ATTESA = 900


def archivio():
    """Dove sta il validatore, o vuoto se su questa macchina non c’è."""
    return os.environ.get("PORTALE_VNU", "")


def errori(pagine, cartella):
    """Gli errori e gli avvertimenti di ciascuna pagina di `{indirizzo: testo}`, come frasi."""
    indirizzi = {f"{numero:05}.html": indirizzo for numero, indirizzo in enumerate(pagine)}
    for nome, indirizzo in indirizzi.items():
        Path(cartella, nome).write_text(pagine[indirizzo], "utf-8")
    comando = ["java", "-jar", archivio(), "--format", "json", str(cartella)]
    esito = subprocess.run(comando, capture_output=True, check=False, timeout=ATTESA)
    return [
        f"{indirizzi[Path(m['url']).name]}: Nu, {m['message']} {m['extract'][:120]}"
        for m in json.loads(esito.stderr)["messages"]
        if m["type"] != "info" or m.get("subType") == "warning"
    ]
