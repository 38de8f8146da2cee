"""Tutto ciò che il portale capisce di una tabella, in una struttura che si può mostrare, confrontare e scrivere in JSON."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ..fogli_guardia import FileNonLeggibile
from .colonne import Colonna, capisci
from .comuni import ComuneNoto, Elenco, Riconosciuti, riconosci
from .intestazioni import Testata, trova_testata
from .lettura import NOMI_SEPARATORI, Riga, leggi_grezza
from .numeri import ERRORI_FORMULA, Modo
from .scarti import TOTALE, Scelta, separa

_MASSIME_CELLE_DETTE = 10
SENZA_TESTATA = "Non si riconosce una riga con i nomi delle colonne: controlla che la prima riga non sia un dato."
_SOVRACOMUNALE = re.compile(r"IT[A-Z]\d?|italia|totale italia|(?:regione )?(?:piemonte|valle d'aosta|lombardia|trentino.*|veneto|"
                            r"friuli.*|liguria|emilia.romagna|toscana|umbria|marche|lazio|abruzzo|molise|campania|puglia|basilicata|"
                            r"calabria|sicilia|sardegna)", re.I)  # fmt: skip


def leggi_tabella(nome: str, contenuto: bytes, comuni: Iterable[ComuneNoto] | Elenco, foglio: str | None = None) -> dict[str, Any]:
    """Che cosa si è capito del file; `FileNonLeggibile`, con una frase, se non è una tabella.

    `comuni`: l'elenco in cui riconoscere i Comuni. I totali sono le somme delle colonne numeriche sulle righe di dati.
    """
    grezza = leggi_grezza(nome, contenuto, foglio)
    testata = trova_testata(grezza)
    if not testata.nomi:
        raise FileNonLeggibile("Il file non contiene righe.")
    elenco = comuni if isinstance(comuni, Elenco) else Elenco(comuni)
    prima = testata.corpo[0][0] if testata.corpo else 0
    scelta = separa(testata.corpo, prima, elenco.e_un_comune)
    colonne = [_colonna(nome, posto, scelta.dati, grezza.tipata) for posto, nome in enumerate(testata.nomi)]
    riconosciuti = riconosci(scelta.dati, colonne, elenco)
    righe = {numero for numero, _ in scelta.dati}
    return {
        "file": nome,
        "codifica": grezza.codifica,
        "separatore": NOMI_SEPARATORI.get(grezza.separatore or "", grezza.separatore),
        "riga_intestazione": testata.riga,
        "colonne": [{"nome": c.nome, "tipo": c.tipo} for c in colonne],
        "righe_dati": len(scelta.dati),
        "righe_scartate": [{"riga": numero, "motivo": motivo} for numero, motivo in sorted(scelta.scartate)],
        "comuni": _comuni(riconosciuti),
        "totali": {c.nome: _scritto(c.totale(righe)) for c in colonne if c.numerica},
        "avvisi": [*grezza.avvisi, *_avvisi(testata, colonne, scelta, riconosciuti)],
    }


def _colonna(nome: str, posto: int, dati: list[Riga], tipata: bool) -> Colonna:
    return capisci(nome, [(numero, riga[posto]) for numero, riga in dati], tipata=tipata)


def _scritto(valore: Decimal) -> str:
    """«1234.56», senza esponente e senza zeri inutili in fondo."""
    testo = format(valore, "f")
    return (testo.rstrip("0").rstrip(".") if "." in testo else testo) or "0"


def _comuni(riconosciuti: Riconosciuti) -> dict[str, Any]:
    return {
        "riconosciuti": len(set(riconosciuti.per_riga.values())),
        "da_confermare": [{"testo": t, "proposte": p} for t, p in riconosciuti.da_confermare.items()],
        "sconosciuti": riconosciuti.sconosciuti,
    }


def _avvisi(testata: Testata, colonne: list[Colonna], scelta: Scelta, riconosciuti: Riconosciuti) -> list[str]:
    senza_testata = [] if testata.riga else [SENZA_TESTATA]
    return [
        *senza_testata,
        *(avviso for colonna in colonne for avviso in _della_colonna(colonna)),
        *_totali_discordi(colonne, testata, scelta),
        *_piu_righe(riconosciuti),
        *_sovracomunali(colonne, scelta.dati),
        *(f"Riga {numero}: il codice e il nome indicano due Comuni diversi." for numero in riconosciuti.discordi),
    ]


def _della_colonna(colonna: Colonna) -> Iterable[str]:
    if colonna.dubbia:
        yield f"Colonna «{colonna.nome}»: numeri che si leggono in due modi; vale l’uso italiano (punto per le migliaia)."
    if colonna.modo is Modo.INGLESE:
        yield f"Colonna «{colonna.nome}»: numeri scritti all’inglese, con il punto decimale."
    for riga, cella in colonna.errate[:_MASSIME_CELLE_DETTE]:
        che_cosa = "è un errore del foglio di calcolo" if ERRORI_FORMULA.fullmatch(cella) else "non è un numero: da confermare"
        yield f"Riga {riga}, colonna «{colonna.nome}»: «{cella[:40]}» {che_cosa}."
    if len(colonna.errate) > _MASSIME_CELLE_DETTE:
        yield f"Colonna «{colonna.nome}»: altre {len(colonna.errate) - _MASSIME_CELLE_DETTE} celle non sono numeri."


def _totali_discordi(colonne: list[Colonna], testata: Testata, scelta: Scelta) -> Iterable[str]:
    """L'ultima riga di totale dichiarata, se la somma vera è diversa."""
    tenute = {numero for numero, _ in scelta.dati}
    di_totale = {numero for numero, motivo in scelta.scartate if motivo == TOTALE}
    numero, riga = next(((n, r) for n, r in reversed(testata.corpo) if n in di_totale), (0, []))
    if not riga:
        return
    for posto, colonna in enumerate(colonne):
        if not colonna.numerica or not riga[posto]:
            continue
        dichiarato = capisci("", [(numero, riga[posto])]).valori.get(numero)
        somma = colonna.totale(tenute)
        if dichiarato is not None and dichiarato != somma:
            scritto, vero = _scritto(dichiarato), _scritto(somma)
            yield f"Riga {numero}, colonna «{colonna.nome}»: il totale scritto è {scritto}, la somma è {vero}."


