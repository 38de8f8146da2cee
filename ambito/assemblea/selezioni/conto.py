"""Il conto di una votazione: si fa una volta alla chiusura e si può rifare sempre, dalle sole schede conservate."""

from dataclasses import dataclass

from ambito.assemblea import catena
from ambito.assemblea.parole import elenco
from ambito.assemblea.stati import Espressione
from ambito.nucleo.impronta import impronta
from ambito.nucleo.verdetto import scrutina, scrutina_segreto


def scrutinio(votazione, schede):
    """Il calcolo completo da conservare. `schede`: codice Istat → espressione, una per ogni Comune presente al voto.

    Chi è presente senza aver votato ha la scheda «non_votante»: conta fra i presenti, non fra i votanti. Chi è in conflitto di
    interessi non partecipa: per quella votazione è come se fosse uscito (D.Lgs. 267/2000, art. 78, comma 2).
    """
    seduta = votazione.seduta
    seggi = seduta.seggi_del_motore(votazione.punto.materia)
    presidente = seduta.seggio_presidente and seduta.seggio_presidente.codice
    esito = conta_palese(seduta.regola_di_voto, votazione.punto.materia, seduta.convocazione, seggi, schede, presidente)
    return {**esito, "seggi": _seggi(seggi), "schede": dict(sorted(schede.items())), "presidente": presidente}


def conta_palese(regola, materia, convocazione, seggi, schede, presidente=None):
    """L’esito del motore in JSON, da espressioni per nome: toglie chi è in conflitto di interessi, e lo dice per primo."""
    presenti = {codice: voto for codice, voto in schede.items() if voto != Espressione.CONFLITTO}
    voti = {codice: voto for codice, voto in presenti.items() if voto != Espressione.NON_VOTANTE}
    esito = scrutina(regola, materia, convocazione, seggi, set(presenti), voti, presidente=presidente).a_json()
    if fuori := sorted(s.nome for s in seggi if s.chiave in schede and s.chiave not in presenti):
        esito["passaggi"].insert(0, f"Per conflitto di interessi non partecipa al voto: {elenco(fuori)}.")
    return esito


def _seggi(seggi):
    return [{"codice": s.chiave, "nome": s.nome, "peso": s.peso} for s in sorted(seggi, key=lambda s: s.chiave)]


def scrutinio_segreto(votazione, presenti, totali):
    """Il calcolo di un voto segreto, dai codici dei presenti e dai totali proclamati. `ErroreScrutinio` se non tornano."""
    seduta = votazione.seduta
    seggi = seduta.seggi_del_motore(votazione.punto.materia)
    esito = scrutina_segreto(seduta.regola_di_voto, votazione.punto.materia, seduta.convocazione, seggi, presenti, **totali)
    presidente = seduta.seggio_presidente and seduta.seggio_presidente.codice
    urna = {"presenti": presenti, "totali": totali}
    return {**esito.a_json(), "seggi": _seggi(seggi), "schede": {}, "presidente": presidente, **urna}


def schede(votazione):
    """Le schede conservate: codice Istat → espressione."""
    return dict(votazione.voti.values_list("seggio__codice", "espressione"))


@dataclass(frozen=True)
class Riconto:
    """Il conto rifatto adesso: `coincide` con quello conservato alla chiusura, e la catena delle schede è intera?"""

    coincide: bool
    esito: dict
    guasto: str = ""

    @property
    def frase(self):
        if self.guasto:
            return f"Attenzione: {self.guasto[:1].lower()}{self.guasto[1:]}"
        if self.coincide:
            return "Il conto, rifatto adesso dalle schede conservate, dà lo stesso risultato."
        return "Attenzione: il conto rifatto adesso dalle schede conservate non coincide con quello della chiusura."


def riconta(votazione):
    """Rifà il conto di una votazione chiusa da seggi, regola e schede, e lo confronta con l’esito conservato."""
    # Le votazioni di prima della catena (decisione 0015) si ricontano soltanto dalle schede.
    guasto = catena.guasto(votazione, votazione.seduta) if votazione.radice else ""
    conservato = votazione.esito_calcolo
    if guasto and votazione.e_segreta:
        return Riconto(False, conservato, guasto)
    if votazione.e_segreta:
        esito = scrutinio_segreto(votazione, conservato["presenti"], conservato["totali"])
    else:
        esito = scrutinio(votazione, schede(votazione))
    return Riconto(not guasto and esito == conservato and impronta(esito) == votazione.impronta, esito, guasto)


def da_esportare(votazione):
    """La votazione chiusa com’è conservata, per chi la riconta da sé (`strumenti/riconteggio.py`)."""
    voti = votazione.voti.select_related("seggio").order_by("posto")
    return {
        "testata": votazione.testata,
        "impronta_testata": impronta(votazione.testata),
        "seggi": catena.seggi_legati(votazione, votazione.seduta),
        "radice": votazione.radice,
        "schede": [{**catena.scheda(voto), "impronta": voto.impronta} for voto in voti],
        **({"urna": catena.urna(votazione.radice, votazione.esito_calcolo)} if votazione.e_segreta else {}),
        "testa": votazione.testa,
        "esito": votazione.esito_calcolo,
        "impronta": votazione.impronta,
    }
