"""Numeri, importi, date e codici ISTAT come li scrive una persona in Italia.

Scelte sugli importi, perché nessun importo cambi di mille volte senza che qualcuno se ne accorga:

- con punto e virgola insieme l'ultimo dei due è il decimale, purché le migliaia siano a gruppi di tre;
- un solo punto seguito da tre cifre separa le migliaia, all'italiana: «1.234» sono 1234 euro;
- un solo punto che non può separare le migliaia («1234.56», «0.50») è il decimale;
- «12.34» si rifiuta: può essere 12,34 oppure un 12.340 a cui manca una cifra;
- «1,234» si rifiuta: tre decimali non sono un importo e all'inglese sarebbe 1234.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

MESI = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip
MASSIMO_IMPORTO = Decimal("999999999999.99")

# Spazi fissi e sottili, segni meno tipografici, apostrofo curvo.
_DA_TASTIERA = str.maketrans("\u00a0\u202f\u2009\u2007\u2212\u2012\u2013’", "    ---'")
# Come si scrive quasi sempre un importo in un foglio: si legge senza passare da tutti i casi.
_SEMPLICE = re.compile(r"[0-9]{1,9}(?:,[0-9]{1,2})?")
_CENTESIMO = Decimal("0.01")
_GRUPPI = {sep: re.compile(rf"[0-9]{{1,3}}(?:{re.escape(sep)}[0-9]{{3}})+") for sep in ".,' "}


class ErroreFormato(ValueError):
    """Quello che è scritto non si capisce: il messaggio è una frase da mostrare."""


def _mostra(testo: str) -> str:
    """Il testo citato nei messaggi: corto e senza caratteri invisibili."""
    pulito = "".join(c if c.isprintable() else "�" for c in testo.strip())
    return f"«{pulito[:40]}…»" if len(pulito) > 40 else f"«{pulito}»"


def _normale(testo: object) -> str:
    """Spazi e segni meno ridotti a quelli della tastiera; `ErroreFormato` se è vuoto o non è testo."""
    if not isinstance(testo, str):
        raise ErroreFormato("Il valore non è un testo.")
    normale = testo.translate(_DA_TASTIERA).strip()
    if not normale:
        raise ErroreFormato("Manca il valore.")
    return normale


def _segno(testo: str) -> tuple[int, str]:
    """Separa il segno, anche in fondo («5,00-») o fra parentesi come in contabilità."""
    if testo.startswith("(") and testo.endswith(")"):
        return -1, testo[1:-1].strip()
    if testo.startswith("-"):
        return -1, testo[1:].strip()
    if testo.endswith("-"):
        return -1, testo[:-1].strip()
    return 1, testo.removeprefix("+").strip()


def _senza_migliaia(testo: str, separatori: str) -> str | None:
    """Le sole cifre, se `testo` è un intero semplice o a gruppi di tre; altrimenti None."""
    if re.fullmatch(r"[0-9]+", testo):
        return testo
    for separatore in separatori:
        if _GRUPPI[separatore].fullmatch(testo):
            return testo.replace(separatore, "")
    return None


def _decimale_con_virgola(intero: str, decimali: str, originale: str) -> str:
    cifre = _senza_migliaia(intero, ".' ")
    if cifre is None or not re.fullmatch(r"[0-9]+", decimali):
        raise ErroreFormato(f"{_mostra(originale)} non è un importo: scrivi per esempio «1.234,56».")
    if len(decimali) > 2:
        raise ErroreFormato(f"{_mostra(originale)} ha più di due decimali: scrivi per esempio «1.234,56».")
    return f"{cifre}.{decimali}"


def _decimale_con_punto(testo: str, originale: str) -> str:
    """Interpreta un importo che ha il punto e non la virgola decimale (vedi le scelte in testa al modulo)."""
    if cifre := _senza_migliaia(testo, ".' "):
        return cifre
    intero, _, decimali = testo.rpartition(".")
    cifre = _senza_migliaia(intero, ",' ")
    if cifre is None or not re.fullmatch(r"[0-9]+", decimali):
        raise ErroreFormato(f"{_mostra(originale)} non è un importo: scrivi per esempio «1.234,56».")
    if len(decimali) > 2:
        raise ErroreFormato(f"{_mostra(originale)} ha più di due decimali: scrivi per esempio «1.234,56».")
    if intero.isdigit() and len(intero) <= 3 and intero.strip("0"):
        raise ErroreFormato(f"{_mostra(originale)} non è chiaro: se sono euro e centesimi scrivi «{intero},{decimali}».")
    return f"{cifre}.{decimali}"


def leggi_importo(testo: str) -> Decimal:
    """Importo in euro scritto da una persona → `Decimal` con due decimali; `ErroreFormato` se non è chiaro."""
    if isinstance(testo, str) and _SEMPLICE.fullmatch(testo):
        return Decimal(testo.replace(",", ".")).quantize(_CENTESIMO)
    normale = _normale(testo)
    if len(normale) > 60:
        raise ErroreFormato(f"{_mostra(testo)} è troppo lungo per un importo.")
    segno, corpo = _segno(re.sub(r"^(?:€|EUR\b)|(?:€|\bEUR)$", "", normale, flags=re.I).strip())
    corpo = re.sub(r"^(?:€|EUR\b)|(?:€|\bEUR)$", "", corpo, flags=re.I).strip()
    virgola, punto = corpo.rfind(","), corpo.rfind(".")
    if virgola > punto:
        numero = _decimale_con_virgola(corpo[:virgola], corpo[virgola + 1 :], testo)
    else:
        numero = _decimale_con_punto(corpo, testo)
    importo = segno * Decimal(numero)
    if abs(importo) > MASSIMO_IMPORTO:
        raise ErroreFormato(f"{_mostra(testo)} è un importo troppo grande.")
    return importo.quantize(_CENTESIMO) + 0


def leggi_intero(testo: str, minimo: int | None = None, massimo: int | None = None) -> int:
    """Intero, anche con il punto delle migliaia; `ErroreFormato` fuori dai limiti o se ha decimali."""
    segno, corpo = _segno(_normale(testo))
    cifre = _senza_migliaia(corpo, ".' ")
    if cifre is None:
        raise ErroreFormato(f"{_mostra(testo)} non è un numero intero.")
    if len(cifre) > 15:
        raise ErroreFormato(f"{_mostra(testo)} è un numero troppo grande.")
    valore = segno * int(cifre)
    if minimo is not None and valore < minimo:
        raise ErroreFormato(f"{_mostra(testo)} è troppo piccolo: il minimo è {formatta_numero(minimo)}.")
    if massimo is not None and valore > massimo:
        raise ErroreFormato(f"{_mostra(testo)} è troppo grande: il massimo è {formatta_numero(massimo)}.")
    return valore


def leggi_data(testo: str) -> date:
    """Data «gg/mm/aaaa» (anche con punti o trattini) oppure «aaaa-mm-gg»; anni dal 1900 al 2100."""
    normale = _normale(testo)
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}", normale):
        raise ErroreFormato(f"{_mostra(testo)}: scrivi l’anno con quattro cifre, per esempio 05/03/2025.")
    if iso := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00:00)?", normale):
        anno, mese, giorno = (int(parte) for parte in iso.groups())
    elif italiana := re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})", normale):
        giorno, mese, anno = (int(italiana[n]) for n in (1, 3, 4))
    else:
        raise ErroreFormato(f"{_mostra(testo)} non è una data: scrivi giorno/mese/anno, per esempio 05/03/2025.")
    if not 1900 <= anno <= 2100:
        raise ErroreFormato(f"{_mostra(testo)}: l’anno deve stare fra 1900 e 2100.")
    try:
        return date(anno, mese, giorno)
    except ValueError as errore:
        raise ErroreFormato(f"{_mostra(testo)}: questo giorno non esiste nel calendario.") from errore


def leggi_codice_istat(testo: str) -> str:
    """Codice ISTAT del Comune, sei cifre come testo.

    Non corregge da sé lo zero iniziale perso (tipico dei fogli di calcolo): lo dice e propone la forma giusta.
    """
    normale = _normale(testo)
    if re.fullmatch(r"[0-9]{6}", normale):
        return normale
    if re.fullmatch(r"[0-9]{4,5}", normale):
        raise ErroreFormato(f"{_mostra(testo)}: manca lo zero iniziale: forse «{normale.zfill(6)}».")
    raise ErroreFormato(f"{_mostra(testo)} non è un codice ISTAT di Comune: servono sei cifre, per esempio «098031».")


def _con_punti(intero: int) -> str:
    return f"{intero:,}".replace(",", ".")


def formatta_numero(valore: int | Decimal | Fraction, decimali: int = 0) -> str:
    """Numero all'italiana, arrotondato per eccesso a metà: 1234.5 con un decimale → «1.234,5»."""
    # Un numero intero, il caso di ogni riga di un elenco, non passa dalle frazioni: costano dieci volte tanto.
    arrotondato = abs(valore) * 10**decimali if isinstance(valore, int) else _a_meta_per_eccesso(valore, decimali)
    intero, resto = divmod(arrotondato, 10**decimali)
    segno = "-" if valore < 0 and arrotondato else ""
    return segno + _con_punti(intero) + (f",{resto:0{decimali}}" if decimali else "")