def _piu_righe(riconosciuti: Riconosciuti) -> Iterable[str]:
    per_comune = defaultdict(list)
    for riga, istat in riconosciuti.per_riga.items():
        per_comune[istat].append(riga)
    ripetuti = {istat: righe for istat, righe in per_comune.items() if len(righe) > 1}
    if ripetuti:
        esempi = "; ".join(f"{istat} nelle righe {', '.join(map(str, righe[:5]))}" for istat, righe in list(ripetuti.items())[:5])
        yield f"Più righe diverse per lo stesso Comune, tenute tutte: {esempi}."
    insieme = defaultdict(list)
    for testo, proposte in riconosciuti.da_confermare.items():
        insieme[proposte[0]].append(testo)
    for istat, testi in insieme.items():
        if len(testi) > 1:
            yield f"{', '.join(f'«{t}»' for t in testi)} portano allo stesso Comune di oggi ({istat})."


def _sovracomunali(colonne: list[Colonna], dati: list[Riga]) -> Iterable[str]:
    """Righe che sono già somme di altre: la voce «ALL», la regione accanto ai suoi territori."""
    for posto, colonna in enumerate(colonne):
        valori = {riga[posto] for _, riga in dati if riga[posto]}
        if len(valori) < 2 or colonna.tipo not in ("testo", "codice"):
            continue
        if "ALL" in valori:
            yield f"Colonna «{colonna.nome}»: la voce «ALL» è la somma delle altre, tenuta: filtrala prima di sommare."
        regionali = sorted(v for v in valori if _SOVRACOMUNALE.fullmatch(v))
        if regionali and len(regionali) <= 3 and len(valori) > 2 * len(regionali):
            quali = ", ".join(f"«{v}»" for v in regionali)
            yield f"Colonna «{colonna.nome}»: {quali} comprende altri territori della tabella, tenuta."
