"""Un rapporto pronto: le sue cifre, le sue tabelle, di quali righe di spesa è fatto, chi lo può leggere."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from rendicontazione.rapporti import spesa
from rendicontazione.rapporti.codici import Cifra
from rendicontazione.rapporti.tavola import Tavola


@dataclass(frozen=True)
class Rapporto:
    """`oggetto_id` riconosce le versioni dello stesso rapporto; `cifra` sono tutte le righe che comprende.

    `cifre`: le principali, come `etichetta`, `valore`, `nota`. `al`: di quando sono i dati (`data_di` dice che cosa è), o `None`.
    `allegate`: tabelle lunghe, che si scaricano e non si stampano.
    """

    nome_righe: ClassVar[tuple[str, str]] = ("riga di spesa", "righe di spesa")
    vuoto: ClassVar[str] = "Non c’è ancora spesa inviata da mostrare."
    data_di: ClassVar[str] = "Dati all’ultimo invio contato"

    tipo: str
    oggetto_id: int
    titolo: str
    sottotitolo: str
    nome: str
    cifra: Cifra
    cifre: list
    tavole: list[Tavola]
    al: datetime | None
    permesso: str = "legge_rendiconti"
    comune_id: int | None = None
    note: list = field(default_factory=list)
    allegate: list[Tavola] = field(default_factory=list)

    def righe(self):
        """Le righe dietro le cifre del rapporto, una per una: le voci di spesa."""
        return spesa.righe(self.cifra)

    def quante_righe(self):
        """Quante sono, senza leggerle."""
        return spesa.voci(self.cifra).count()

    @property
    def si_emette(self):
        """C’è qualcosa da mettere in un documento?"""
        return self.al is not None

    @property
    def con_codici(self):
        """Qualche cifra porta il codice che apre le sue righe?"""
        return any(t.con_codici for t in self.tavole)

    def tavola(self, chiave):
        """La tabella con quella chiave (`righe` per le righe una per una), o `None`."""
        if chiave == "righe":
            return self.righe()
        return next((t for t in (*self.tavole, *self.allegate) if t.chiave == chiave), None)

    def dati(self):
        """Altri dati da allegare al PDF, per un programma: coppie nome del file e contenuto da scrivere in JSON."""
        return []
