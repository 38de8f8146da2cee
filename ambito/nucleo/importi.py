"""Importi in centesimi interi e divisione di una somma senza perdere un centesimo (i criteri stanno in `riparto`)."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction

Peso = int | Fraction | Decimal


class ErroreRiparto(ValueError):
    """Il riparto non si può calcolare: la frase spiega perché."""


class SommaPesiNulla(ErroreRiparto):
    """Tutti i pesi valgono zero, oppure non ce ne sono."""


class PesoNonValido(ErroreRiparto):
    """Un peso è negativo, non è un numero esatto oppure manca."""


class ErroreImporto(ValueError):
    """Il valore non è un importo con al più due decimali."""


def in_centesimi(importo: Decimal) -> int:
    """Importo in euro → centesimi interi; `ErroreImporto` se ha più di due decimali o non è finito."""
    try:
        centesimi = Decimal(importo).scaleb(2)
        intero = int(centesimi)
    except (InvalidOperation, OverflowError, ValueError, TypeError) as errore:
        raise ErroreImporto("Il valore non è un importo.") from errore
    if isinstance(importo, float) or centesimi != intero:
        raise ErroreImporto("L’importo ha più di due decimali.")
    return intero


def da_centesimi(centesimi: int) -> Decimal:
    """Centesimi interi → euro, sempre con due decimali."""
    segno, cifre = ("-", str(-centesimi)) if centesimi < 0 else ("", str(centesimi))
    cifre = cifre.zfill(3)
    return Decimal(f"{segno}{cifre[:-2]}.{cifre[-2:]}")


def _peso_esatto(chiave: str, peso: Peso) -> Fraction:
    if isinstance(peso, bool) or not isinstance(peso, int | Fraction | Decimal):
        raise PesoNonValido(f"Il dato di «{chiave}» manca o non è un numero esatto.")
    if isinstance(peso, Decimal) and not peso.is_finite():
        raise PesoNonValido(f"Il dato di «{chiave}» non è un numero.")
    if peso < 0:
        raise PesoNonValido(f"Il dato di «{chiave}» è negativo.")
    return Fraction(peso)


def ripartisci(totale_centesimi: int, pesi: Mapping[str, Peso]) -> dict[str, int]:
    """Divide una somma in proporzione ai pesi, con il metodo dei resti maggiori.

    A parità di resto il centesimo va prima alla chiave minore (per i Comuni: il codice ISTAT).
    La somma delle quote è sempre il totale. Errori: `SommaPesiNulla`, `PesoNonValido`.
    """
    esatti = {chiave: _peso_esatto(chiave, peso) for chiave, peso in pesi.items()}
    somma = sum(esatti.values(), Fraction())
    if somma == 0:
        raise SommaPesiNulla("Il criterio non ha valori: la somma è zero e non si può dividere.")
    segno, valore = (-1, -totale_centesimi) if totale_centesimi < 0 else (1, totale_centesimi)
    teoriche = {chiave: valore * peso / somma for chiave, peso in esatti.items()}
    quote = {chiave: teorica.numerator // teorica.denominator for chiave, teorica in teoriche.items()}
    avanzo = valore - sum(quote.values())
    ordine = sorted(quote, key=lambda chiave: (quote[chiave] - teoriche[chiave], chiave))
    for chiave in ordine[:avanzo]:
        quote[chiave] += 1
    return {chiave: segno * quota for chiave, quota in quote.items()}
