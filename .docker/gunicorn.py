"""Gunicorn in esercizio: dietro il proxy, su un disco di sola lettura."""

import os

bind = "0.0.0.0:8000"
worker_class = "gthread"
workers = int(os.environ.get("PORTALE_PROCESSI", "2"))
threads = int(os.environ.get("PORTALE_FILI", "4"))
# Il battito dei processi va in memoria: /tmp può essere lento e il disco è di sola lettura.
worker_tmp_dir = "/dev/shm"
# Più a lungo del proxy (60 s), così è lui a chiudere le connessioni ferme.
keepalive = 75
timeout = 60
graceful_timeout = 25
max_requests, max_requests_jitter = 2000, 400
control_socket_disable = True
# Le richieste le racconta il diario del portale (`ambito.middleware.Diario`), senza le chiavi che un indirizzo può contenere.
accesslog = None


def post_worker_init(worker):
    """L’indirizzo di chi chiama lo dice il proxy (nessun altro arriva qui): serve al freno sui tentativi di accesso."""
    servi = worker.wsgi

    def con_indirizzo_vero(ambiente, rispondi):
        ambiente["REMOTE_ADDR"] = ambiente.get("HTTP_X_REAL_IP") or ambiente["REMOTE_ADDR"]
        return servi(ambiente, rispondi)

    worker.wsgi = con_indirizzo_vero
