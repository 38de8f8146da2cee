"""Il codice breve di una cifra del bilancio: dice da sé di quali righe, e di quale versione, è la somma.

«B2025.1-OA2-FFNPS-C098019» è quanto l’assestamento 1 del 2025 stanzia per l’obiettivo A2, con il Fondo nazionale, per Codogno.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from rendicontazione.filtri.bilancio import DELL_AMBITO
from rendicontazione.rapporti.codici import TRATTINO, CodiceNonLeggibile

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
        parti = [(lettera, getattr(self, nome)) for lettera, nome in LETTERE.items()]
        dette = [f"{lettera}{valore.replace('-', TRATTINO)}" for lettera, valore in parti if valore is not None]
        return "-".join([f"B{self.anno}.{self.numero}", *dette])

    @classmethod
    def leggi(cls, codice):
        """La cifra di un codice; `CodiceNonLeggibile` se non è scritto come questa classe lo scrive."""
        testa, *parti = codice.split("-")
        versione = TESTA.fullmatch(testa)
        valori = {LETTERE[p[0]]: p[1:].replace(TRATTINO, "-") for p in parti if p and p[0] in LETTERE}
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
