"""Le rotte delle adesioni."""

from accordo.models import AllegatoAdesione
from tests.accordo.fabbriche import crea_avviso, invia
from tests.permessi.rotta import UFFICIO, Rotta

COMUNE = frozenset({"sindaco", "delegato", "operatore", "ragioneria"})
QUADRO = UFFICIO | COMUNE | {"segretario", "presidente", "revisore"}
LEGGE = UFFICIO | COMUNE | {"revisore"}
COMPILA = frozenset({"operatore"})


def prepara(lodi):
    """Un avviso aperto e l’adesione di Codogno inviata, con un allegato."""
    avviso = crea_avviso(lodi)
    adesione = invia(lodi, avviso)
    allegato = AllegatoAdesione.objects.get(adesione=adesione)
    return {"triennio_accordo": avviso.triennio, "istat_accordo": adesione.comune.codice_istat, "allegato": allegato.pk}


def _avviso(oggetti):
    return {"triennio": oggetti["triennio_accordo"]}


def _adesione(oggetti):
    return {**_avviso(oggetti), "istat": oggetti["istat_accordo"]}


def _allegato(oggetti):
    return {**_adesione(oggetti), "pk": oggetti["allegato"]}


ROTTE = [
    Rotta("accordo:panoramica", QUADRO),
    Rotta("accordo:nuovo_avviso", UFFICIO, UFFICIO),
    Rotta("accordo:triennio", QUADRO, argomenti=_avviso),
    Rotta("accordo:avviso", UFFICIO, UFFICIO, argomenti=_avviso),
    Rotta("accordo:stato_avviso", None, UFFICIO, argomenti=_avviso),
    Rotta("accordo:adesioni", QUADRO, argomenti=_avviso),
    Rotta("accordo:adesione", LEGGE, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:dati", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:aree", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:risorse", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:invio", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:istruttoria", UFFICIO, UFFICIO, argomenti=_adesione),
    Rotta("accordo:ricevuta", None, LEGGE, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:allegato", LEGGE, argomenti=_allegato, del_comune=True, nascosta=True),
]
