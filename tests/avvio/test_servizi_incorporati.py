"""I servizi incorporati davvero accesi: chi li condivide, chi li spegne, che cosa resta dopo una fine improvvisa."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import psycopg2
import pytest

from ambito.progetto.locale import postgres, ruoli
from ambito.progetto.locale.blocchi import CONDIVISO, Blocco
from ambito.progetto.locale.cartelle import RADICE, Cartelle
from ambito.progetto.locale.servizi import custode_presente, servizi_condivisi
from ambito.progetto.locale.voce import GuastoLocale

TIENI = """
import sys
from ambito.progetto.locale.cartelle import Cartelle
from ambito.progetto.locale.servizi import servizi_condivisi
with servizi_condivisi(Cartelle(sys.argv[1]), lambda riga: None):
    print("dentro", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def nessun_servizio_da_fuori(monkeypatch):
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("DATABASE_URL_PROPRIETARIO")
    monkeypatch.delenv("REDIS_URL")


@pytest.fixture
def cartelle(tmp_path):
    return Cartelle(tmp_path / "dati")


def altro_utente(cartelle):
    """Un altro processo che usa gli stessi servizi finché non gli si chiude l’ingresso."""
    processo = subprocess.Popen(
        [sys.executable, "-c", TIENI, str(cartelle.base)], cwd=RADICE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert processo.stdout.readline().strip() == "dentro"
    return processo


def chiudi(processo):
    processo.stdin.close()
    processo.stdout.close()
    processo.wait(60)


def risponde(indirizzo):
    try:
        psycopg2.connect(indirizzo).close()
    except psycopg2.OperationalError:
        return False
    return True


def valori(indirizzo, *nomi):
    with closing(psycopg2.connect(indirizzo)) as connessione, connessione.cursor() as cursore:
        cursore.execute("select " + ", ".join(f"current_setting('{nome}')" for nome in nomi))
        return cursore.fetchone()


def test_avvio_dati_durevoli_ruoli_e_spegnimento(cartelle):
    detto = []
    with servizi_condivisi(cartelle, detto.append) as indirizzi:
        assert detto == ["Avvio PostgreSQL e Redis."]
        assert valori(indirizzi.banca_dati, "fsync", "synchronous_commit", "listen_addresses") == ("on", "on", "")
        with closing(psycopg2.connect(indirizzi.proprietario)) as connessione, connessione, connessione.cursor() as cursore:
            cursore.execute("create table prova (id int); insert into prova values (1)")
        with closing(psycopg2.connect(indirizzi.banca_dati)) as connessione, connessione.cursor() as cursore:
            cursore.execute("select count(*) from prova")
            assert cursore.fetchone() == (1,)
            cursore.execute("select rolsuper or rolbypassrls or rolcreatedb from pg_roles where rolname = session_user")
            assert cursore.fetchone() == (False,)
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursore.execute("truncate prova")
    assert not risponde(indirizzi.banca_dati)
    assert not custode_presente(cartelle)
    assert not (cartelle.postgres / "postmaster.pid").exists()


def test_chi_esce_per_ultimo_spegne(cartelle):
    altro = altro_utente(cartelle)
    detto = []
    with servizi_condivisi(cartelle, detto.append) as indirizzi:
        assert detto == []
        assert risponde(indirizzi.banca_dati)
    assert risponde(indirizzi.banca_dati), "l’altro li usa ancora"
    chiudi(altro)
    assert not risponde(indirizzi.banca_dati)


def test_chi_esce_insieme_aspetta_che_tutto_sia_chiuso(cartelle):
    """Nessuno dei comandi che finiscono nello stesso momento deve tornare prima che i servizi siano spenti."""
    for _ in range(2):
        insieme = [altro_utente(cartelle) for _ in range(3)]
        for processo in insieme:
            processo.stdin.close()
        for processo in insieme:
            processo.stdout.close()
            assert processo.wait(60) == 0
        assert not custode_presente(cartelle)
        assert not (cartelle.postgres / "postmaster.pid").exists()


def test_chi_guarda_insieme_non_vede_un_custode_che_non_c_e(cartelle):
    """Due controlli nello stesso istante: l’altro che sta guardando non è un custode."""
    altro = Blocco(cartelle.blocchi / "custode.blocco")
    altro.scrivi("1 postgres redis")
    assert altro.prova(CONDIVISO)
    assert not custode_presente(cartelle)
    altro.chiudi()


def test_chi_viene_ucciso_non_lascia_servizi_accesi(cartelle):
    ucciso = altro_utente(cartelle)
    ucciso.send_signal(signal.SIGKILL)
    chiudi(ucciso)
    libero = Blocco(cartelle.blocchi / "custode.blocco")
    assert libero.prova_per(30), "il custode non si è accorto che nessuno usa più i servizi"
    libero.chiudi()
    assert not (cartelle.postgres / "postmaster.pid").exists()


def test_il_custode_ucciso_non_lascia_server_e_si_riparte(cartelle):
    utente = altro_utente(cartelle)
    custode = int((cartelle.blocchi / "custode.blocco").read_text().split()[0])
    server = int((cartelle.postgres / "postmaster.pid").read_text().splitlines()[0])
    os.kill(custode, signal.SIGKILL)
    fine = time.monotonic() + 30
    while os.path.exists(f"/proc/{server}") and time.monotonic() < fine:
        time.sleep(0.1)
    assert not os.path.exists(f"/proc/{server}")
    chiudi(utente)
    with servizi_condivisi(cartelle, lambda riga: None) as indirizzi:
        assert risponde(indirizzi.banca_dati)


def test_segni_di_un_server_ucciso_con_il_numero_riusato_da_un_altro(cartelle):
    with servizi_condivisi(cartelle, lambda riga: None):
        righe = (cartelle.postgres / "postmaster.pid").read_text().splitlines()
    # Il numero è di un processo vivo che non è PostgreSQL: capita dopo il riavvio di un contenitore.
    righe[0] = str(os.getpid())
    (cartelle.postgres / "postmaster.pid").write_text("\n".join(righe) + "\n")
    with servizi_condivisi(cartelle, lambda riga: None) as indirizzi:
        assert risponde(indirizzi.banca_dati)


def test_dati_di_un_altra_versione_si_rifiutano_con_una_frase(cartelle):
    cartelle.postgres.mkdir(mode=0o700)
    (cartelle.postgres / "PG_VERSION").write_text("9\n")
    server = postgres.Postgres(cartelle.postgres, cartelle.socket, cartelle.registri / "pg.log")
    with pytest.raises(GuastoLocale, match="sono di PostgreSQL 9.*--da-capo"):
        server.avvia()


def test_server_che_non_parte_dice_perche(cartelle, tmp_path):
    server = postgres.Postgres(cartelle.postgres, cartelle.socket, tmp_path / "pg.log", ("shared_buffers=assurdo",))
    with pytest.raises(GuastoLocale, match="shared_buffers"):
        server.avvia()


def test_percorso_troppo_lungo_per_un_socket(tmp_path):
    lunga = Cartelle(tmp_path / ("molto-lungo-" * 12))
    assert len(str(lunga.socket)) < 80
    assert lunga.socket == Cartelle(lunga.base).socket
    assert lunga.socket.stat().st_mode & 0o777 == 0o700
    lunga.socket.rmdir()


def test_indirizzo_del_socket():
    assert postgres.indirizzo("/a/b", ruoli.APPLICATIVO) == "postgres://portale_app@/portale?host=%2Fa%2Fb&port=5432"
