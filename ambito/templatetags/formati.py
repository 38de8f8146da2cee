"""Numeri, importi e date come si scrivono in Italia: ogni filtro torna una stringa pronta, «–» se il valore manca."""

from datetime import datetime
from decimal import Decimal
from functools import wraps
from zoneinfo import ZoneInfo

from django import template

from ambito.nucleo import codici, formati_italiani
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_misura, formatta_numero

register = template.Library()

ROMA = ZoneInfo("Europe/Rome")
ASSENTE = "–"


def _filtro(funzione):
    """Registra il filtro: un valore assente si mostra come trattino, un numero in virgola mobile è un errore."""

    @register.filter(name=funzione.__name__)
    @wraps(funzione)
    def applica(valore, *argomenti):
        if valore is None:
            return ASSENTE
        if isinstance(valore, float):
            raise TypeError("Un numero in virgola mobile non si mostra: servono Decimal, int o Fraction.")
        return funzione(valore, *argomenti)

    return applica


def _a_roma(valore):
    return valore.astimezone(ROMA) if isinstance(valore, datetime) and valore.tzinfo else valore


@_filtro
def euro(valore):
    """Decimal in euro → «1.234,56 €»."""
    return f"{formatta_importo(valore)} €"


@_filtro
def euro_da_centesimi(centesimi):
    """Centesimi interi → «1.234,56 €»."""
    return f"{formatta_importo(Decimal(centesimi).scaleb(-2))} €"


@_filtro
def numero(valore, cifre=0):
    """Intero, Decimal o Fraction con le cifre decimali volute → «1.234»."""
    return formatta_numero(valore, cifre)


@_filtro
def misura(valore, decimali=2):
    """Un numero con i soli decimali che servono → «12», «12,50»."""
    return formatta_misura(valore, decimali)


@_filtro
def conta(quanti, forme):
    """Numero e nome accordati: `3|conta:"seduta,sedute"` → «3 sedute»; una forma sola non cambia."""
    singolare, _, plurale = forme.partition(",")
    return formati_italiani.conta(quanti, singolare, plurale or singolare)


@_filtro
def percento(valore, cifre=1):
    """Quota (Fraction o Decimal: 0,254 è il 25,4 %) → «25,4 %»."""
    return f"{formatta_numero(valore * 100, cifre)} %"


@_filtro
def data(valore):
    """Data, o istante nell'ora di Roma → «25 novembre 2026»."""
    return formatta_data(_a_roma(valore), esteso=True)


@_filtro
def data_breve(valore):
    """Data, o istante nell'ora di Roma → «25/11/2026»."""
    return formatta_data(_a_roma(valore))


@_filtro
def data_ora(valore):
    """Istante, nell'ora di Roma → «25/11/2026 10:32»."""
    return f"{_a_roma(valore):%d/%m/%Y %H:%M}"


@_filtro
def ora(valore):
    """Istante, nell'ora di Roma → «10:32»."""
    return f"{_a_roma(valore):%H:%M}"


@_filtro
def senza_codici(testo):
    """Il testo come si pubblica: i codici fiscali di persona sono omessi."""
    return codici.senza_codici_di_persona(testo)
