"""Le votazioni chiuse come le vede chiunque: dal codice scritto nel verbale, senza entrare."""

from datetime import datetime

from ambito.assemblea.models import Votazione
from ambito.assemblea.parole import giorno, ora
from ambito.assemblea.selezioni import conto
from ambito.assemblea.stati import TONI_VOTO, Espressione, StatoVotazione
from ambito.nucleo.codici import trova_codici_fiscali
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.nucleo.regole import Regola
from ambito.verifica import cerca_nell_ambito

GRUPPI = {"favorevoli": "Favorevoli", "contrari": "Contrari", "astenuti": "Astenuti", "non_votanti": "Non votanti"}


def cerca(codice):
    """I dati esportati della votazione chiusa con quel codice, o `None`; di un punto riservato non c’è. L’Ambito è nel codice."""
    return cerca_nell_ambito(codice, _cerca)


def _cerca(ambito, codice):
    chiuse = Votazione.objects.filter(stato=StatoVotazione.CHIUSA).select_related("seduta")
    votazione = chiuse.filter(codice=codice, punto__riservato=False).first()
    return {**conto.da_esportare(votazione), "dimostrativo": ambito.dimostrativo} if votazione else None


def si_scarica(dati):
    """Il file da ricontare si dà a chiunque?

    No se il testo votato nomina una persona col codice fiscale: toglierlo cambierebbe le impronte, e il conto non tornerebbe.
    """
    return not trova_codici_fiscali(f"{dati['testata']['oggetto']} {dati['testata']['testo']}")


def da_mostrare(dati):
    """Le righe e le cifre della pagina, dai dati esportati."""
    seggi = {seggio["codice"]: seggio for seggio in dati["seggi"]}
    schede = sorted(dati["schede"], key=lambda scheda: seggi[scheda["codice"]]["nome"])
    return {
        **dati,
        "si_scarica": si_scarica(dati),
        "chi": f"{dati['testata']['organo']}, {dati['testata']['ambito']}",
        "scrutinio": Votazione.Scrutinio(dati["testata"]["scrutinio"]).label.lower(),
        "presenti": [seggi[codice]["nome"] for codice in dati.get("urna", {}).get("presenti", [])],
        "seduta": giorno(datetime.fromisoformat(dati["testata"]["seduta"])),
        "aperta": ora(datetime.fromisoformat(dati["testata"]["aperta_il"])),
        "cifre": cifre(dati["esito"]["conteggi"], Regola.from_dict(dati["testata"]["regola"]).unita_di_peso()),
        "righe": [
            {
                "posto": scheda["posto"],
                "comune": seggi[scheda["codice"]]["nome"],
                "residenti": seggi[scheda["codice"]]["residenti"],
                "voto": Espressione(scheda["espressione"]).label,
                "tono": TONI_VOTO[scheda["espressione"]],
                "persona": scheda["persona"],
                "ricevuta": scheda["ricevuta"],
            }
            for scheda in schede
        ],
    }


def cifre(conteggi, unita):
    """I quattro gruppi di una votazione, per teste e per peso."""
    return [
        {"etichetta": etichetta, "valore": formatta_numero(gruppo["teste"]), "nota": f"{formatta_numero(gruppo['peso'])} {unita}"}
        for etichetta, gruppo in ((etichetta, conteggi[nome]) for nome, etichetta in GRUPPI.items())
    ]
