"""Dati di riferimento uguali per tutti gli Ambiti: Comuni, popolazione, confini, elenchi di codici.

I file stanno in `ambito/dati/` (fonti e licenze in `PROVENIENZA.md`). Caricarli due volte non cambia nulla: si scrive
solo ciò che è nuovo o diverso, con una sola istruzione per insieme. Nessun Comune viene mai cancellato.
"""

import csv
import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

from ambito.errori import ErroreAtteso
from ambito.models import Comune, ConfineComune, PopolazioneComune

DATI = Path(__file__).resolve().parent / "dati"
AMBITI = ("lodi", "pavese")

COLONNE_COMUNE = {
    "codice_istat": "istat_code",
    "nome": "nome",
    "nome_altra_lingua": "nome_altra_lingua",
    "provincia": "sigla_provincia",
    "regione": "regione",
    "codice_catastale": "catasto",
    "codice_fiscale": "codice_fiscale",
    "superficie_kmq": "area_kmq",
    "cap": "cap",
}
# Tabella, colonna, data e fonte di ogni serie di popolazione.
SERIE = (
    ("popolazione", "legale_20211231", date(2021, 12, 31), "Istat, popolazione legale censimento 2021"),
    ("popolazione", "residente_20221231", date(2022, 12, 31), "Istat, popolazione residente al 31 dicembre 2022"),
    ("popolazione", "residente_20230101", date(2023, 1, 1), "Istat, popolazione residente per età al 1º gennaio 2023"),
    ("popolazione_lodi", "residente_20240101", date(2024, 1, 1), "Istat, popolazione residente al 1º gennaio 2024"),
)
SERIE_CON_FASCE = "residente_20230101"
# Fascia d’età (anni compiuti, estremi compresi) → colonna del file; l’ordine è quello in cui si mostrano.
FASCE = {
    "0-2": "e0_2",
    "3-5": "e3_5",
    "6-17": "e6_17",
    "18-64": "e18_64",
    "65-74": "e65_74",
    "75-84": "e75_84",
    "85+": "e85_piu",
}

RIVERSA = """
    insert into {tabella} ({colonne})
    select {nuove} from json_to_recordset(%s::json) as n ({tipi})
    left join {tabella} v on {stessa_chiave}
    where v.id is null or ({altre_vecchie}) is distinct from ({altre_nuove})
    order by {ordine}
    on conflict ({chiave}) do update set {aggiorna}
    returning xmax = 0
"""


class RiferimentoMancante(ErroreAtteso):
    """I dati di riferimento citano un Comune che non è ancora nella banca dati."""


class Esito(NamedTuple):
    """Quante righe di un insieme erano nuove, diverse o già uguali."""

    nuovi: int
    cambiati: int
    uguali: int


