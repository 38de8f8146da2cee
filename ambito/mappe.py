"""Le mappe dei Comuni: chi le mostra dice valori e collegamenti, i confini si leggono qui.

Un disegno dipende soltanto da ciò che gli si chiede e dai confini di riferimento, che cambiano con un rilascio: si tiene in
memoria, perché proiettare decine di confini a ogni pagina costerebbe più di tutto il resto.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from ambito.models import ConfineComune
from ambito.nucleo import mappa_stati
from ambito.nucleo.grafici import due_misure
from ambito.nucleo.mappa_quantita import mappa

DISEGNI_IN_MEMORIA = 32


class Punto(NamedTuple):
    """Un Comune sulla mappa: codice Istat, nome, valore (quantità o stato) e indirizzo interno."""

    istat: str
    nome: str
    valore: object
    url: str


def quantita(punti, titolo, descrizione, unita, decimali=0):
    """La mappa per quantità, larga e stretta; `None` se di nessun Comune si conoscono i confini."""
    return _o_niente(_quantita, tuple(punti), titolo, descrizione, unita, decimali)


def quantita_per_la_stampa(punti, titolo, descrizione, unita, decimali=0):
    """La mappa per quantità in una misura sola, per un documento."""
    return _o_niente(_quantita_larga, tuple(punti), titolo, descrizione, unita, decimali)


def stati(punti, etichette, titolo, descrizione):
    """La mappa per stato, nell’ordine delle `etichette`; `None` se di nessun Comune si conoscono i confini."""
    return _o_niente(_stati, tuple(punti), tuple(etichette.items()), titolo, descrizione)


class _SenzaConfini(Exception):
    """Nessun confine noto: non si ricorda, perché i confini si possono caricare dopo."""


def _o_niente(come, *argomenti):
    try:
        return _disegna(come, *argomenti)
    except _SenzaConfini:
        return None


@lru_cache(maxsize=DISEGNI_IN_MEMORIA)
def _disegna(come: Callable, punti, *argomenti):
    confini = dict(
        ConfineComune.objects.filter(comune__codice_istat__in=[p.istat for p in punti]).values_list(
            "comune__codice_istat", "anelli"
        )
    )
    noti = [(punto, confini[punto.istat]) for punto in punti if punto.istat in confini]
    if not noti:
        raise _SenzaConfini
    return come(noti, *argomenti)


def _quantita(noti, titolo, descrizione, unita, decimali):
    return due_misure(mappa, _voci(noti), titolo, descrizione, unita, decimali=decimali)


def _quantita_larga(noti, titolo, descrizione, unita, decimali):
    return mappa(_voci(noti), titolo, descrizione, unita, decimali=decimali)


def _voci(noti):
    return [{"chiave": p.istat, "nome": p.nome, "valore": p.valore, "url": p.url, "geometria": anelli} for p, anelli in noti]


def _stati(noti, etichette, titolo, descrizione):
    voci = [mappa_stati.Voce(p.nome, p.valore, anelli, p.url) for p, anelli in noti]
    return due_misure(mappa_stati.mappa_stati, voci, dict(etichette), titolo, descrizione)
