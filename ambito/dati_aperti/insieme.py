"""Che cos’è un insieme di dati aperti: le sue righe, i suoi campi, quanto spesso cambia, di che cosa parla."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices


class Frequenza(TextChoices):
    """Ogni quanto cambia: le voci dell’elenco europeo «frequency»."""

    CONTINUA = "CONT", "continua"
    ANNUALE = "ANNUAL", "annuale"
    IRREGOLARE = "IRREG", "quando cambia"


class Tema(TextChoices):
    """Di che cosa parla: le voci dell’elenco europeo «data-theme»."""

    SOCIALE = "SOCI", "Popolazione e società"
    GOVERNO = "GOVE", "Governo e settore pubblico"
    ECONOMIA = "ECON", "Economia e finanze"


class Tipo(TextChoices):
    """Come si scrive un valore."""

    TESTO = "testo", "testo"
    INTERO = "intero", "numero intero"
    DECIMALE = "decimale", "numero con decimali"
    DATA = "data", "data"
    SI_NO = "si_no", "sì o no"


# `bool` prima di `int`, di cui è un caso.
_TIPI = ((bool, Tipo.SI_NO), (int, Tipo.INTERO), (Decimal, Tipo.DECIMALE), (date, Tipo.DATA), (str, Tipo.TESTO))


@dataclass(frozen=True)
class Campo:
    """Una colonna. Il tipo è quello dell’`esempio`; `da` è il percorso del valore nella riga, o una funzione (di norma il nome).

    `cerca` è la condizione con cui si filtra per valore esatto: senza, per quel campo non si filtra.
    """

    nome: str
    significato: str
    esempio: object
    da: str | Callable = ""
    unita: str = ""
    nullo: bool = False
    cerca: str = ""

    @property
    def tipo(self):
        return next(tipo for genere, tipo in _TIPI if isinstance(self.esempio, genere))

    def leggi(self, riga):
        """Il valore nella riga; un testo vuoto che può mancare manca."""
        valore = self.da(riga) if callable(self.da) else _segui(riga, self.da or self.nome)
        if self.tipo is Tipo.TESTO and valore is not None:
            valore = str(valore)
        return None if self.nullo and valore == "" else valore


def _segui(riga, percorso):
    for pezzo in percorso.split("."):
        if riga is None:
            return None
        riga = riga[pezzo] if isinstance(riga, dict) else getattr(riga, pezzo)
    return riga


@dataclass(frozen=True)
class Insieme:
    """Un insieme di dati. `righe(oggi)` ne dà le righe già pubbliche, sempre nello stesso ordine: queryset o elenco.

    `aggiornato(oggi)` dice di che giorno è l’ultimo cambiamento; senza, o se non si sa, vale il giorno in cui si chiede.
    """

    codice: str
    titolo: str
    descrizione: str
    righe: Callable
    campi: tuple[Campo, ...]
    temi: tuple[Tema, ...]
    frequenza: Frequenza
    parole: tuple[str, ...]
    aggiornato: Callable | None = None
    avvertenza: str = ""

    def campo(self, nome):
        """Il campo con quel nome, o `None`."""
        return next((campo for campo in self.campi if campo.nome == nome), None)

    @property
    def filtri(self):
        """I campi per cui si può filtrare."""
        return [campo for campo in self.campi if campo.cerca]

    def cambiato(self, oggi):
        """Il giorno dell’ultimo cambiamento, mai dopo oggi."""
        return min((self.aggiornato and self.aggiornato(oggi)) or oggi, oggi)


@dataclass(frozen=True)
class Licenza:
    """Con quali diritti si riusano i dati."""

    nome: str
    sigla: str
    versione: str
    indirizzo: str
    voce: str
    genere: str


LICENZA = Licenza(
    nome="Creative Commons Attribuzione 4.0 Internazionale",
    sigla="CC BY 4.0",
    versione="4.0",
    indirizzo="https://creativecommons.org/licenses/by/4.0/deed.it",
    voce="https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40",
    genere="http://purl.org/adms/licencetype/Attribution",
)
