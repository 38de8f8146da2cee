"""Le cifre inventate di una riga di spesa: un costo per abitante mosso di poco, in centesimi esatti, sempre le stesse."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

MARCHIO = "dato dimostrativo"
QUOTE = ("compartecipazione_utenti", "quota_ssn", "altre_entrate")
CENTESIMO = Decimal("0.01")


@dataclass(frozen=True)
class Modello:
    """Una riga tipo, con i codici di catalogo: quanto costa e a quanti serve.

    `costo`: la lorda per abitante, in centesimi; `utenti` ogni centomila abitanti; `quote` di utenti, servizio sanitario e altre
    entrate sulla lorda, per mille.
    """

    intervento: str
    area: str
    forma: str
    fondo: str | None
    costo: int
    utenti: int
    quote: tuple[int, int, int]


def caso(seme, che_cosa, quanti):
    """Un numero da 0 a `quanti` - 1 che per lo stesso seme è sempre lo stesso."""
    return int(sha256(f"{seme} {che_cosa}".encode()).hexdigest()[:8], 16) % quanti


def cifre(modello, residenti, seme):
    """Utenti e importi di quella riga in un Comune con tanti residenti."""
    codice, area = modello.intervento, modello.area
    variazione = 80 + caso(seme, f"{codice} {area}", 45)
    lorda = Decimal(residenti * modello.costo * variazione // 100 + caso(seme, f"centesimi {codice} {area}", 100)).scaleb(-2)
    return {
        "utenti": max(1, residenti * modello.utenti // 100_000),
        "spesa_lorda": lorda,
        **{nome: (lorda * quota / 1000).quantize(CENTESIMO) for nome, quota in zip(QUOTE, modello.quote, strict=True)},
        "liquidato": (lorda * (850 + caso(seme, "liquidato", 140)) / 1000).quantize(CENTESIMO),
    }
