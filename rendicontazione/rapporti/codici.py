"""Il codice breve di una cifra: dice da sé di quali righe è la somma, quindi non scade e non si conserva.

«R2024-C098019-AANZ» è la spesa 2024 di Codogno per gli anziani. Non è un segreto: chi lo apre deve poter vedere quelle righe.
"""

import re
from dataclasses import dataclass, fields

from django.conf import settings
from django.urls import reverse

from ambito.errori import ErroreAtteso

ANNI = re.compile(r"R(\d{4}(?:\.\d{4})*)")
# Lettera del codice → dimensione della spesa.
LETTERE = {"C": "comune", "A": "area", "I": "intervento", "F": "fondo"}
# Un trattino dentro un codice di catalogo si scrive così: il trattino vero separa le parti.
TRATTINO = "~"
SEGNAPOSTO = "CODICE"


class CodiceNonLeggibile(ErroreAtteso):
    """Il codice non ha la forma di un codice di rapporto."""


def componi(testa, lettere, cifra):
    """Il codice di una cifra: la testa, poi una parte per ogni dimensione che dice, con la sua lettera."""
    dette = [(lettera, getattr(cifra, nome)) for lettera, nome in lettere.items()]
    return "-".join([testa, *(f"{lettera}{v.replace('-', TRATTINO)}" for lettera, v in dette if v is not None)])


def scomponi(codice, lettere):
    """`(testa, {dimensione: valore})`; le parti che non si riconoscono si lasciano, e il codice ricomposto non è più quello."""
    testa, *parti = codice.split("-")
    return testa, {lettere[p[0]]: p[1:].replace(TRATTINO, "-") for p in parti if p and p[0] in lettere}


def indirizzo(ambito):
    """L’indirizzo pubblico di una cifra, a cui manca il codice: così si stampa nei documenti."""
    completo = settings.INDIRIZZO_PUBBLICO + reverse("rendicontazione:cifra", args=[ambito.slug, SEGNAPOSTO])
    return completo.removesuffix(f"{SEGNAPOSTO}/")


@dataclass(frozen=True)
class Cifra:
    """Di quali righe una cifra è la somma: gli anni e, se servono, Comune (Istat), area, intervento, fondo.

    `None` = tutti; testo vuoto = le righe senza (per esempio senza un fondo indicato).
    """

    anni: tuple[int, ...]
    comune: str | None = None
    area: str | None = None
    intervento: str | None = None
    fondo: str | None = None

    @property
    def codice(self):
        """Il codice da stampare accanto alla cifra."""
        return componi(f"R{'.'.join(map(str, self.anni))}", LETTERE, self)

    @classmethod
    def leggi(cls, codice):
        """La cifra di un codice; `CodiceNonLeggibile` se non è scritto come questa classe lo scrive."""
        testa, valori = scomponi(codice, LETTERE)
        anni = ANNI.fullmatch(testa)
        cifra = cls(tuple(map(int, anni[1].split("."))), **valori) if anni else None
        if cifra is None or cifra.codice != codice:
            raise CodiceNonLeggibile(f"«{codice}» non è il codice di una cifra di un rapporto.")
        return cifra

    @property
    def filtri(self):
        """Le condizioni sulle righe di spesa."""
        strade = {"comune": "rendiconto__comune__codice_istat", "area": "area__codice", "intervento": "intervento__codice"}
        scelti = {strade[n]: getattr(self, n) for n in strade if getattr(self, n) is not None}
        if self.fondo is not None:
            scelti |= {"fondo__codice": self.fondo} if self.fondo else {"fondo__isnull": True}
        return {"rendiconto__campagna__anno__in": self.anni, **scelti}

    def con(self, **altre):
        """La stessa cifra, ristretta ad altre dimensioni."""
        return Cifra(**{campo.name: getattr(self, campo.name) for campo in fields(self)} | altre)
