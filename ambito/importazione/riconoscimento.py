"""L'elenco dei Comuni in cui un foglio li cerca: quelli dell'Ambito in corso, o l'Italia intera."""

from collections import defaultdict

from ambito import riferimenti
from ambito.models import Comune
from ambito.nucleo.tabelle.comuni import ComuneNoto, Elenco
from ambito.selezioni import appartenenze


def elenco_italiano():
    """Tutti i Comuni d’Italia, con i nomi e i codici che avevano prima."""
    return _elenco(Comune.objects.all())


def elenco_dell_ambito(oggi):
    """I Comuni dell’Ambito in corso, vigenti `oggi`."""
    return _elenco(a.comune for a in appartenenze(oggi))


def _elenco(comuni):
    nomi, codici = _di_prima()
    return Elenco(
        ComuneNoto(c.codice_istat, c.nome, c.provincia, tuple(filter(None, [c.nome_altra_lingua])),
                   tuple(nomi[c.codice_istat]), tuple(codici[c.codice_istat]))
        for c in comuni
    )  # fmt: skip


def _di_prima():
    """Nomi e codici di prima, per codice Istat di oggi."""
    nomi, codici = defaultdict(list), defaultdict(list)
    for riga in riferimenti.leggi_tabella("variazioni_comuni"):
        nomi[riga["istat_code"]].append(riga["nome_di_prima"])
    for riga in riferimenti.leggi_tabella("comuni"):
        if riga["istat_code_prima_2026"]:
            codici[riga["istat_code"]].append(riga["istat_code_prima_2026"])
    return nomi, codici
