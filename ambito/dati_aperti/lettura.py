"""Le righe di un insieme come escono dal portale: filtrate, a tratti, scritte per un foglio o per un programma."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db.models import QuerySet
from django.utils import timezone

from ambito.dati_aperti.insieme import Tipo
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data, formatta_esatto, formatta_importo, formatta_numero

# Oltre, un numero non starebbe nella banca dati.
MASSIMO_INTERO = 2_000_000_000
_INTERO, _DECIMALE = re.compile(r"-?\d{1,10}", re.ASCII), re.compile(r"-?\d{1,14}(\.\d{1,6})?", re.ASCII)
_SI_NO = {"true": True, "false": False}


class FiltroNonValido(ErroreAtteso):
    """Il filtro non si può applicare: la frase dice perché."""


class Righe:
    """Le righe di un insieme in un giorno, dopo i filtri: quante sono, un tratto, tutte. Ogni riga è `{campo: valore}`."""

    def __init__(self, insieme, oggi, filtri=None):
        self.insieme = insieme
        self._righe = _filtrate(insieme, insieme.righe(oggi), filtri or {})

    def quante(self):
        return self._righe.count() if isinstance(self._righe, QuerySet) else len(self._righe)

    def tratto(self, da, quante):
        """Le righe da quella numero `da` (la prima è 0), al più `quante`."""
        return [self._riga(riga) for riga in self._righe[da : da + quante]]

    def tutte(self):
        return [self._riga(riga) for riga in self._righe]

    def _riga(self, riga):
        return {campo.nome: _valore(campo.leggi(riga)) for campo in self.insieme.campi}


def _valore(valore):
    """Di un istante si pubblica il giorno, a Roma."""
    return timezone.localdate(valore) if isinstance(valore, datetime) else valore


def _filtrate(insieme, righe, filtri):
    scelti = [(campo, _leggi(campo, filtri[campo.nome])) for campo in insieme.filtri if campo.nome in filtri]
    if ignoti := sorted(set(filtri) - {campo.nome for campo, _ in scelti}):
        ammessi = ", ".join(campo.nome for campo in insieme.filtri) or "nessuno"
        raise FiltroNonValido(f"Non si filtra per «{ignoti[0][:60]}». Filtri di questo insieme: {ammessi}.")
    if isinstance(righe, QuerySet):
        return righe.filter(**{campo.cerca: valore for campo, valore in scelti}) if scelti else righe
    return [riga for riga in righe if all(campo.leggi(riga) == valore for campo, valore in scelti)]


def _leggi(campo, testo):
    """Il valore scritto in un indirizzo, nel tipo del campo."""
    try:
        return _LETTORI[campo.tipo](testo)
    except (ValueError, KeyError, InvalidOperation) as errore:
        raise FiltroNonValido(f"«{testo[:60]}» non va bene per «{campo.nome}»: {_COME[campo.tipo]}.") from errore


def _intero(testo):
    if not _INTERO.fullmatch(testo) or abs(int(testo)) > MASSIMO_INTERO:
        raise ValueError(testo)
    return int(testo)


def _decimale(testo):
    if not _DECIMALE.fullmatch(testo):
        raise ValueError(testo)
    return Decimal(testo)


_LETTORI = {
    Tipo.TESTO: str,
    Tipo.INTERO: _intero,
    Tipo.DECIMALE: _decimale,
    Tipo.DATA: date.fromisoformat,
    Tipo.SI_NO: _SI_NO.__getitem__,
}
_COME = {
    Tipo.TESTO: "serve un testo",
    Tipo.INTERO: "serve un numero intero",
    Tipo.DECIMALE: "serve un numero con il punto decimale",
    Tipo.DATA: "serve una data come 2025-06-30",
    Tipo.SI_NO: "serve true o false",
}


def per_programmi(valore):
    """Come si scrive in JSON: le date come `2025-06-30`, i decimali come testo, perché un centesimo non vada perso."""
    if isinstance(valore, Decimal):
        return format(valore, "f")
    return valore.isoformat() if isinstance(valore, date) else valore


def riga_per_programmi(riga):
    return {nome: per_programmi(valore) for nome, valore in riga.items()}


def per_persone(campo, valore):
    """Come si legge in una pagina. I numeri senza unità (anni, numeri d’atto) non prendono il punto delle migliaia."""
    if valore is None:
        return "–"
    if campo.tipo is Tipo.SI_NO:
        return "sì" if valore else "no"
    if campo.tipo is Tipo.DATA:
        return formatta_data(valore)
    if campo.tipo is Tipo.DECIMALE:
        return formatta_importo(valore) if campo.unita == "euro" else formatta_esatto(valore)
    return formatta_numero(valore) if campo.tipo is Tipo.INTERO and campo.unita else str(valore)
