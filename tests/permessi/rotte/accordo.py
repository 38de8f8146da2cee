"""Le rotte delle adesioni."""

from accordo.models import AllegatoAdesione, RichiestaEnte
from tests.accordo.fabbriche import carica_documento, crea_avviso, emetti_da_firmare, invia, invia_ente
from tests.permessi.rotta import UFFICIO, Rotta
from tests.scena import ADESSO

COMUNE = frozenset({"sindaco", "delegato", "operatore", "ragioneria"})
QUADRO = UFFICIO | COMUNE | {"segretario", "presidente", "revisore"}
LEGGE = UFFICIO | COMUNE | {"revisore"}
DELL_ENTE = UFFICIO | {"ets", "revisore"}
ETS = frozenset({"ets"})
COMPILA = frozenset({"operatore", "sindaco"})
CONFERMA = frozenset({"sindaco", "delegato"})


def prepara(lodi):
    """Un avviso aperto e l’adesione di Codogno inviata, con un allegato."""
    avviso = crea_avviso(lodi, ammessi=["comuni", "terzo_settore"])
    ente = invia_ente(lodi, avviso)
    emetti_da_firmare(ente)
    adesione = invia(lodi, avviso)
    allegato = AllegatoAdesione.objects.get(adesione=adesione)
    di_ente = {"ente_accordo": ente.ente_id, "allegato_ente": ente.allegati.first().pk}
    dell_adesione = {"istat_accordo": adesione.comune.codice_istat, "allegato": allegato.pk}
    di_ente["documento_ente"] = carica_documento(lodi).pk
    return {**di_ente, **dell_adesione, "triennio_accordo": avviso.triennio, "richiesta_ente": _richiesta(avviso).pk}


def _richiesta(avviso):
    """Un ente si è fatto avanti e ha confermato il suo indirizzo."""
    return RichiestaEnte.objects.create(
        avviso=avviso, stato="verificata", denominazione="La Sponda", codice_fiscale="92500000150", nome="Ada", cognome="Riva",
        carica="presidente", email="ada@sponda.example", impronta="0" * 64, creata_il=ADESSO, scade_il=ADESSO, verificata_il=ADESSO,
    )  # fmt: skip


def _avviso(oggetti):
    return {"triennio": oggetti["triennio_accordo"]}


def _adesione(oggetti):
    return {**_avviso(oggetti), "istat": oggetti["istat_accordo"]}


def _ente(oggetti):
    return {**_avviso(oggetti), "ente": oggetti["ente_accordo"]}


def _allegato_ente(oggetti):
    return {**_ente(oggetti), "pk": oggetti["allegato_ente"]}


def _fascicolo(oggetti):
    return {"ente": oggetti["ente_accordo"]}


def _documento(oggetti):
    return {**_fascicolo(oggetti), "pk": oggetti["documento_ente"]}


def _allegato(oggetti):
    return {**_adesione(oggetti), "pk": oggetti["allegato"]}


ROTTE = [
    Rotta("accordo:panoramica", QUADRO | {"ats"}),
    Rotta("accordo:nuovo_avviso", UFFICIO, UFFICIO),
    Rotta("accordo:avviso", UFFICIO, UFFICIO, argomenti=_avviso),
    Rotta("accordo:stato_avviso", None, UFFICIO, argomenti=_avviso),
    Rotta("accordo:adesioni", QUADRO, argomenti=_avviso),
    Rotta("accordo:sollecito", UFFICIO, UFFICIO, argomenti=_avviso),
    Rotta("accordo:adesione", LEGGE, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:dati", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:aree", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:risorse", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:invio", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:conferma", CONFERMA, CONFERMA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:rimanda", CONFERMA, CONFERMA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:riprendi", None, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:istruttoria", UFFICIO, UFFICIO, argomenti=_adesione),
    Rotta("accordo:chi_protocolla", UFFICIO, UFFICIO),
    Rotta("accordo:protocollo", UFFICIO, UFFICIO, argomenti=_adesione),
    Rotta("accordo:chiedi_protocollo", None, UFFICIO, argomenti=_adesione),
    Rotta("accordo:rilievi", UFFICIO, UFFICIO, argomenti=_adesione),
    Rotta("accordo:ricevuta", LEGGE, LEGGE, argomenti=_adesione, del_comune=True, nascosta=True),
    Rotta("accordo:ritira", COMPILA, COMPILA, argomenti=_adesione, del_comune=True, nascosta=True),
    *[Rotta(f"accordo:{passo}", UFFICIO, UFFICIO, argomenti=_adesione) for passo in ("sospendi", "riattiva")],
    Rotta("accordo:allegato", LEGGE, argomenti=_allegato, del_comune=True, nascosta=True),
    Rotta("accordo:annulla_allegato", UFFICIO, UFFICIO, argomenti=_allegato),
    Rotta("accordo:invita_enti", frozenset({"coordinatore"}), frozenset({"coordinatore"}), argomenti=_avviso),
    Rotta("accordo:enti", UFFICIO, argomenti=_avviso),
    Rotta(
        "accordo:richiesta",
        frozenset({"coordinatore"}),
        frozenset({"coordinatore"}),
        argomenti=lambda o: {**_avviso(o), "pk": o["richiesta_ente"]},
    ),
    Rotta("accordo:ente_adesione", DELL_ENTE, argomenti=_ente, riservata=True),
    *[
        Rotta(f"accordo:ente_{passo}", ETS, ETS, argomenti=_ente, riservata=True)
        for passo in ("dati", "aree", "risorse", "invio", "ritira", "da_firmare")
    ],
    *[
        Rotta(f"accordo:ente_{nome}", UFFICIO, UFFICIO, argomenti=_ente, riservata=True)
        for nome in ("istruttoria", "protocollo", "rilievi", "sospendi", "riattiva")
    ],
    Rotta("accordo:ente_pdf_da_firmare", ETS, argomenti=_ente, riservata=True),
    Rotta("accordo:ente_chiedi_protocollo", None, UFFICIO, argomenti=_ente, riservata=True),
    Rotta("accordo:ente_ricevuta", DELL_ENTE, DELL_ENTE, argomenti=_ente, riservata=True),
    Rotta("accordo:ente_allegato", DELL_ENTE, argomenti=_allegato_ente, riservata=True),
    Rotta("accordo:ente_annulla_allegato", UFFICIO, UFFICIO, argomenti=_allegato_ente, riservata=True),
    Rotta("accordo:fascicoli", UFFICIO),
    Rotta("accordo:fascicolo", DELL_ENTE, argomenti=_fascicolo, riservata=True),
    Rotta(
        "accordo:carica_documento",
        UFFICIO | ETS,
        UFFICIO | ETS,
        argomenti=lambda o: {**_fascicolo(o), "genere": "durc"},
        riservata=True,
    ),
    Rotta("accordo:documento_ente", DELL_ENTE, argomenti=_documento, riservata=True),
    Rotta("accordo:togli_documento", UFFICIO | ETS, UFFICIO | ETS, argomenti=_documento, riservata=True),
    Rotta("accordo:escludi_documento", UFFICIO, UFFICIO, argomenti=_documento, riservata=True),
]
