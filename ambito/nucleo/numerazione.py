"""Tabelle e figure numerate per capitolo («Tabella 3.2 – Residenti»): un capitolo che cambia non sposta i numeri degli altri."""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape, unescape

_MARCATORE = re.compile(r"<[^>]*>")
_PEZZO = re.compile(
    r'<[a-z]+ data-numera="(?P<numero>[^"]*)"'
    r"|<h(?P<livello>[2-6])[^>]*>(?P<titolo>.*?)</h(?P=livello)>"
    r"|(?P<apre><table(?: [^>]*)?>)\s*(?:<caption>(?P<didascalia>.*?)</caption>)?"
    r"|<figcaption>(?P<figura>.*?)</figcaption>",
    re.S,
)


@dataclass(frozen=True)
class Voce:
    """Una riga degli elenchi in testa al documento: «Tabella 3.2», la didascalia, il nome del punto a cui rimandare."""

    specie: str
    numero: str
    didascalia: str
    arrivo: str

    @property
    def etichetta(self) -> str:
        return f"{self.specie} {self.numero}"


class _Numeratore:
    """Legge i pezzi in fila: ogni tabella e figura prende il numero del capitolo, o della scheda (`data-numera`), in cui sta."""

    def __init__(self, numero: str, titolo: str) -> None:
        self.numero, self.titolo = numero, titolo
        self.voci: list[Voce] = []
        self.quante: Counter[tuple[str, str]] = Counter()

    def __call__(self, pezzo: re.Match[str]) -> str:
        if pezzo["numero"] is not None:
            self.numero = unescape(pezzo["numero"])
        elif pezzo["livello"]:
            self.titolo = _parole(pezzo["titolo"])
        elif pezzo["figura"] is not None:
            return self._didascalia("figcaption", "Figura", _parole(pezzo["figura"]))
        else:
            # Le tabelle scritte a mano non hanno didascalia: prendono il titolo sotto cui stanno.
            testo = self.titolo if pezzo["didascalia"] is None else _parole(pezzo["didascalia"])
            return pezzo["apre"] + self._didascalia("caption", "Tabella", testo)
        return pezzo[0]

    def _didascalia(self, marcatore: str, specie: str, testo: str) -> str:
        self.quante[specie, self.numero] += 1
        numero = f"{self.numero}.{self.quante[specie, self.numero]}"
        voce = Voce(specie, numero, testo, f"{specie.lower()}-{numero}")
        self.voci.append(voce)
        return f'<{marcatore} id="{escape(voce.arrivo)}">{escape(voce.etichetta)} – {escape(testo)}</{marcatore}>'


def _parole(html: str) -> str:
    return unescape(_MARCATORE.sub("", html)).strip()


def numera(html: str, numero: str, titolo: str) -> tuple[str, list[Voce]]:
    """L’HTML di un capitolo con tabelle e figure numerate, e le voci per gli elenchi.

    Da un elemento con `data-numera="D1"` in poi il numero comincia con D1. `numero` e `titolo` sono quelli del capitolo.
    """
    numeratore = _Numeratore(numero, titolo)
    return _PEZZO.sub(numeratore, html), numeratore.voci
