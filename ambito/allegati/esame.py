"""L’esame di un file che qualcuno allega: che cos’è, quanto pesa, se ci sono dentro codici fiscali di persone."""

from typing import NamedTuple

from ambito.allegati.riconoscimento import nome_pulito, riconosci
from ambito.allegati.testo import conta_codici_fiscali
from ambito.nucleo.impronta import impronta_file


class Esaminato(NamedTuple):
    """Ciò che si conserva di un file accanto ai suoi byte; `codici_fiscali` è `None` se il testo non si legge."""

    nome: str
    formato: str
    dimensione: int
    sha256: str
    codici_fiscali: int | None


def esamina(nome, byte):
    """Il file riconosciuto dal contenuto, con il nome ripulito; `AllegatoNonAmmesso` con la frase se non si può allegare."""
    nome = nome_pulito(nome)
    formato = riconosci(nome, byte)
    return Esaminato(nome, formato, len(byte), impronta_file(byte), conta_codici_fiscali(nome, formato, byte))
