"""I messaggi fra l’editor e la stanza: la sincronizzazione e le presenze di Yjs, più le notizie della stanza (JSON).

Le presenze dicono dove ciascuno ha il cursore; chi è lo dice la stanza, che lo sa dall’accesso: quello scritto dal navigatore
non conta.
"""

import json
from typing import NamedTuple

from pycrdt import Decoder, Encoder, write_message, write_var_uint

SINCRONIZZA, PRESENZE, NOTIZIA = 0, 1, 100
CHIEDE, RISPONDE, AGGIORNA = 0, 1, 2
# Un cursore sta in poche centinaia di byte.
PRESENZA_MASSIMA = 4_000
# Gli identificativi di Yjs stanno in 53 bit (i numeri interi di JavaScript).
NUMERO_MASSIMO = 2**53


class MessaggioStorto(ValueError):
    """Un messaggio che nessun editor manderebbe."""


class Presenza(NamedTuple):
    """Il cursore di un navigatore (`cliente`); `dati` è `None` quando se ne va."""

    cliente: int
    orologio: int
    dati: dict | None


def leggi(messaggio):
    """`(SINCRONIZZA, passo, dati)`, `(PRESENZE, None, presenze)` o `(NOTIZIA, None, contenuto)`."""
    try:
        return _leggi(messaggio)
    except (IndexError, KeyError, RuntimeError, TypeError, UnicodeDecodeError, ValueError) as errore:
        raise MessaggioStorto(str(errore)) from errore


def _leggi(messaggio):
    tipo, resto = messaggio[0], messaggio[1:]
    if tipo == SINCRONIZZA and resto[0] in (CHIEDE, RISPONDE, AGGIORNA):
        return tipo, resto[0], _corpo(resto[1:])
    if tipo == PRESENZE:
        return tipo, None, _presenze(_corpo(resto))
    if tipo == NOTIZIA:
        contenuto = json.loads(_corpo(resto))
        if not isinstance(contenuto, dict):
            raise MessaggioStorto("notizia senza contenuto")
        return tipo, None, contenuto
    raise MessaggioStorto(f"tipo {tipo}")


def _corpo(byte):
    return Decoder(byte).read_message() or b""


def _presenze(byte):
    lettore = Decoder(byte)
    trovate = []
    for _ in range(min(lettore.read_var_uint(), 10)):
        cliente, orologio, testo = lettore.read_var_uint(), lettore.read_var_uint(), lettore.read_var_string()
        dati = json.loads(testo) if len(testo) <= PRESENZA_MASSIMA else {}
        if max(cliente, orologio) >= NUMERO_MASSIMO or not isinstance(dati, dict | None):
            raise MessaggioStorto("presenza")
        trovate.append(Presenza(cliente, orologio, dati))
    return trovate


def sincronizza(passo, dati):
    return bytes([SINCRONIZZA, passo]) + write_message(dati)


def presenze(elenco):
    scrittore = Encoder()
    scrittore.write_var_uint(len(elenco))
    for presenza in elenco:
        scrittore.write_var_uint(presenza.cliente)
        scrittore.write_var_uint(presenza.orologio)
        scritta = json.dumps(presenza.dati, ensure_ascii=True)
        scrittore.write_var_string(scritta)
    return bytes([PRESENZE]) + write_message(scrittore.to_bytes())


def notizia(tipo, **contenuto):
    scritta = json.dumps({"tipo": tipo, **contenuto}, ensure_ascii=False).encode()
    return bytes([NOTIZIA]) + write_var_uint(len(scritta)) + scritta
