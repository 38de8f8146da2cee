"""Il riparto da dati scritti da chiunque (JSON): serve a chi vuole rifarlo senza entrare nel portale.

Legge la forma pubblica di `manage.py riparto` e affida il conto allo stesso motore del portale.
"""

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .correttivo import Correttivo
from .importi import ErroreRiparto, da_centesimi, in_centesimi
from .riparto import Criterio, Riparto, ripartisci_per_criteri

UGUALE = "uguale"
QUOTA_FISSA = "quota_fissa"
VOCI = {"importo", "criteri", QUOTA_FISSA, "comuni"}
MISURE, VERSI = ("percentuale", "euro_per_unita"), ("fino_a", "almeno")
COMUNI, CRITERI = 20_000, 100
_EURO = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,2})?")
_NUMERO = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,12})?")
_ISTAT = re.compile(r"[0-9]{6}")


def riparto(dati: Any) -> dict[str, Any]:
    """La quota di ogni Comune, in tutto e per criterio, e il totale; importi come testi con due decimali.

    Errore: `ErroreRiparto` con la frase, qualunque cosa ci sia nei dati.
    """
    voci = _oggetto(dati, "La richiesta")
    if ignote := sorted(set(voci) - VOCI):
        raise ErroreRiparto(f"La richiesta ha voci sconosciute: {', '.join(map(_mostra, ignote))}.")
    importo, fissa = _euro(voci.get("importo"), "importo"), _euro(voci.get(QUOTA_FISSA, "0"), QUOTA_FISSA)
    comuni = _comuni(voci.get("comuni"))
    criteri = _criteri(voci.get("criteri", []), comuni)
    fatto = ripartisci_per_criteri(importo, criteri, list(comuni), dict.fromkeys(comuni, fissa))
    return {"quote": _quote(fatto, criteri, fissa), "totale": _scrivi(sum(fatto.quote.values()))}


def _quote(fatto: Riparto, criteri: list[Criterio], fissa: int) -> dict[str, Any]:
    nomi = _nomi(criteri)
    quote = {}
    for istat, centesimi in fatto.quote.items():
        colonne = {nome: _scrivi(colonna[istat]) for nome, colonna in zip(nomi, fatto.dettaglio, strict=True)}
        fisse = {QUOTA_FISSA: _scrivi(fissa)} if fissa else {}
        quote[istat] = {"totale": _scrivi(centesimi), "per_criterio": {**colonne, **fisse}}
    return quote


def _nomi(criteri: list[Criterio]) -> list[str]:
    """Il nome di ogni colonna: il driver, e dalla seconda volta `driver#2`, `driver#3`…"""
    visti: Counter[str] = Counter()
    nomi = []
    for criterio in criteri:
        visti[criterio.nome] += 1
        nomi.append(criterio.nome if visti[criterio.nome] == 1 else f"{criterio.nome}#{visti[criterio.nome]}")
    return nomi


def _scrivi(centesimi: int) -> str:
    return str(da_centesimi(centesimi))


def _mostra(valore: Any) -> str:
    testo = str(valore)
    return f"«{testo if len(testo) <= 40 else testo[:39] + '…'}»"


def _oggetto(valore: Any, che_cosa: str) -> Mapping[str, Any]:
    if not isinstance(valore, Mapping):
        raise ErroreRiparto(f"{che_cosa} deve essere un oggetto JSON.")
    return valore


def _elenco(valore: Any, nome: str, massimo: int) -> list[Any]:
    if not isinstance(valore, list):
        raise ErroreRiparto(f"«{nome}» deve essere un elenco.")
    if len(valore) > massimo:
        raise ErroreRiparto(f"«{nome}» ha {len(valore)} elementi: al massimo {massimo}.")
    return valore


def _testo_di_un_numero(valore: Any) -> str:
    """Ciò che si può leggere come numero; vuoto per il resto. `True` in Python è un intero: qui non lo è."""
    return "" if isinstance(valore, bool) or not isinstance(valore, str | int) else str(valore)


def _euro(valore: Any, nome: str) -> int:
    testo = _testo_di_un_numero(valore)
    if not _EURO.fullmatch(testo):
        raise ErroreRiparto(f"«{nome}» deve essere un importo non negativo con al più due decimali, come «1250.00».")
    return in_centesimi(Decimal(testo))


