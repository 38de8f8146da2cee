"""Il riparto di una spesa fra i Comuni: quote fisse, importi per unità e percentuali, ogni colonna a somma esatta.

Dalla somma si tolgono prima le quote fisse e gli importi per unità; ciò che resta si divide fra le percentuali, in centesimi
interi con i resti maggiori (a parità, il criterio scritto prima); poi ogni parte si divide per conto suo (a parità, il codice
minore) e le quote si sommano. Nessun numero con la virgola mobile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .correttivo import Correttivo, elenca
from .formati_italiani import formatta_esatto, formatta_importo
from .importi import ErroreRiparto, Peso, PesoNonValido, SommaPesiNulla, da_centesimi, ripartisci

CENTO = 100


@dataclass(frozen=True)
class Criterio:
    """Un criterio: una `percentuale` di ciò che resta, oppure un importo di `euro_per_unita`, secondo i `dati`.

    In `dati` ogni Comune ha un numero non negativo; `None`, o nessun numero, vuol dire «dato mancante» e ferma il calcolo.
    Con un `correttivo` si divide secondo i dati corretti.
    """

    nome: str
    dati: Mapping[str, Peso | None]
    percentuale: Peso | None = None
    euro_per_unita: Peso | None = None
    correttivo: Correttivo | None = None

    def pesi(self, comuni: Sequence[str]) -> dict[str, Peso]:
        """I dati di tutti i Comuni, corretti; `PesoNonValido` se ne manca uno, con i nomi di chi non l’ha."""
        if mancano := [comune for comune in comuni if self.dati.get(comune) is None]:
            raise PesoNonValido(f"Criterio «{self.nome}»: manca il dato di {elenca(mancano)}.")
        pesi = {comune: dato for comune in comuni if (dato := self.dati[comune]) is not None}
        return self.correttivo.applica(self.nome, pesi) if self.correttivo else pesi

    def dividi(self, centesimi: int, comuni: Sequence[str]) -> dict[str, int]:
        """La parte del criterio divisa fra i Comuni, in centesimi."""
        try:
            return ripartisci(centesimi, self.pesi(comuni))
        except SommaPesiNulla as errore:
            raise SommaPesiNulla(
                f"Criterio «{self.nome}»: il dato è senza valori (la somma è zero) e non si può dividere."
            ) from errore

    def a_consumo(self, comuni: Sequence[str]) -> int:
        """La parte di un criterio a euro per unità: unità per prezzo, al centesimo più vicino (il mezzo centesimo sale)."""
        unita = sum((Fraction(peso) for peso in self.pesi(comuni).values()), Fraction())
        return int(unita * Fraction(self.euro_per_unita or 0) * CENTO + Fraction(1, 2))


@dataclass(frozen=True)
class Riparto:
    """Il risultato in centesimi: la parte di ogni criterio, le quote per criterio (stesso ordine) e quelle complessive."""

    parti: tuple[int, ...]
    dettaglio: tuple[Mapping[str, int], ...]
    quote: Mapping[str, int]


def ripartisci_per_criteri(
    totale: int, criteri: Sequence[Criterio], comuni: Sequence[str], fissi: Mapping[str, int] | None = None
) -> Riparto:
    """Divide `totale` (centesimi) fra i Comuni; `fissi` sono i centesimi che ciascuno deve in ogni caso.

    Errori, con la frase: `ErroreRiparto` (le parti superano il totale, o non lo coprono), `PesoNonValido`, `SommaPesiNulla`.
    """
    comuni = sorted(comuni)
    if not comuni:
        raise ErroreRiparto("Non c’è alcun Comune fra cui dividere.")
    quote = {comune: (fissi or {}).get(comune, 0) for comune in comuni}
    parti = _parti(totale, criteri, comuni, sum(quote.values()))
    dettaglio = tuple(criterio.dividi(parte, comuni) for criterio, parte in zip(criteri, parti, strict=True))
    for colonna in dettaglio:
        for comune, centesimi in colonna.items():
            quote[comune] += centesimi
    return Riparto(parti, dettaglio, quote)


def _parti(totale: int, criteri: Sequence[Criterio], comuni: Sequence[str], fissi: int) -> tuple[int, ...]:
    """La parte di ogni criterio, nell’ordine: a consumo ciò che costa, a percentuale la sua fetta del resto."""
    consumi = {n: c.a_consumo(comuni) for n, c in enumerate(criteri) if c.euro_per_unita is not None}
    percentuali = {n: Fraction(c.percentuale) for n, c in enumerate(criteri) if c.percentuale is not None}
    resto = totale - fissi - sum(consumi.values())
    if resto < 0:
        raise ErroreRiparto(
            f"Quote fisse e importi per unità fanno {_euro(totale - resto)}: superano di {_euro(-resto)} la somma da dividere."
        )
    if not percentuali:
        if resto:
            raise ErroreRiparto(f"Nessun criterio a percentuale divide ciò che resta: mancano {_euro(resto)} per coprire la somma.")
        return tuple(consumi[n] for n in range(len(criteri)))
    if (somma := sum(percentuali.values())) != CENTO:
        raise ErroreRiparto(f"Le percentuali devono fare 100: fanno {formatta_esatto(somma)}.")
    # Con le chiavi a larghezza fissa l’ordine alfabetico è quello in cui i criteri sono scritti.
    fette = ripartisci(resto, {f"{n:09d}": peso for n, peso in percentuali.items()})
    return tuple(consumi[n] if n in consumi else fette[f"{n:09d}"] for n in range(len(criteri)))


def _euro(centesimi: int) -> str:
    return f"{formatta_importo(da_centesimi(centesimi))} €"
