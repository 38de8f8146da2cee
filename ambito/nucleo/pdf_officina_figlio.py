"""Il figlio che fa un documento lungo: a ogni richiesta impagina un capitolo, e all’ultima unisce tutto.

Un figlio solo per i due lavori: caricare WeasyPrint costa quanto impaginare un capitolo.
"""

import gc
import json
from collections.abc import Callable
from typing import Any

from .figlio import lavora
from .pdf_figlio import PROVA, VARIANTE, Tipografia, ascolta, esigi_conforme, non_troppo_annidato, rifinisci, tipografia

FOGLI = ("documento.css", "senza_piede.css", "capitolo.css")


def _distingui(chiave: str) -> Callable[[Any, Any], None]:
    """I nomi delle intestazioni di tabella devono restare diversi quando i capitoli si uniscono: ci si mette davanti la chiave."""

    def distingui(documento: Any, pdf: Any) -> None:
        rifinisci(documento, pdf)
        # Lo stesso oggetto sta nell’intestazione e nelle celle che la citano: si cambia una volta sola.
        nomi = {id(o["ID"]): o["ID"] for o in pdf.objects if isinstance(o, dict) and o.get("S") == "/TH" and "ID" in o}
        for nome in nomi.values():
            nome.string = f"{chiave}-{nome.string}"

    return distingui


def impagina(mestiere: Tipografia, chiave: str, html: str) -> bytes:
    """Il frammento: pagine marcate, senza piede; arrivi e segnalibri sono i suoi."""
    return mestiere.componi(html).write_pdf(pdf_variant=VARIANTE, finisher=_distingui(chiave))


def _unisci(dati: dict[str, Any]) -> bytes:
    # Chi impagina capitoli non apre PDF: la libreria si carica quando serve.
    from .pdf_unione_figlio import componi

    return componi(**dati)


def _risponditore() -> Callable[[bytes], bytes]:
    """Risponde a `{"chiave", "html"}` con il frammento di un capitolo, agli argomenti di `componi` con il documento."""
    gc.disable()
    errori, mestiere = ascolta(), tipografia(*FOGLI)

    def rispondi(richiesta: bytes) -> bytes:
        dati = json.loads(richiesta)
        with non_troppo_annidato():
            pdf = impagina(mestiere, **dati) if "chiave" in dati else _unisci(dati)
        esigi_conforme(errori, dati.get("html") or dati["fronte"])
        return pdf

    return rispondi


if __name__ == "__main__":
    lavora(_risponditore(), json.dumps({"chiave": "prova", "html": PROVA}).encode())
