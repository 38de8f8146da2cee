"""Le rotte di servizi e fondi."""

from servizi import selezioni as catalogo
from tests.permessi.rotta import UFFICIO, Rotta
from tests.servizi.fabbriche import (
    ANNO,
    allega,
    apri_raccolta,
    crea_affidamento,
    crea_assegnazione,
    crea_bando,
    crea_indagine,
    crea_indicatore,
    crea_organico,
    crea_pratica,
    crea_rete,
    crea_sopralluogo,
    crea_unita,
    crea_valutazione,
    servizio,
)

LEGGE = UFFICIO | {"segretario", "presidente", "revisore", "sindaco", "delegato", "operatore", "ragioneria", "ats"}
VEDE_TUTTI = UFFICIO | {"revisore"}
LEGGE_CODOGNO = VEDE_TUTTI | {"sindaco", "delegato", "operatore", "ragioneria"}
SCRIVE_CODOGNO = UFFICIO | {"operatore"}


def prepara(lodi):
    """Un oggetto per ogni stanza."""
    apri_raccolta(lodi)
    unita = crea_unita(lodi)
    pratica = crea_pratica(lodi, unita)
    return {
        "servizio": servizio("SAD").pk,
        "unita": unita.pk,
        "area": catalogo.aree().first().pk,
        "fondo": catalogo.fondi().first().pk,
        "affidamento": crea_affidamento(lodi).pk,
        "pratica": pratica.pk,
        "carta": allega(lodi, pratica).pk,
        "sopralluogo": crea_sopralluogo(lodi, unita).pk,
        "rete": crea_rete(lodi).pk,
        "valutazione": crea_valutazione(lodi).pk,
        "indagine": crea_indagine(lodi).pk,
        "indicatore": crea_indicatore(lodi).pk,
        "organico": crea_organico(lodi).pk,
        "assegnazione": crea_assegnazione(lodi).pk,
        "bando": crea_bando(lodi).pk,
    }


def _di(nome):
    return lambda oggetti: {"pk": oggetti[nome]}


def _anno(oggetti):
    return {"anno": ANNO}


def _comune(oggetti):
    return {"anno": ANNO, "istat": "098019"}


def _legge(nome, argomenti=None):
    return Rotta(f"servizi:{nome}", LEGGE, argomenti=argomenti or (lambda o: {}))


def _scrive(nome, argomenti=None):
    return Rotta(f"servizi:{nome}", UFFICIO, UFFICIO, argomenti=argomenti or (lambda o: {}))


def _del_comune(nome, get, post=None, argomenti=_comune):
    return Rotta(f"servizi:{nome}", get, post, argomenti=argomenti, del_comune=True, nascosta=True)


ROTTE = [
    *(_legge(nome) for nome in ("panoramica", "catalogo", "aree", "interventi", "fondi", "servizi", "offerta", "matrice", "leps",
                                "servizio_sociale", "uffici", "raccolte", "bisogni", "risorse", "bandi", "affidamenti",
                                "pratiche", "reti", "indagini", "indicatori_comunali")),
    *(_legge(nome, _di(nome)) for nome in ("affidamento", "pratica", "rete")),
    *(Rotta(f"servizi:{nome}", LEGGE, UFFICIO, argomenti=_di(nome)) for nome in ("indagine", "indicatore")),
    Rotta("servizi:togli_indicatore", None, UFFICIO, argomenti=_di("indicatore")),
    *(_scrive(nome) for nome in ("nuova_indagine", "nuovo_indicatore", "nuova_area", "nuovo_fondo")),
    _scrive("modifica_area", _di("area")),
    _scrive("modifica_fondo", _di("fondo")),
    _scrive("modifica_indagine", _di("indagine")),
    _scrive("modifica_indicatore", _di("indicatore")),
    _legge("servizio", _di("servizio")),
    _legge("unita", _di("unita")),
    _legge("assegnazione", _di("assegnazione")),
    _legge("bando", _di("bando")),
    *(_scrive(nome) for nome in ("nuovo_servizio", "nuova_unita", "nuovo_organico", "apri_raccolta", "nuova_assegnazione",
                                 "nuovo_bando", "nuovo_affidamento", "nuova_pratica", "nuova_rete")),
    *(_scrive(nome, _di("affidamento")) for nome in ("modifica_affidamento", "nuovo_pagamento")),
    _scrive("modifica_pratica", _di("pratica")),
    _scrive("passo_pratica", lambda o: {"pk": o["pratica"], "passo": "completa"}),
    _scrive("allega_carta", _di("pratica")),
    Rotta("servizi:carta", UFFICIO, argomenti=lambda o: {"pk": o["pratica"], "carta": o["carta"]}),
    _scrive("nuovo_sopralluogo", _di("unita")),
    _scrive("modifica_sopralluogo", _di("sopralluogo")),
    *(_scrive(nome, _di("rete")) for nome in ("modifica_rete", "nuovo_incontro")),
    _scrive("nuova_valutazione", _di("servizio")),
    _scrive("modifica_valutazione", _di("valutazione")),
    _scrive("modifica_servizio", _di("servizio")),
    _scrive("modifica_unita", _di("unita")),
    _scrive("modifica_organico", _di("organico")),
    *(_scrive(nome, _di("assegnazione")) for nome in ("modifica_assegnazione", "nuovo_incasso", "utilizzo")),
    *(_scrive(nome, _di("bando")) for nome in ("modifica_bando", "esito_bando")),
    _scrive("passo_bando", lambda o: {"pk": o["bando"], "passo": "lascia"}),
    Rotta("servizi:togli_unita", None, UFFICIO, argomenti=_di("unita")),
    Rotta("servizi:togli_organico", None, UFFICIO, argomenti=_di("organico")),
    Rotta("servizi:quadro_misure", VEDE_TUTTI, argomenti=_anno),
    Rotta("servizi:estrazione", VEDE_TUTTI, argomenti=_anno),
    Rotta("servizi:scadenze", UFFICIO),
    Rotta("servizi:calendario", UFFICIO),
    _del_comune("modifica_ufficio", SCRIVE_CODOGNO, SCRIVE_CODOGNO, lambda o: {"istat": "098019"}),
    _del_comune("misure_comune", LEGGE_CODOGNO, frozenset({"operatore"})),
    _del_comune("misure_servizio", SCRIVE_CODOGNO, SCRIVE_CODOGNO, lambda o: {**_comune(o), "pk": o["servizio"]}),
    _del_comune("modello_misure", LEGGE_CODOGNO, argomenti=lambda o: {**_comune(o), "formato": "csv"}),
    _del_comune("concludi_misure", None, frozenset({"operatore"})),
]  # fmt: skip
