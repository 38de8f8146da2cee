"""Le rotte della rendicontazione."""

from tests.permessi.rotta import UFFICIO, Rotta
from tests.rendicontazione.fabbriche import ANNO, aggiungi, apri, spesa_di

VEDE_TUTTI = UFFICIO | {"revisore"}
LEGGE_CODOGNO = UFFICIO | {"revisore", "sindaco", "delegato", "operatore", "ragioneria"}
COMPILA = frozenset({"operatore"})


def prepara(lodi):
    """Una campagna aperta e una riga di spesa di Codogno."""
    apri(lodi)
    return {"voce": aggiungi(lodi, spesa_di(lodi)).pk}


def _anno(oggetti):
    return {"anno": ANNO}


def _comune(oggetti):
    return {"anno": ANNO, "istat": "098019"}


def _voce(oggetti):
    return {**_comune(oggetti), "pk": oggetti["voce"]}


def _modello(oggetti):
    return {**_comune(oggetti), "formato": "csv"}


def _del_comune(nome, get, post=None, argomenti=_comune):
    return Rotta(f"rendicontazione:{nome}", get, post, argomenti=argomenti, del_comune=True, nascosta=True)


ROTTE = [
    Rotta("rendicontazione:anni", LEGGE_CODOGNO),
    Rotta("rendicontazione:nuova_campagna", UFFICIO, UFFICIO),
    Rotta("rendicontazione:quadro", VEDE_TUTTI, argomenti=_anno),
    Rotta("rendicontazione:campagna", UFFICIO, UFFICIO, argomenti=_anno),
    Rotta("rendicontazione:voci", VEDE_TUTTI, argomenti=_anno),
    Rotta("rendicontazione:esporta", None, frozenset({"coordinatore"}), argomenti=_anno),
    _del_comune("comune", LEGGE_CODOGNO),
    _del_comune("voce_nuova", COMPILA, COMPILA),
    _del_comune("voce", COMPILA, COMPILA, _voce),
    _del_comune("voce_togli", None, COMPILA, _voce),
    _del_comune("importa", COMPILA, COMPILA),
    _del_comune("modello", LEGGE_CODOGNO, argomenti=_modello),
    _del_comune("invia", COMPILA, COMPILA),
    _del_comune("certifica", None, frozenset({"ragioneria"})),
    _del_comune("valida", None, UFFICIO),
    _del_comune("rimanda", UFFICIO, UFFICIO),
]
