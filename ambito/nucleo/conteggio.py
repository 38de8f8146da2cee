"""Il conto di una votazione da dati scritti da chiunque (JSON): serve a chi vuole rifarlo senza entrare nel portale.

Legge la regola e le presenze nella forma pubblica di `manage.py conteggio`, e affida il conto allo stesso motore del portale.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from .frazioni import ErroreSoglia, Soglia
from .verdetto import Conteggi, ErroreRegola, ErroreScrutinio, Maggioranza, Quorum, Regola, Seggio, scrutina

SCELTE = {"favorevoli": "favorevole", "contrari": "contrario", "astenuti": "astenuto"}
VOCI = {"regola", "seggi", "presenti", "presidente", *SCELTE}
CONFRONTI = {">": True, ">=": False}
_NUMERO = re.compile(r"-?[0-9]{1,30}(?:/0*[1-9][0-9]{0,29}|\.[0-9]{1,30})?")
# «Non si chiede nulla»: basta un voto a favore, che serve comunque.
QUALCUNO = Soglia(0, 1, stretta=True)


class ErroreConteggio(ValueError):
    """I dati del conteggio non tornano: la frase dice che cosa."""


def conteggio(dati: Any) -> dict[str, Any]:
    """Numero legale, verdetto, spiegazione e cifre. Errore: `ErroreConteggio`.

    Il numero legale si misura su tutti i seggi; i votanti sono favorevoli più contrari; una soglia nulla non è richiesta.
    """
    voci = _insieme(dati, VOCI, "La richiesta")
    seggi = _seggi(voci.get("seggi"))
    presenti = _elenco(voci.get("presenti"), "presenti")
    try:
        regola = _regola(voci.get("regola"))
        esito = scrutina(regola, "", 1, seggi, presenti, _voti(voci), presidente=_presidente(voci.get("presidente"), seggi))
    except (ErroreScrutinio, ErroreRegola, ErroreSoglia) as errore:
        raise ErroreConteggio(str(errore)) from errore
    valido = esito.numero_legale.valido
    return {
        "numero_legale": valido,
        "approvata": esito.approvata,
        "esito": ("approvata" if esito.approvata else "respinta") if valido else "non valida",
        "spiegazione": " ".join(esito.passaggi),
        **_cifre(esito.conteggi),
    }


def _cifre(conti: Conteggi) -> dict[str, Any]:
    per_nome = conti.a_json()
    return {misura: {nome: conto[misura] for nome, conto in per_nome.items()} for misura in ("teste", "peso")}


def _insieme(dati: Any, ammesse: set[str], che_cosa: str) -> Mapping[str, Any]:
    if not isinstance(dati, Mapping):
        raise ErroreConteggio(f"{che_cosa} deve essere un oggetto JSON.")
    if ignote := sorted(set(dati) - ammesse):
        raise ErroreConteggio(f"{che_cosa} ha voci sconosciute: {', '.join(ignote)}.")
    return dati


def _elenco(valore: Any, nome: str) -> list[str]:
    """Un elenco di seggi, senza ripetizioni."""
    if not isinstance(valore, list):
        raise ErroreConteggio(f"«{nome}» deve essere un elenco di seggi.")
    chiavi = [_chiave(voce) for voce in valore]
    if doppio := _ripetuto(chiavi):
        raise ErroreConteggio(f"In «{nome}» il seggio {doppio} compare due volte.")
    return chiavi


def _ripetuto(chiavi: Iterable[str]) -> str | None:
    visti: set[str] = set()
    for chiave in chiavi:
        if chiave in visti:
            return chiave
        visti.add(chiave)
    return None


def _chiave(valore: Any) -> str:
    if isinstance(valore, bool) or not isinstance(valore, str | int):
        raise ErroreConteggio("L’identificativo di un seggio è un testo o un numero intero.")
    return str(valore)


def _seggi(valore: Any) -> list[Seggio]:
    if not isinstance(valore, list) or not valore:
        raise ErroreConteggio("«seggi» deve essere un elenco con almeno un seggio.")
    seggi = [_seggio(voce) for voce in valore]
    if doppio := _ripetuto(seggio.chiave for seggio in seggi):
        raise ErroreConteggio(f"Il seggio {doppio} compare due volte.")
    return seggi


def _seggio(voce: Any) -> Seggio:
    voce = _insieme(voce, {"id", "peso"}, "Un seggio")
    chiave = _chiave(voce.get("id"))
    peso = _frazione(voce.get("peso", 1), f"Il peso del seggio {chiave}")
    if peso < 0:
        raise ErroreConteggio(f"Il peso del seggio {chiave} è negativo.")
    return Seggio(chiave, f"Il seggio {chiave}", peso.numerator if peso.denominator == 1 else peso)


def _frazione(valore: Any, che_cosa: str) -> Fraction:
    """Un intero, una frazione «30/7», o un decimale esatto «0.51»."""
    testo = "" if isinstance(valore, bool) else str(valore)
    if not _NUMERO.fullmatch(testo):
        raise ErroreConteggio(f"{che_cosa} deve essere un numero intero o una frazione come «30/7».")
    return Fraction(testo)


def _voti(voci: Mapping[str, Any]) -> dict[str, str]:
    per_gruppo = [(gruppo, chiave) for gruppo in SCELTE for chiave in _elenco(voci.get(gruppo, []), gruppo)]
    if doppio := _ripetuto(chiave for _, chiave in per_gruppo):
        raise ErroreConteggio(f"Il seggio {doppio} ha votato due volte.")
    return {chiave: SCELTE[gruppo] for gruppo, chiave in per_gruppo}


def _presidente(valore: Any, seggi: list[Seggio]) -> str | None:
    if valore is None:
        return None
    chiave = _chiave(valore)
    if chiave not in {seggio.chiave for seggio in seggi}:
        raise ErroreConteggio(f"Il presidente {chiave} non è fra i seggi.")
    return chiave


def _regola(valore: Any) -> Regola:
    voci = _insieme(valore, {"numero_legale", "maggioranza", "parita"}, "La regola")
    parita = voci.get("parita", "respinta")
    if parita not in ("respinta", "voto_presidente"):
        raise ErroreConteggio("«parita» ammette: respinta, voto_presidente.")
    return Regola(
        quorum_prima=_quorum(voci.get("numero_legale")),
        maggioranze={"ordinaria": _maggioranza(voci.get("maggioranza"))},
        tipo_peso="quote",
        parita=parita,
        seggio_singolare="seggio",
        seggio_plurale="seggi",
    )


def _quorum(valore: Any) -> Quorum:
    voci = _insieme(valore or {}, {"teste", "peso", "combina"}, "Il numero legale")
    teste, peso = (_soglia(voci.get(nome)) for nome in ("teste", "peso"))
    return Quorum(teste, peso, _combina(voci), minimo_presenti=0)


def _maggioranza(valore: Any) -> Maggioranza:
    voci = _insieme(valore or {}, {"teste", "peso", "combina"}, "La maggioranza")
    teste, peso = (_soglia(voci.get(nome), con_base=True) for nome in ("teste", "peso"))
    if teste is None and peso is None:
        teste = QUALCUNO
    basi = [(voci.get(nome) or {}).get("base", "votanti") for nome in ("teste", "peso")]
    return Maggioranza(teste, basi[0], peso, basi[1], combinatore=_combina(voci))


def _combina(voci: Mapping[str, Any]) -> str:
    valore = voci.get("combina", "e")
    if valore not in ("e", "o"):
        raise ErroreConteggio("«combina» ammette: e, o.")
    return valore


def _soglia(valore: Any, con_base: bool = False) -> Soglia | None:
    if valore is None:
        return None
    voci = _insieme(valore, {"frazione", "confronto"} | ({"base"} if con_base else set()), "La soglia")
    frazione = _frazione(voci.get("frazione"), "La frazione di una soglia")
    if voci.get("confronto") not in list(CONFRONTI):
        raise ErroreConteggio("«confronto» ammette: >, >=.")
    return Soglia(frazione.numerator, frazione.denominator, CONFRONTI[voci["confronto"]])
