"""Regole di voto di organi veri, da cui partire per scrivere la propria. Dove la fonte tace vale la regola usuale (più della metà).

`confermata`: abbiamo letto il testo o un resoconto che lo cita. Nessuna vale per un altro Ambito senza il suo regolamento.
"""

from dataclasses import dataclass, replace

from ambito.nucleo.frazioni import Soglia
from ambito.nucleo.regole import Maggioranza, Quorum, Regola

META = Soglia(1, 2, stretta=True)


@dataclass(frozen=True)
class Esempio:
    """Una regola pronta: di chi è, che cosa dice la fonte, quale fonte, se è confermata."""

    nome: str
    dice: str
    fonte: str
    confermata: bool
    regola: Regola


DOPPIA_DI_PARTENZA = Regola(
    quorum_prima=Quorum(META, META),
    quorum_seconda=Quorum(Soglia(1, 3)),
    maggioranze={"ordinaria": Maggioranza(META, "votanti", META, "votanti")},
    tipo_peso="popolazione",
)
UN_VOTO = Regola(quorum_prima=Quorum(META), quorum_seconda=Quorum(None))


def _con(maggioranza):
    return replace(DOPPIA_DI_PARTENZA, maggioranze={"ordinaria": maggioranza})


ESEMPI = {
    "lombardia": Esempio(
        "Assemblea dei Sindaci dell’Ambito, Lombardia",
        "Maggioranza dei componenti, spesso anche per popolazione; in seconda convocazione un terzo; decide chi vota.",
        "DGR X/5507/2016, secondo due regolamenti attuativi", False, DOPPIA_DI_PARTENZA,
    ),
    "toscana": Esempio(
        "Conferenza zonale dei sindaci, Toscana",
        "La maggioranza dei sindaci presenti, che rappresenti la maggioranza della popolazione della zona.",
        "LR Toscana 41/2005, art. 34", True, _con(Maggioranza(META, "presenti", META, "componenti")),
    ),
    "liguria": Esempio(
        "Elezione del presidente, proposta della Liguria",
        "La maggioranza assoluta dei Comuni e almeno il 51% della popolazione.",
        "Proposta di legge regionale, dicembre 2025", True, _con(Maggioranza(META, "componenti", Soglia(51, 100), "componenti")),
    ),
    "provincia": Esempio(
        "Assemblea dei sindaci della Provincia",
        "Un terzo dei Comuni e la maggioranza della popolazione, sullo statuto.",
        "L. 56/2014, art. 1, comma 55", False, _con(Maggioranza(Soglia(1, 3), "componenti", META, "componenti")),
    ),
    "friuli": Esempio(
        "Conferenza dei sindaci, Friuli Venezia Giulia",
        "Metà più uno dei componenti; in seconda convocazione qualunque numero; due terzi dei votanti per il presidente.",
        "GU 96R0459, art. 2", True,
        replace(UN_VOTO, maggioranze={"ordinaria": Maggioranza(META), "qualificata": Maggioranza(Soglia(2, 3))}),
    ),
    "puglia": Esempio(
        "Coordinamento istituzionale, Puglia",
        "Un voto per Comune.", "Regolamenti dei coordinamenti di Modugno e di Lecce", True, UN_VOTO,
    ),
}  # fmt: skip