def _a_meta_per_eccesso(valore: Decimal | Fraction, decimali: int) -> int:
    return int((abs(Fraction(valore)) * 10**decimali + Fraction(1, 2)) // 1)


def formatta_misura(valore: int | Decimal | Fraction | None, decimali: int = 2) -> str:
    """Numero senza decimali se è intero, altrimenti con `decimali`: «12», «12,50»; vuoto se manca."""
    if valore is None:
        return ""
    return formatta_numero(valore, 0 if valore == int(valore) else decimali)


def formatta_esatto(valore: int | Decimal | Fraction, minimo: int = 0, massimo: int = 6) -> str:
    """Numero con tutti e soli i decimali che ha, fra `minimo` e `massimo`: «70», «5,20» (minimo 2), «33,3333»."""
    esatto = Fraction(valore)
    decimali = next((n for n in range(minimo, massimo) if (esatto * 10**n).denominator == 1), massimo)
    return formatta_numero(esatto, decimali)


def formatta_importo(importo: Decimal | int) -> str:
    """Importo con due decimali e senza simbolo: «1.234,56» (si rilegge con `leggi_importo`)."""
    return formatta_numero(Decimal(importo).quantize(Decimal("0.01"), ROUND_HALF_UP), 2)


def formatta_data(giorno: date | None, esteso: bool = False) -> str:
    """«05/03/2025», oppure «5 marzo 2025» se `esteso` (il primo del mese è «1º»); vuota se la data non c’è."""
    if giorno is None:
        return ""
    if not esteso:
        return f"{giorno.day:02d}/{giorno.month:02d}/{giorno.year:04d}"
    numero = "1º" if giorno.day == 1 else str(giorno.day)
    return f"{numero} {MESI[giorno.month - 1]} {giorno.year}"


def conta(quanti: int, singolare: str, plurale: str) -> str:
    """«1 Comune», «1.204 Comuni»."""
    return f"{formatta_numero(quanti)} {singolare if quanti == 1 else plurale}"
