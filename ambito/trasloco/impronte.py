"""Le impronte di un Ambito: una per tabella, una per i file, una che le comprende tutte.

Si calcolano sulle stesse righe che vanno nell’archivio, quindi chi esporta, chi importa e chi controlla dicono la stessa cosa.
"""

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import F, Func, IntegerField
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ

from ambito.contesto import in_ambito
from ambito.trasloco import campi
from ambito.trasloco.inventario import tavole
from ambito.trasloco.posti import Posti

FORMATO = 1
# Righe lette per volta: la memoria resta la stessa quanto che sia grande l’Ambito.
PEZZO = 500


@dataclass
class Somma:
    """Quante righe ha una tabella e l’impronta che si va componendo."""

    righe: int = 0
    impronta: object = field(default_factory=hashlib.sha256)

    def aggiungi(self, byte):
        self.righe += 1
        self.impronta.update(byte)

    def a_dati(self):
        return {"righe": self.righe, "sha256": self.impronta.hexdigest()}


@contextmanager
def fotografia(ambito_id):
    """L’Ambito com’è in un istante solo, qualunque cosa scrivano intanto gli altri. Dentro una transazione già aperta, com’è lì."""
    if connection.in_atomic_block:
        with in_ambito(ambito_id):
            yield
        return
    connection.ensure_connection()
    prima, connection.connection.isolation_level = connection.connection.isolation_level, ISOLATION_LEVEL_REPEATABLE_READ
    try:
        with in_ambito(ambito_id, sola_lettura=True):
            yield
    finally:
        connection.connection.isolation_level = prima


def calcola(posti=None):
    """Le impronte dell’Ambito in corso, nella forma di `impronte.json`."""
    posti, somme = posti or Posti(), {}
    for tavola in tavole():
        somme[tavola.nome] = somma = Somma()
        for byte in righe(tavola, posti):
            somma.aggiungi(byte)
    return componi(somme, sha256_dei_file())


def componi(somme, dei_file):
    """Il documento delle impronte, da `{tabella: Somma}` e `{impronta: byte}` dei file."""
    elenco = "\n".join(sorted(dei_file)).encode()
    dati = {
        "tavole": {nome: somma.a_dati() for nome, somma in sorted(somme.items())},
        "file": {"numero": len(dei_file), "byte": sum(dei_file.values()), "sha256": hashlib.sha256(elenco).hexdigest()},
    }
    return {"formato": FORMATO, "totale": hashlib.sha256(in_riga(dati)).hexdigest(), **dati}


def righe(tavola, posti):
    """Le righe d’archivio di una tabella, come byte, nell’ordine dei posti."""
    scritte = (in_riga(campi.scrivi(tavola, valori, posti)) + b"\n" for valori in _lette(tavola))
    # In una molti-a-molti le righe non hanno un posto: le ordina ciò che c’è scritto.
    yield from sorted(scritte) if tavola.automatica else scritte


def in_riga(dati):
    """Un JSON in una riga, con le chiavi in ordine; i testi restano esattamente com’erano."""
    return json.dumps(dati, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _lette(tavola):
    scelte, ultima = tavola.righe().order_by("pk"), 0
    while pezzo := list(scelte.filter(pk__gt=ultima).values_list("pk", *campi.letture(tavola))[:PEZZO]):
        yield from (valori for _, *valori in pezzo)
        ultima = pezzo[-1][0]


def file_di(tavola):
    """(campo, chiave della riga, impronta, quanti byte) di ogni file di una tabella, in ordine."""
    for campo in campi.di_byte(tavola):
        trovati = tavola.righe().filter(**{f"{campo.name}__isnull": False}).order_by("pk")
        misure = Func(F(campo.name), function="sha256"), Func(F(campo.name), function="octet_length", output_field=IntegerField())
        for pk, sha256, byte in trovati.values_list("pk", *misure):
            yield campo, pk, bytes(sha256).hex(), byte


def sha256_dei_file():
    """`{impronta: byte}` di tutti i file dell’Ambito in corso: uno uguale a un altro conta una volta."""
    return {sha256: byte for tavola in tavole() for _, _, sha256, byte in file_di(tavola)}
