"""Importi in centesimi interi e riparto di una somma senza perdere un centesimo."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Criterio:
    """Un criterio di riparto: quanta parte del totale (`quota`) si divide secondo `dati`.

    In `dati` ogni partecipante ha un numero; `None` vuol dire «dato mancante» e ferma il calcolo,
    salvo che la sua chiave stia fra gli `zeri_certificati`.
    """

    nome: str
    quota: Peso
    dati: Mapping[str, Peso | None]
    zeri_certificati: frozenset[str] = field(default_factory=frozenset)

    def pesi(self, partecipanti: list[str]) -> dict[str, Peso]:
        """I dati di tutti i partecipanti; `PesoNonValido` se ne manca uno non certificato a zero."""
        pesi: dict[str, Peso] = {}
        for chiave in partecipanti:
            dato = self.dati.get(chiave)
            if dato is None and chiave not in self.zeri_certificati:
                raise PesoNonValido(f"Criterio «{self.nome}»: manca il dato di «{chiave}».")
            pesi[chiave] = 0 if dato is None else dato
        return pesi


@dataclass(frozen=True)
class Riparto:
    """Il risultato: parte di ogni criterio, quote per criterio e quote complessive, in centesimi."""

    parti: dict[str, int]
    dettaglio: dict[str, dict[str, int]]
    quote: dict[str, int]


def ripartisci_per_criteri(
    totale_centesimi: int, criteri: list[Criterio], partecipanti: list[str], fissi: Mapping[str, int] | None = None
) -> Riparto:
    """Riparto con quote fisse e più criteri.

    Dal totale si tolgono i `fissi` (centesimi per partecipante); il resto si divide prima fra i criteri
    secondo la loro `quota`, poi ogni parte per conto suo con i resti maggiori: così torna ogni colonna
    e torna il totale.
    """
    fissi = fissi or {}
    quote = {chiave: fissi.get(chiave, 0) for chiave in sorted(partecipanti)}
    resto = totale_centesimi - sum(quote.values())
    if resto < 0:
        raise ErroreRiparto("Le quote fisse superano la somma da dividere.")
    parti = ripartisci(resto, {criterio.nome: criterio.quota for criterio in criteri}) if criteri else {}
    if not criteri and resto:
        raise ErroreRiparto("Resta una somma da dividere ma non c’è alcun criterio.")
    dettaglio = {}
    for criterio in criteri:
        dettaglio[criterio.nome] = ripartisci(parti[criterio.nome], criterio.pesi(list(quote)))
        for chiave, centesimi in dettaglio[criterio.nome].items():
            quote[chiave] += centesimi
    return Riparto(parti, dettaglio, quote)
