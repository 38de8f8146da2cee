"""Numeri, importi e date come si scrivono in Italia: ogni filtro torna una stringa pronta."""

import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django import template

register = template.Library()

ROMA = ZoneInfo("Europe/Rome")
MESI = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)
ASSENTE = "–"


def _migliaia(intero: int) -> str:
    return f"{intero:,}".replace(",", ".")


def _decimale(valore: Decimal, cifre: int) -> str:
    arrotondato = valore.quantize(Decimal(1).scaleb(-cifre), rounding=ROUND_HALF_UP)
    segno = "−" if arrotondato < 0 else ""
    interi, _, decimali = f"{abs(arrotondato):f}".partition(".")
    return f"{segno}{_migliaia(int(interi))}{',' + decimali if decimali else ''}"


def _esatto(valore) -> Decimal:
    """Decimal da Decimal, intero o frazione; i numeri in virgola mobile non entrano nelle pagine."""
    if isinstance(valore, float):
        raise TypeError("Un numero in virgola mobile non si mostra: servono Decimal, int o Fraction.")
    if isinstance(valore, (Decimal, int)):
        return Decimal(valore)
    return Decimal(valore.numerator) / Decimal(valore.denominator)


@register.filter
def euro(valore):
    """Decimal in euro → «1.234,56 €»; None → «–»."""
    return ASSENTE if valore is None else f"{_decimale(_esatto(valore), 2)} €"


@register.filter
def euro_da_centesimi(centesimi):
    """Centesimi interi → «1.234,56 €»; None → «–»."""
    return ASSENTE if centesimi is None else euro(Decimal(centesimi).scaleb(-2))


@register.filter
def numero(valore, cifre=0):
    """Intero (o Decimal, con le cifre decimali volute) → «1.234»; None → «–»."""
    return ASSENTE if valore is None else _decimale(_esatto(valore), cifre)


@register.filter
def percento(valore, cifre=1):
    """Quota (Fraction o Decimal: 0,254 è il 25,4 %) → «25,4 %»; None → «–»."""
    return ASSENTE if valore is None else f"{_decimale(_esatto(valore) * 100, cifre)} %"


def _locale(valore):
    return valore.astimezone(ROMA) if isinstance(valore, datetime.datetime) and valore.tzinfo else valore


@register.filter
def data(valore):
    """Data (o istante, nell'ora di Roma) → «25 novembre 2026»; None → «–»."""
    if valore is None:
        return ASSENTE
    giorno = _locale(valore)
    return f"{'1º' if giorno.day == 1 else giorno.day} {MESI[giorno.month - 1]} {giorno.year}"


@register.filter
def data_breve(valore):
    """Data → «25/11/2026»; None → «–»."""
    return ASSENTE if valore is None else f"{_locale(valore):%d/%m/%Y}"


@register.filter
def data_ora(valore):
    """Istante, nell'ora di Roma → «25/11/2026 10:32»; None → «–»."""
    return ASSENTE if valore is None else f"{_locale(valore):%d/%m/%Y %H:%M}"


@register.filter
def ora(valore):
    """Istante, nell'ora di Roma → «10:32»; None → «–»."""
    return ASSENTE if valore is None else f"{_locale(valore):%H:%M}"
