"""Il codice breve di una cifra del bilancio: dice da sé di quali righe, e di quale versione, è la somma.

«B2025.1-OA2-FFNPS-C098019» è quanto l’assestamento 1 del 2025 stanzia per l’obiettivo A2, con il Fondo nazionale, per Codogno.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from rendicontazione.filtri.bilancio import DELL_AMBITO
from rendicontazione.rapporti.codici import CodiceNonLeggibile, componi, scomponi

TESTA = re.compile(r"B(\d{4})\.(\d{1,4})")
LETTERE = {"O": "obiettivo", "F": "fondo", "C": "comune"}


@dataclass(frozen=True)
class CifraBilancio:
    """Una versione e, se servono, obiettivo, fondo e Comune (Istat; vuoto = di tutto l’Ambito), per codice; `None` = tutti."""

    anno: int
    numero: int
    obiettivo: str | None = None
    fondo: str | None = None
    comune: str | None = None

    @property
    def codice(self):
        """Il codice da stampare accanto alla cifra."""
        return componi(f"B{self.anno}.{self.numero}", LETTERE, self)

    @classmethod
    def leggi(cls, codice):
        """La cifra di un codice; `CodiceNonLeggibile` se non è scritto come questa classe lo scrive."""
        testa, valori = scomponi(codice, LETTERE)
        versione = TESTA.fullmatch(testa)
        cifra = cls(int(versione[1]), int(versione[2]), **valori) if versione else None
        if cifra is None or cifra.codice != codice:
            raise CodiceNonLeggibile(f"«{codice}» non è il codice di una cifra del bilancio.")
        return cifra

    @property
    def filtri(self):
        """Come si scelgono quelle righe nella pagina della versione (la parte dell’indirizzo dopo il punto interrogativo)."""
        scelti = {nome: getattr(self, nome) for nome in LETTERE.values() if getattr(self, nome) is not None}
        if self.comune == "":
            scelti["comune"] = DELL_AMBITO
        return urlencode(scelti)

    def con(self, **altre):
        """La stessa cifra, ristretta ad altre dimensioni."""
        return replace(self, **altre)
