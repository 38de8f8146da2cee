"""Le rotte delle adesioni."""

from accordo.models import AllegatoAdesione
from tests.accordo.fabbriche import crea_avviso, invia
from tests.permessi.rotta import UFFICIO, Rotta

VEDE_IL_QUADRO = UFFICIO | {"segretario", "presidente", "revisore", "sindaco", "operatore", "ragioneria"}
LEGGE_CODOGNO = UFFICIO | {"revisore", "sindaco", "operatore", "ragioneria"}
COMPILA = frozenset({"operatore"})


def prepara(lodi):
    """Un avviso aperto e l’adesione di Codogno inviata, con la delibera allegata."""
    avviso = crea_avviso(lodi)
    adesione = invia(lodi, avviso)
    return {"avviso": avviso.triennio, "allegato": AllegatoAdesione.objects.get(adesione=adesione).pk}


def _avviso(oggetti):
    return {"triennio": oggetti["avviso"]}


def _comune(oggetti):
    return {"triennio": oggetti["avviso"], "istat": "098019"}


def _allegato(oggetti):
    return {**_comune(oggetti), "pk": oggetti["allegato"]}


ROTTE = [
    Rotta("accordo:panoramica", VEDE_IL_QUADRO),
    Rotta("accordo:nuovo_avviso", UFFICIO, UFFICIO),
    Rotta("accordo:triennio", VEDE_IL_QUADRO, argomenti=_avviso),
    Rotta("accordo:avviso", UFFICIO, UFFICIO, argomenti=_avviso),
    Rotta("accordo:stato_avviso", None, UFFICIO, argomenti=_avviso, dati=lambda oggetti: {"passo": "chiudi"}),
    Rotta("accordo:adesioni", VEDE_IL_QUADRO, argomenti=_avviso),
    Rotta("accordo:adesione", LEGGE_CODOGNO, argomenti=_comune, del_comune=True, nascosta=True),
    *(Rotta(f"accordo:{passo}", COMPILA, COMPILA, argomenti=_comune, del_comune=True, nascosta=True) for passo in ("dati", "aree", "risorse", "invio")),
    Rotta("accordo:istruttoria", UFFICIO, UFFICIO, argomenti=_comune, del_comune=True, nascosta=True),
    Rotta("accordo:ricevuta", None, LEGGE_CODOGNO, argomenti=_comune, del_comune=True, nascosta=True),
    Rotta("accordo:allegato", LEGGE_CODOGNO, argomenti=_allegato, del_comune=True, nascosta=True),
]
