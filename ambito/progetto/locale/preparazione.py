"""Ciò che viene prima di servire: file statici, migrazioni, dati di riferimento e dimostrativi. Rifà solo ciò che è cambiato."""

import hashlib
import json
import os
import sys
from contextlib import closing

import psycopg2

from ambito.progetto.locale.blocchi import blocco
from ambito.progetto.locale.cartelle import RADICE
from ambito.progetto.locale.processi import esegui
from ambito.progetto.locale.variabili import da_proprietario

ESCLUSE = {"tests", "docs", "static", "templates", "node_modules", "__pycache__"}


def comando_django(*parole):
    """Le parole che eseguono un comando di gestione con questo stesso Python."""
    return [sys.executable, str(RADICE / "manage.py"), *parole]


def prepara(cartelle, variabili, voce):
    """Porta banca dati e file statici allo stato di questo codice. Chi arriva in parallelo aspetta e trova fatto."""
    raccogli_statici(cartelle, variabili, voce)
    with blocco(cartelle.blocchi / "preparazione.blocco"):
        stampo = _stampo(cartelle, variabili)
        impronta = _impronta_codice()
        if stampo.exists() and stampo.read_text() == impronta and _ha_tabelle(variabili):
            return
        voce("Preparo la banca dati.")
        _passo(cartelle, da_proprietario(variabili), "migrate", "--no-input")
        voce("Carico i dati di riferimento (Comuni, popolazione, confini).")
        _passo(cartelle, variabili, "carica_riferimenti")
        voce("Preparo i dati dimostrativi.")
        _passo(cartelle, variabili, "popola_demo")
        stampo.write_text(impronta)


def raccogli_statici(cartelle, variabili, voce):
    """Raccoglie e comprime i file statici, soltanto se sono cambiati."""
    with blocco(cartelle.blocchi / "statici.blocco"):
        impronta = _impronta([*_file("static"), *_file("docs/guida/immagini"), RADICE / "requirements.lock"])
        stampo = cartelle.statici / ".impronta"
        if stampo.exists() and stampo.read_text() == impronta:
            return
        voce("Raccolgo i file statici.")
        cartelle.statici.mkdir(parents=True, exist_ok=True)
        _passo(cartelle, variabili, "collectstatic", "--no-input", "--verbosity", "0")
        stampo.write_text(impronta)


def dimentica(cartelle, variabili):
    """La banca dati non è più quella preparata: la prossima volta si rifà tutto."""
    _stampo(cartelle, variabili).unlink(missing_ok=True)


def _passo(cartelle, variabili, *parole):
    esegui(
        comando_django(*parole),
        registro=cartelle.registri / "preparazione.log",
        ambiente=variabili,
        cartella=RADICE,
        che_cosa=f"Comando «{parole[0]}»",
    )


def _stampo(cartelle, variabili):
    sigla = hashlib.sha256(variabili["DATABASE_URL_PROPRIETARIO"].encode()).hexdigest()[:12]
    return cartelle.base / f"preparato-{sigla}"


def _ha_tabelle(variabili):
    with closing(psycopg2.connect(variabili["DATABASE_URL_PROPRIETARIO"])) as connessione, connessione.cursor() as cursore:
        cursore.execute("select to_regclass('public.django_migrations') is not null")
        return cursore.fetchone()[0]


def _impronta_codice():
    """Impronta di codice e dati di riferimento, senza leggere i file: nome, grandezza e data di modifica."""
    cartelle = [voce.name for voce in sorted(RADICE.iterdir()) if voce.is_dir() and voce.name not in ESCLUSE]
    visibili = [percorso for nome in cartelle if not nome.startswith(".") for percorso in _file(nome)]
    return _impronta([*visibili, RADICE / "requirements.lock"])


def _file(cartella):
    for base, sotto, nomi in os.walk(RADICE / cartella):
        sotto[:] = sorted(nome for nome in sotto if nome not in ESCLUSE)
        yield from (RADICE / base / nome for nome in sorted(nomi))


def _impronta(percorsi):
    elenco = []
    for percorso in percorsi:
        try:
            stato = percorso.stat()
        except FileNotFoundError:
            continue
        elenco.append([str(percorso.relative_to(RADICE)), stato.st_size, stato.st_mtime_ns])
    return hashlib.sha256(json.dumps(elenco).encode()).hexdigest()
