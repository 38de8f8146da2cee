"""Le rotte dei riparti della spesa."""

from tests.accordo import riparti as fabbriche
from tests.permessi.rotta import TUTTI, UFFICIO, Rotta

LEGGE = TUTTI - {"ets"}
CONTI = UFFICIO | {"revisore"}
DEL_COMUNE = UFFICIO | {"revisore", "sindaco", "delegato", "operatore", "ragioneria"}


def prepara(lodi):
    """Un riparto in bozza con un dato, uno depositato, uno in riscossione con un pagamento di Codogno."""
    bozza = fabbriche.crea(lodi)
    dato = fabbriche.dato(lodi, {"Lodi": 10})
    depositato = fabbriche.depositato(lodi, titolo="Depositato")
    aperto = fabbriche.in_riscossione(lodi, titolo="In riscossione", anno=2024)
    pagamento = fabbriche.paga(lodi, aperto, "Codogno", "10.00")
    return {"bozza": bozza.pk, "dato": dato.pk, "depositato": depositato.pk, "aperto": aperto.pk, "pagamento": pagamento.pk}


def _bozza(oggetti):
    return {"pk": oggetti["bozza"]}


def _depositato(oggetti):
    return {"pk": oggetti["depositato"]}


def _aperto(oggetti):
    return {"pk": oggetti["aperto"]}


def _scenario(oggetti):
    return {**_bozza(oggetti), "lettera": "A"}


def _dato(oggetti):
    return {**_bozza(oggetti), "dato": oggetti["dato"]}


def _comune(oggetti):
    return {**_aperto(oggetti), "istat": "098019"}


ROTTE = [
    Rotta("accordo:riparti", LEGGE),
    Rotta("accordo:nuovo_riparto", UFFICIO, UFFICIO),
    Rotta("accordo:estratto", DEL_COMUNE, argomenti=lambda o: {"istat": "098019"}, del_comune=True, nascosta=True),
    Rotta("accordo:documento_quota", None, DEL_COMUNE, argomenti=_comune, del_comune=True, nascosta=True),
    Rotta("accordo:riparto", LEGGE, argomenti=_depositato),
    Rotta("accordo:modifica_riparto", UFFICIO, UFFICIO, argomenti=_bozza),
    Rotta("accordo:documento_riparto", None, LEGGE, argomenti=_depositato),
    Rotta("accordo:ritira_riparto", UFFICIO, UFFICIO, argomenti=_depositato),
    Rotta("accordo:atto_riparto", UFFICIO, UFFICIO, argomenti=_depositato),
    Rotta("accordo:nuovo_scenario", UFFICIO, UFFICIO, argomenti=_bozza),
    Rotta("accordo:scenario", LEGGE, argomenti=lambda o: {**_depositato(o), "lettera": "A"}),
    Rotta("accordo:modifica_scenario", UFFICIO, UFFICIO, argomenti=_scenario),
    Rotta("accordo:perimetro", UFFICIO, UFFICIO, argomenti=_scenario),
    Rotta("accordo:passo_scenario", None, UFFICIO, argomenti=_scenario),
    Rotta("accordo:dati_riparto", UFFICIO, argomenti=_bozza),
    Rotta("accordo:nuovo_dato", UFFICIO, UFFICIO, argomenti=_bozza),
    Rotta("accordo:dato", UFFICIO, UFFICIO, argomenti=_dato),
    Rotta("accordo:modifica_dato", UFFICIO, UFFICIO, argomenti=_dato),
    Rotta("accordo:foglio_dato", UFFICIO, argomenti=lambda o: {**_dato(o), "formato": "csv"}),
    Rotta("accordo:valore_dato", UFFICIO, UFFICIO, argomenti=lambda o: {**_dato(o), "istat": "098019"}),
    Rotta("accordo:riscossione", CONTI, argomenti=_aperto),
    Rotta("accordo:riscuoti", UFFICIO, UFFICIO, argomenti=_aperto),
    Rotta("accordo:nuovo_pagamento", UFFICIO, UFFICIO, argomenti=_comune),
    Rotta("accordo:annulla_pagamento", UFFICIO, UFFICIO, argomenti=lambda o: {**_aperto(o), "pagamento": o["pagamento"]}),
]
