"""Le pagine stesse, cercate per nome: chi è nuovo scrive dove vuole andare."""

from typing import NamedTuple

from ambito.cerca.parole import corrisponde
from ambito.registri import MENU, PAGINE


class PaginaTrovata(NamedTuple):
    """Il nome di una pagina e il suo indirizzo."""

    etichetta: str
    url: str


def pagine(poteri):
    """Le pagine che la persona può aprire, ciascuna con le parole con cui la si chiama; prima quelle del menu."""
    menu = sorted((v for v in MENU if v.vede(poteri)), key=lambda v: v.ordine)
    altre = [p for p in PAGINE if p.vede(poteri)]
    tutte = [(v.parole(poteri.ambito), v.indirizzo(poteri.ambito), "") for v in menu]
    return tutte + [(p.etichetta, p.indirizzo(poteri.ambito), p.parole) for p in altre]


def cerca_pagine(cercate, poteri):
    """Le pagine il cui nome (o un altro nome) ha tutte quelle parole; ogni indirizzo una volta."""
    trovate = {}
    for etichetta, url, altre in pagine(poteri) if cercate else ():
        if corrisponde(cercate, f"{etichetta} {altre}"):
            trovate.setdefault(url, PaginaTrovata(etichetta, url))
    return list(trovate.values())
