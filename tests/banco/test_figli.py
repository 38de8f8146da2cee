"""Quanto costa una ricevuta impaginata da un figlio già aperto, in rapporto a un figlio avviato apposta: CPU, stessa corsa."""

import json

import pytest

from ambito.nucleo import figlio
from tests.banco.cpu import misura

MODULO, LIMITI = "ambito.nucleo.pdf_figlio", {"secondi": 60, "memoria": 1 << 30}
VOCI = "".join(f"<tr><th scope=row>Voce {n}</th><td>Valore {n}</td></tr>" for n in range(20))
PAGINA = (
    "<!doctype html><html lang=it><head><title>Ricevuta</title></head><body><h1>Ricevuta</h1>"
    f"<table><tr><th scope=col>Voce</th><th scope=col>Valore</th></tr>{VOCI}</table></body></html>"
)
RICHIESTA = json.dumps({"html": PAGINA, "titolo": "Ricevuta", "allegati": []}).encode()
# Un quarto: misurato da otto a quindici volte meno (docs/esercizio/misure.md).
MASSIMO, QUANTE = 0.25, 10


def serve(quante):
    """Le risposte di un figlio aperto a tante richieste uguali; chiuso, la sua CPU si sa."""
    aperto = figlio.FiglioAperto(MODULO, **LIMITI)
    try:
        return {aperto.chiedi(RICHIESTA) for _ in range(quante)}
    finally:
        aperto.chiudi()


@pytest.mark.lento
def test_un_figlio_aperto_impagina_con_un_quarto_della_cpu_e_gli_stessi_byte(db):
    nuovo, avviato = misura(lambda: figlio.esegui(MODULO, RICHIESTA, **LIMITI))
    _, una = misura(lambda: serve(1))
    molti, tante = misura(lambda: serve(1 + QUANTE))
    ciascuna = (tante - una) / QUANTE
    print(f"figlio avviato {avviato:.2f} s, già aperto {ciascuna:.2f} s: {ciascuna / avviato:.2f}")
    assert molti == {nuovo} and ciascuna <= avviato * MASSIMO