def leggi_tabella(nome):
    """Le righe di `ambito/dati/<nome>.csv` come dizionari di testo."""
    with open(DATI / f"{nome}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def leggi_codici(nome):
    """Un elenco di codici (`fondi`, `ets_tipologie`, …): righe con `codice`, `nome`, `verificato`, `fonte` e altro."""
    return leggi_tabella(f"codici/{nome}")


def leggi_ambito(nome):
    """I codici Istat dei Comuni di un Ambito reale fra quelli forniti (`AMBITI`), in ordine di codice."""
    return [riga["istat_code"] for riga in leggi_tabella(nome)]


def leggi_geometrie(nome):
    """Confini di un Ambito fra quelli forniti: codice Istat → elenco di anelli `[longitudine, latitudine]`."""
    return json.loads((DATI / "geometrie" / f"{nome}.json").read_text(encoding="utf-8"))


def carica_comuni():
    """Porta nella banca dati tutti i Comuni italiani con i dati anagrafici Istat."""
    righe = [tuple(riga[colonna] for colonna in COLONNE_COMUNE.values()) for riga in leggi_tabella("comuni")]
    return _riversa(Comune, ("codice_istat",), tuple(COLONNE_COMUNE), righe)


def carica_popolazione():
    """Porta nella banca dati ogni serie di popolazione, con data e fonte; salta i Comuni senza dato."""
    numeri = dict(Comune.objects.order_by().values_list("codice_istat", "id"))
    tabelle = {nome: leggi_tabella(nome) for nome in {serie[0] for serie in SERIE}}
    righe = [
        (_numero(numeri, riga["istat_code"]), data, fonte, int(riga[colonna]), _fasce(riga, colonna))
        for tabella, colonna, data, fonte in SERIE
        for riga in tabelle[tabella]
        if riga[colonna]
    ]
    chiave = ("comune", "data", "fonte")
    return _riversa(PopolazioneComune, chiave, (*chiave, "valore", "fasce"), righe)


@transaction.atomic
def carica_geometrie():
    """Scrive i confini dei Comuni degli Ambiti forniti; `RiferimentoMancante` se un Comune non c’è."""
    geometrie = {codice: anelli for nome in AMBITI for codice, anelli in leggi_geometrie(nome).items()}
    numeri = dict(Comune.objects.order_by().values_list("codice_istat", "id"))
    giusti = {_numero(numeri, codice): anelli for codice, anelli in sorted(geometrie.items())}
    presenti = dict(ConfineComune.objects.select_for_update(no_key=True, of=("self",)).values_list("comune_id", "anelli"))
    diversi = [ConfineComune(comune_id=c, anelli=anelli) for c, anelli in giusti.items() if presenti.get(c) != anelli]
    nuovi = sum(confine.comune_id not in presenti for confine in diversi)
    ConfineComune.objects.bulk_create(diversi, update_conflicts=True, unique_fields=["comune"], update_fields=["anelli"])
    return Esito(nuovi, len(diversi) - nuovi, len(giusti) - len(diversi))


def _numero(numeri, codice):
    if codice not in numeri:
        raise RiferimentoMancante(f"Manca il Comune con codice Istat {codice}: caricare prima i Comuni.")
    return numeri[codice]


def _fasce(riga, colonna):
    return {nome: int(riga[campo]) for nome, campo in FASCE.items()} if colonna == SERIE_CON_FASCE else {}


def _riversa(modello, chiave, campi, righe):
    """Inserisce le righe nuove e aggiorna quelle diverse con una sola istruzione; le uguali non vengono toccate."""
    colonne = [modello._meta.get_field(campo).column for campo in campi]
    dati = json.dumps([dict(zip(colonne, riga, strict=True)) for riga in righe], default=str)
    with connection.cursor() as cursore:
        cursore.execute(_istruzione(modello, chiave, campi), [dati])
        inserite = [riga[0] for riga in cursore.fetchall()]
    return Esito(sum(inserite), len(inserite) - sum(inserite), len(righe) - len(inserite))


def _istruzione(modello, chiave, campi):
    """SQL che confronta le righe date in JSON con quelle della tabella; `xmax = 0` distingue le inserite."""
    meta = [modello._meta.get_field(campo) for campo in campi]
    colonne = [campo.column for campo in meta]
    chiavi = [campo.column for campo in meta if campo.name in chiave]
    altre = [campo.column for campo in meta if campo.name not in chiave]
    return RIVERSA.format(
        tabella=modello._meta.db_table,
        colonne=", ".join(colonne),
        nuove=_elenco("n.{0}", colonne),
        tipi=", ".join(f"{campo.column} {campo.db_type(connection)}" for campo in meta),
        stessa_chiave=_elenco("v.{0} = n.{0}", chiavi, " and "),
        altre_vecchie=_elenco("v.{0}", altre),
        altre_nuove=_elenco("n.{0}", altre),
        ordine=_elenco("n.{0}", chiavi),
        chiave=", ".join(chiavi),
        aggiorna=_elenco("{0} = excluded.{0}", altre),
    )


def _elenco(forma, nomi, fra=", "):
    return fra.join(forma.format(nome) for nome in nomi)
