"""Un worker sopravvive alla caduta di Redis, qualunque cosa abbia in mano."""

import os
import signal

from kombu import Connection

from ambito.progetto import ambiente
from ambito.progetto.celery import app
from ambito.progetto.locale import redis


def test_con_un_messaggio_in_mano_la_caduta_di_redis_non_fa_cadere_chi_lo_tiene(tmp_path):
    server = redis.Redis(tmp_path / "redis", tmp_path, tmp_path / "redis.log")
    server.avvia()
    try:
        connessione = Connection(ambiente.broker(redis.indirizzo(tmp_path)), transport_options=app.conf.broker_transport_options)
        coda = connessione.SimpleQueue("prova")
        coda.put("sveglia")
        assert coda.get(timeout=10).payload == "sveglia"
        os.killpg(server.figlio.pid, signal.SIGKILL)
    finally:
        server.ferma()
    # Il worker ignora gli errori di rete, ma non ciò che kombu solleva chiudendo due volte un canale con messaggi da rimettere.
    for _ in range(2):
        coda.channel.close()
    connessione.release()
