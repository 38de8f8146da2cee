"""Le rotte del bilancio dell’Ambito e della spesa qualificata."""

from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio
from tests.permessi.rotta import UFFICIO, Rotta
from tests.rendicontazione.bilanci import ANNO, approva, approvato, chi
from tests.rendicontazione.fabbriche import ANNO as DELLA_CAMPAGNA
from tests.scena import RUOLI_AMBITO, RUOLI_COMUNE

LEGGE = frozenset([*RUOLI_AMBITO, *RUOLI_COMUNE, "delegato", "ats"])


def prepara(lodi):
    """La previsione e un assestamento approvati, un secondo in bozza, sul piano che c’è già."""
    capitolo = approvato(lodi, scheda=bilancio.obiettivi_dell_anno(ANNO).first())
    approva(lodi, operazioni.comincia_versione(ANNO, **chi(lodi)), "Deliberazione n. 5")
    bozza = operazioni.comincia_versione(ANNO, **chi(lodi))
    return {"capitolo": capitolo.pk, "riga": bilancio.righe(bozza).get(capitolo=capitolo).pk}


def _anno(oggetti):
    return {"anno": ANNO}


def _versione(oggetti):
    return {"anno": ANNO, "numero": 2}


def _approvata(oggetti):
    return {"anno": ANNO, "numero": 1}


def _riga(oggetti):
    return {**_versione(oggetti), "pk": oggetti["riga"]}


def _capitolo(oggetti):
    return {"anno": ANNO, "pk": oggetti["capitolo"]}


def _confronto(oggetti):
    return {"anno": ANNO, "da": 0, "a": 1}


def _del_bilancio(nome, get, post=None, argomenti=_anno):
    return Rotta(f"rendicontazione:{nome}", get, post, argomenti=argomenti)


def _campagna(oggetti):
    return {"anno": DELLA_CAMPAGNA}


# Che la bozza, per chi non la scrive, non ci sia, lo prova tests/rendicontazione/test_bozze_bilancio.py.
ROTTE = [
    Rotta("rendicontazione:qualificata", UFFICIO | {"revisore"}, argomenti=_campagna),
    Rotta("rendicontazione:bilanci", LEGGE),
    _del_bilancio("bilancio", LEGGE),
    _del_bilancio("nuovo_bilancio", None, UFFICIO),
    _del_bilancio("confronto_bilancio", LEGGE, argomenti=_confronto),
    _del_bilancio("catena", LEGGE),
    _del_bilancio("movimenti_bilancio", LEGGE),
    _del_bilancio("capitolo_bilancio", LEGGE, argomenti=_capitolo),
    _del_bilancio("nuovo_movimento", UFFICIO, UFFICIO, _capitolo),
    _del_bilancio("versione_bilancio", LEGGE, argomenti=_approvata),
    _del_bilancio("documento_bilancio", LEGGE, frozenset({"coordinatore"}), _approvata),
    Rotta("rendicontazione:cifra_bilancio", LEGGE, argomenti=lambda oggetti: {"codice": f"B{ANNO}.1"}),
    _del_bilancio("approva_bilancio", UFFICIO, UFFICIO, _versione),
    _del_bilancio("elimina_bilancio", None, UFFICIO, _versione),
    _del_bilancio("riga_bilancio_nuova", UFFICIO, UFFICIO, _versione),
    _del_bilancio("foglio_bilancio", UFFICIO, UFFICIO, _versione),
    _del_bilancio("riga_bilancio", UFFICIO, UFFICIO, _riga),
    _del_bilancio("riga_bilancio_togli", None, UFFICIO, _riga),
]
