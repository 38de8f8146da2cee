"""Controllo di salute del web, chiamato da Docker: la pagina /salute/ risponde 200 (cioè anche la banca dati risponde)."""

import os
import sys
import urllib.request

ospite = os.environ["PORTALE_HOST"].split(",")[0]
richiesta = urllib.request.Request("http://127.0.0.1:8000/salute/", headers={"Host": ospite, "X-Forwarded-Proto": "https"})
with urllib.request.urlopen(richiesta, timeout=5) as risposta:
    sys.exit(risposta.status != 200)
