"""Le griglie che il portale sa riempire, dagli elenchi di riferimento. Nessuna voce è inventata qui."""

from functools import lru_cache

from ambito.riferimenti import leggi_codici
from rendicontazione.griglie.motore import Griglia, Misura, Voce

LORDA = Misura("lorda", "Spesa lorda", "spesa_lorda")
NETTA = Misura("netta", "Spesa netta a carico dei Comuni", "spesa_netta")
UTENTI = Misura("utenti", "Utenti", "utenti", in_euro=False)
COMPARTECIPAZIONE = Misura("compartecipazione", "Compartecipazione degli utenti", "compartecipazione_utenti")
SSN = Misura("ssn", "Quota del servizio sanitario", "quota_ssn")
LIQUIDATO = Misura("liquidato", "Liquidato", "liquidato")
DAL_FONDO = Misura("fondo", "Entrate dal Fondo nazionale politiche sociali", "altre_entrate", fondo="FNPS")

SENZA_ORE = (
    "La scheda di monitoraggio chiede anche ore, che qui non ci sono: in quali righe si scrivano e come si contino non è stato "
    "letto nella fonte ufficiale, e il portale non le raccoglie. Si riportano a mano, dal modello in uso."
)


def _voci(nome, **dove):
    return tuple(
        Voce(riga["codice"], riga["nome"], riga["verificato"] == "sì")
        for riga in leggi_codici(nome)
        if all(riga[colonna] == valore for colonna, valore in dove.items())
    )


def _fnps():
    return Griglia(
        "FNPS", "Matrice del Fondo nazionale politiche sociali", "Obiettivi di servizio per area",
        "Nove obiettivi di servizio per tre aree.",
        _voci("elenchi_esterni", schema="FNPS"), _voci("fnps_aree"), (NETTA, LORDA, LIQUIDATO, DAL_FONDO, UTENTI),
    )  # fmt: skip


def _sose():
    return Griglia(
        "SOSE", "Istat/SOSE, utenti per macroarea e area di utenza", "Utenti per macroarea e area",
        "Quadro 1 della scheda di monitoraggio: tre macroaree per sette aree di utenza.",
        _voci("griglie_voci", griglia="SOSE", asse="riga"), _voci("aree_utenza_istat"), (UTENTI,), SENZA_ORE,
    )  # fmt: skip


def _istat():
    return Griglia(
        "ISTAT", "Istat, interventi e servizi sociali dei Comuni", "Spesa per voce e area, traccia per l’indagine Istat",
        "Le voci dell’indagine per area di utenza. I codici delle voci sono nostri.",
        _voci("elenchi_esterni", schema="ISTAT"), _voci("aree_utenza_istat"), (LORDA, COMPARTECIPAZIONE, SSN, UTENTI),
    )  # fmt: skip


def _sioss():
    return Griglia(
        "SIOSS", "SIOSS, interventi per area", "Interventi per area, traccia per il SIOSS",
        "Gli interventi, dalla A alla E, per quattro aree.",
        _voci("elenchi_esterni", schema="SIOSS"), _voci("griglie_voci", griglia="SIOSS", asse="colonna"), (LORDA, NETTA, UTENTI),
    )  # fmt: skip


def _lombardia():
    esempio = "Lombardia – esempio di schema, non verificato"
    return Griglia(
        "LOMBARDIA", esempio, esempio,
        "Mostra come si riempie una griglia regionale. Lo schema vero del consuntivo regionale non è in questo portale.",
        _voci("aree_policy_lombardia_2021_2023"), _voci("aree_utenza_istat"), (NETTA, LORDA, UTENTI),
    )  # fmt: skip


@lru_cache(maxsize=1)
def griglie():
    """Le griglie, per codice, nell’ordine in cui si mostrano."""
    return {griglia.codice: griglia for griglia in (_fnps(), _sose(), _istat(), _sioss(), _lombardia())}
