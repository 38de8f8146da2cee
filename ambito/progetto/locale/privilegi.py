"""PostgreSQL rifiuta di girare come root: qui si trova il modo di accontentarlo senza creare utenti né spostare i dati.

Primo modo: uno spazio di utenti in cui il nostro root porta un altro numero; i file restano di root. Secondo, dove quegli spazi
sono vietati (root dentro un contenitore): l’utente `nobody`, con il solo potere di attraversare le cartelle di root.
"""

import os
import shutil
import subprocess

from ambito.progetto.locale.voce import GuastoLocale

NESSUNO = 65534
SPAZIO_UTENTI = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")
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
    """Parole da mettere davanti a un comando di PostgreSQL perché non giri come root; la cartella dei dati passa a chi la userà."""
    if os.geteuid() != 0:
        return ()
    for prefisso, proprietario in ((SPAZIO_UTENTI, 0), (SENZA_POTERI, NESSUNO)):
        _assegna(cartella, proprietario)
        if _funziona(prefisso, eseguibile, cartella):
            return prefisso
    raise GuastoLocale(
        "PostgreSQL non può girare come root su questa macchina (né spazi di utenti né cambio di utente sono permessi): "
        "eseguire ./portale come utente ordinario, oppure indicare una banca dati in DATABASE_URL."
    )


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
