"""Il comando `conteggio`: JSON da stdin, JSON su stdout, 2 e una frase quando i dati non tornano."""

import json
import subprocess
import sys

from ambito.progetto.locale.cartelle import RADICE

VOTAZIONE = {
    "regola": {
        "numero_legale": {"teste": {"frazione": "1/2", "confronto": ">"}, "peso": None, "combina": "e"},
        "maggioranza": {"teste": {"base": "votanti", "frazione": "1/2", "confronto": ">"}, "peso": None, "combina": "e"},
        "parita": "respinta",
    },
    "seggi": [{"id": "098031", "peso": 44716}, {"id": "098019", "peso": 15000}, {"id": "098010", "peso": "30/7"}],
    "presenti": ["098031", "098019"],
    "favorevoli": ["098031", "098019"],
    "contrari": [],
    "astenuti": [],
    "presidente": None,
}


def chiedi(testo):
    comando = [sys.executable, "-W", "ignore", "manage.py", "conteggio"]
    return subprocess.run(comando, input=testo, capture_output=True, text=True, cwd=RADICE, timeout=60, check=False)


def test_una_votazione_da_una_risposta():
    fatto = chiedi(json.dumps(VOTAZIONE))
    risposta = json.loads(fatto.stdout)
    assert (fatto.returncode, risposta["numero_legale"], risposta["approvata"], risposta["esito"]) == (0, True, True, "approvata")
    assert "Hanno votato a favore 2 seggi su 2 votanti: servivano più della metà (almeno 2)." in risposta["spiegazione"]
    assert risposta["teste"]["componenti"] == 3 and risposta["peso"]["componenti"] == "418042/7"


def test_un_elenco_da_un_elenco_con_gli_errori_al_loro_posto():
    fatto = chiedi(json.dumps([VOTAZIONE, {**VOTAZIONE, "favorevoli": ["098010"]}, VOTAZIONE]))
    prima, sbagliata, ultima = json.loads(fatto.stdout)
    assert fatto.returncode == 0 and prima == ultima and "assente" in sbagliata["errore"]


def test_un_dato_solo_e_sbagliato_esce_con_due_e_una_frase():
    fatto = chiedi(json.dumps({**VOTAZIONE, "favorevoli": ["098010"]}))
    assert (fatto.returncode, fatto.stdout) == (2, "")
    assert "Il seggio 098010 risulta assente e non può votare." in fatto.stderr
    assert chiedi("{").returncode == 2 and "non è JSON valido" in chiedi("{").stderr
