"""PostgreSQL rifiuta di girare come root e come un utente senza nome: qui si trova il modo senza creare utenti né spostare i dati.

Primo modo: uno spazio di utenti in cui il nostro numero ne porta un altro (`nobody`, che c’è sempre); i file non cambiano padrone.
Secondo, per root dove quegli spazi sono vietati (dentro un contenitore): davvero l’utente `nobody`, con il solo potere di
attraversare le cartelle di root.
"""

import os
import pwd
import shutil
import subprocess

from ambito.progetto.locale.voce import GuastoLocale

NESSUNO = 65534
SPAZIO_UTENTI = ("unshare", "--user", f"--map-user={NESSUNO}", f"--map-group={NESSUNO}", "--")
SENZA_POTERI = (
    "setpriv",
    f"--reuid={NESSUNO}",
    f"--regid={NESSUNO}",
    "--clear-groups",
    "--securebits=+no_setuid_fixup",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--",
)


def prefisso_non_root(eseguibile, cartella):
    """Parole da mettere davanti a un comando di PostgreSQL perché lo accetti; la cartella dei dati passa a chi la userà."""
    if _utente_ordinario():
        return ()
    root = os.geteuid() == 0
    for prefisso, proprietario in ((SPAZIO_UTENTI, os.geteuid()), (SENZA_POTERI, NESSUNO))[: 1 + root]:
        if root:
            _assegna(cartella, proprietario)
        if _funziona(prefisso, eseguibile, cartella):
            return prefisso
    raise GuastoLocale(
        f"PostgreSQL non può girare come utente {os.geteuid()} su questa macchina (gli spazi di utenti sono vietati): "
        "eseguire ./portale come utente ordinario, oppure indicare una banca dati in DATABASE_URL."
    )


def _utente_ordinario():
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return os.geteuid() != 0


def _funziona(prefisso, eseguibile, cartella):
    if not shutil.which(prefisso[0]):
        return False
    prova = [
        *prefisso,
        "/bin/sh",
        "-c",
        'touch "$1/.prova" && rm "$1/.prova" && exec "$0" --version',
        str(eseguibile),
        str(cartella),
    ]
    return subprocess.run(prova, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def _assegna(cartella, proprietario):
    if cartella.stat().st_uid == proprietario:
        return
    for percorso in (cartella, *cartella.rglob("*")):
        os.chown(percorso, proprietario, proprietario, follow_symlinks=False)
