"""Le password già note a chi prova a indovinarle: un elenco d’impronte dentro il portale, nessuna rete."""

import hashlib
import mmap
import re
from functools import cache

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError

from ambito.riferimenti import DATI

ELENCO = DATI / "password-note.bin"
# Cinque byte bastano: con centomila voci un falso allarme capita meno di una volta su dieci milioni.
LARGHEZZA = 5
CIFRE_COME_LETTERE = str.maketrans("013457@$!", "oieastasi")
NOTA = (
    "Questa password è fra quelle che chi attacca prova per prime, o le somiglia troppo. Scegli tre o quattro parole senza legame."
)


def impronta(testo):
    """I primi byte di SHA-256: quanto basta a riconoscere, troppo poco per risalire."""
    return hashlib.sha256(testo.encode()).digest()[:LARGHEZZA]


@cache
def _elenco():
    with ELENCO.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def e_nota(testo):
    """Quel testo, così com’è scritto (in minuscolo), è nell’elenco? Ricerca binaria nel file ordinato."""
    elenco, cercata = _elenco(), impronta(testo)
    basso, alto = 0, len(elenco) // LARGHEZZA
    while basso < alto:
        mezzo = (basso + alto) // 2
        if elenco[mezzo * LARGHEZZA : (mezzo + 1) * LARGHEZZA] < cercata:
            basso = mezzo + 1
        else:
            alto = mezzo
    return elenco[basso * LARGHEZZA : (basso + 1) * LARGHEZZA] == cercata


def varianti(password):
    """Le forme a cui chi attacca arriva subito: senza cifre e segni ai lati, con le lettere al loro posto, non ripetuta."""
    base = password.lower()
    nocciolo = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", base)
    forme = {base, nocciolo, base.translate(CIFRE_COME_LETTERE), nocciolo.translate(CIFRE_COME_LETTERE)}
    forme |= {ripetuta[1] for forma in set(forme) if (ripetuta := re.fullmatch(r"(.+?)\1+", forma))}
    # Un nocciolo più corto di così dice poco della password che lo contiene.
    return {forma for forma in forme if len(forma) >= 4}


class PasswordLunga(MinimumLengthValidator):
    """La lunghezza minima, detta in italiano: la traduzione che viene con Django è rimasta indietro."""

    def get_error_message(self):
        return f"Questa password è troppo corta: servono almeno {self.min_length} caratteri."

    def get_help_text(self):
        return f"Almeno {self.min_length} caratteri. Una frase lunga è più sicura di una parola complicata."


class PasswordNota:
    """Rifiuta le password comuni e quelle che ne sono un travestimento."""

    def validate(self, password, user=None):
        if any(e_nota(forma) for forma in varianti(password)):
            raise ValidationError(NOTA, code="password_nota")

    def get_help_text(self):
        return "Non può essere una password comune, né una che le somiglia (per esempio con un anno in fondo)."
