"""Come si riempie una griglia: funzioni pure, in numeri interi (centesimi o persone).

Ogni riga di spesa finisce tutta nelle celle, divisa secondo i pesi con i resti maggiori, oppure tutta fra quelle senza posto:
celle e senza posto insieme fanno sempre il totale di partenza.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ambito.nucleo.importi import ripartisci

RIGA, COLONNA = "riga", "colonna"


@dataclass(frozen=True)
class Voce:
    """Una riga o una colonna della griglia."""

    codice: str
    nome: str
    verificata: bool

    @property
    def etichetta(self):
        return f"{self.codice} {self.nome}"


@dataclass(frozen=True)
class Misura:
    """Che cosa si conta: `campo` della riga di spesa; con `fondo`, soltanto delle righe sostenute da quel fondo."""

    codice: str
    nome: str
    campo: str
    in_euro: bool = True
    fondo: str = ""


@dataclass(frozen=True)
class Griglia:
    """Una griglia: `nome` è quello ufficiale solo se righe e colonne sono verificate; altrimenti vale `nome_di_lavoro`.

    `avvertenza`: ciò che chi la riporta deve sapere, se c’è.
    """

    codice: str
    nome: str
    nome_di_lavoro: str
    descrizione: str
    righe: tuple[Voce, ...]
    colonne: tuple[Voce, ...]
    misure: tuple[Misura, ...]
    avvertenza: str = ""

    @property
    def verificata(self):
        return all(voce.verificata for voce in (*self.righe, *self.colonne))

    @property
    def titolo(self):
        return self.nome if self.verificata else self.nome_di_lavoro

    def misura(self, codice):
        """La misura con quel codice; la prima se non c’è."""
        return next((m for m in self.misure if m.codice == codice), self.misure[0])


@dataclass(frozen=True)
class Spesa:
    """Una riga di spesa vista dalla griglia; `obiettivo` è l’obiettivo di servizio dell’intervento, `origine` la riga vera."""

    intervento: str
    obiettivo: str
    area: str
    valore: int
    origine: Any = None


@dataclass
class Riempita:
    """La griglia piena: le celle, le righe dietro ogni cella con la loro parte, la spesa senza posto col motivo."""

    celle: dict = field(default_factory=lambda: defaultdict(int))
    parti: dict = field(default_factory=lambda: defaultdict(list))
    senza_posto: list = field(default_factory=list)

    @property
    def totale_celle(self):
        return sum(self.celle.values())

    @property
    def totale_senza_posto(self):
        return sum(spesa.valore for spesa, _ in self.senza_posto)

    @property
    def totale(self):
        return self.totale_celle + self.totale_senza_posto

    def della_riga(self, codice):
        return sum(valore for (riga, _), valore in self.celle.items() if riga == codice)

    def della_colonna(self, codice):
        return sum(valore for (_, colonna), valore in self.celle.items() if colonna == codice)


def riempi(griglia, regole, spese):
    """La griglia con la spesa al suo posto. Una spesa di valore zero conta fra le parti ma non cambia le somme."""
    indice = _indice(regole)
    ammesse = {RIGA: {v.codice for v in griglia.righe}, COLONNA: {v.codice for v in griglia.colonne}}
    piena = Riempita()
    pesi_noti = {}
    for spesa in spese:
        chiave = (spesa.intervento, spesa.obiettivo, spesa.area)
        if chiave not in pesi_noti:
            pesi_noti[chiave] = _pesi(indice, ammesse, spesa)
        pesi, motivo = pesi_noti[chiave]
        if motivo:
            piena.senza_posto.append((spesa, motivo))
            continue
        for cella, parte in ripartisci(spesa.valore, pesi).items():
            piena.celle[cella] += parte
            piena.parti[cella].append((spesa, parte))
    return piena


def _indice(regole):
    indice = defaultdict(list)
    for regola in regole:
        indice[regola.asse, regola.intervento, regola.area].append(regola)
    return indice


def _pesi(indice, ammesse, spesa):
    """`({(riga, colonna): peso}, "")`, oppure `({}, motivo)`."""
    assi = {}
    for asse, nome in ((RIGA, "riga"), (COLONNA, "colonna")):
        pesi = {r.voce: r.peso for r in _piu_precise(indice, asse, spesa) if r.peso > 0}
        if not pesi:
            return {}, f"Nessuna {nome} corrisponde a questo intervento e a quest’area."
        if fuori := sorted(set(pesi) - ammesse[asse]):
            return {}, f"La corrispondenza porta alla {nome} «{fuori[0]}», che nella griglia non c’è."
        assi[asse] = pesi
    celle = {(r, c): pr * pc for r, pr in assi[RIGA].items() for c, pc in assi[COLONNA].items()}
    return celle, ""


def _piu_precise(indice, asse, spesa):
    """Le regole più precise per la spesa: l’intervento conta più dell’area, il suo codice più dell’obiettivo."""
    for intervento in (spesa.intervento, spesa.obiettivo, ""):
        for area in (spesa.area, ""):
            if trovate := indice.get((asse, intervento, area)):
                return trovate
    return []