def _comuni(valore: Any) -> dict[str, Mapping[str, Any]]:
    per_istat: dict[str, Mapping[str, Any]] = {}
    for voce in _elenco(valore, "comuni", COMUNI):
        comune = _oggetto(voce, "Un Comune")
        istat = comune.get("istat")
        if not isinstance(istat, str) or not _ISTAT.fullmatch(istat):
            raise ErroreRiparto(f"{_mostra(istat)} non è un codice Istat: è un testo di sei cifre.")
        if istat in per_istat:
            raise ErroreRiparto(f"Il Comune {istat} compare due volte.")
        per_istat[istat] = comune
    return per_istat


def _criteri(valore: Any, comuni: Mapping[str, Mapping[str, Any]]) -> list[Criterio]:
    return [_criterio(_oggetto(voce, "Un criterio"), comuni) for voce in _elenco(valore, "criteri", CRITERI)]


def _criterio(voce: Mapping[str, Any], comuni: Mapping[str, Mapping[str, Any]]) -> Criterio:
    driver = _driver(voce.get("driver"))
    if ignote := sorted(set(voce) - {"driver", *MISURE, "correttivo"}):
        raise ErroreRiparto(f"Il criterio «{driver}» ha voci sconosciute: {', '.join(map(_mostra, ignote))}.")
    if ("percentuale" in voce) == ("euro_per_unita" in voce):
        raise ErroreRiparto(f"Il criterio «{driver}» vuole «percentuale» oppure «euro_per_unita», una delle due.")
    misure = {nome: _numero(voce[nome], f"«{nome}» del criterio «{driver}»") for nome in MISURE if nome in voce}
    if misure.get("percentuale", 0) > 100:
        raise ErroreRiparto(f"Il criterio «{driver}» ha una percentuale oltre 100.")
    correttivo = _correttivo(driver, voce["correttivo"], comuni) if "correttivo" in voce else None
    return Criterio(driver, _dati(driver, comuni), **misure, correttivo=correttivo)


def _correttivo(driver: str, valore: Any, comuni: Mapping[str, Mapping[str, Any]]) -> Correttivo:
    """«{"driver": "montana", "almeno": "50", "coefficiente": "0.8"}»; al posto di «almeno» può esserci «fino_a»."""
    dove = f"Il correttivo del criterio «{driver}»"
    voce = _oggetto(valore, dove)
    if ignote := sorted(set(voce) - {"driver", "coefficiente", *VERSI}):
        raise ErroreRiparto(f"{dove} ha voci sconosciute: {', '.join(map(_mostra, ignote))}.")
    if ("fino_a" in voce) == ("almeno" in voce):
        raise ErroreRiparto(f"{dove} vuole «fino_a» oppure «almeno», una delle due.")
    guarda, verso = _driver(voce.get("driver")), "almeno" if "almeno" in voce else "fino_a"
    coefficiente, soglia = (_numero(voce.get(nome), f"«{nome}» del correttivo di «{driver}»") for nome in ("coefficiente", verso))
    return Correttivo(coefficiente, soglia, _dati(guarda, comuni), verso == "almeno", guarda)


def _dati(driver: str, comuni: Mapping[str, Mapping[str, Any]]) -> dict[str, Fraction | None]:
    return {istat: _dato(comune, driver) for istat, comune in comuni.items()}


def _driver(valore: Any) -> str:
    if not isinstance(valore, str) or not valore.strip() or len(valore) > 80 or "#" in valore:
        raise ErroreRiparto("«driver» di un criterio è il nome di un dato dei Comuni (senza «#»), oppure «uguale».")
    if valore in ("istat", QUOTA_FISSA):
        raise ErroreRiparto(f"«{valore}» non è un dato con cui dividere.")
    return valore


def _dato(comune: Mapping[str, Any], driver: str) -> Fraction | None:
    if driver == UGUALE:
        return Fraction(1)
    valore = comune.get(driver)
    return None if valore is None else _numero(valore, f"Il dato «{driver}» del Comune {comune['istat']}")


def _numero(valore: Any, che_cosa: str) -> Fraction:
    testo = _testo_di_un_numero(valore)
    if not _NUMERO.fullmatch(testo):
        raise ErroreRiparto(f"{che_cosa} deve essere un numero non negativo, come «12.5».")
    return Fraction(testo)
