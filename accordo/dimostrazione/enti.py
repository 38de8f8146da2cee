"""L’ATS con l’adesione in compilazione, una cooperativa che l’ha inviata, un’associazione che chiede di aderire.

Nomi e dati sono inventati (dato dimostrativo).
"""

import secrets
from datetime import timedelta

from django.utils import timezone

from accordo import operazioni, selezioni
from accordo.dimostrazione.carte import carta
from accordo.models import RichiestaEnte
from ambito.models import Incarico
from ambito.nucleo.impronta import impronta_file
from ambito.poteri import Poteri

COOPERATIVA = {
    "natura_giuridica": "IS", "partita_iva": "02031600154", "codice_fiscale": "02031600154", "runts_numero": "90001",
    "sede": "Via dell’Argine 1, 26900 Lodi (dato dimostrativo)", "pec": "argine@pec.example", "email": "argine@coop.example",
    "telefono": "0371 000000", "rappresentante_nome": "Elena Prova", "rappresentante_carica": "Presidente",
    "rappresentante_cf": "RSSMRA85T10A562S",
}  # fmt: skip
DICHIARATE = dict.fromkeys(("conosce_accordo", "senza_impedimenti", "dichiara_445", "letta_informativa"), True)


def popola(scena, avviso):
    """Le adesioni dei primi due enti che hanno una persona, se ci sono."""
    oggi = timezone.localdate(scena.adesso)
    for ruolo, compila in (("ats", _comincia), ("ets", _invia)):
        incarichi = Incarico.objects.vigenti(oggi).filter(ruolo=ruolo, ente__isnull=False).select_related("ente", "utente")
        if incarico := next((i for i in incarichi if avviso.rivolto_a(i.ente)), None):
            chi = {"poteri": Poteri(incarico.utente, scena.ambito, oggi), "adesso": scena.adesso - timedelta(days=5)}
            compila(chi, {"avviso": avviso, "soggetto": incarico.ente, **chi}, oggi)
    _chiede(avviso, scena.adesso - timedelta(days=1))


def _chiede(avviso, adesso):
    """Ha scritto dalla pagina pubblica e confermato l’indirizzo: tocca al coordinatore."""
    codice = secrets.token_urlsafe(32)
    RichiestaEnte.objects.create(
        avviso=avviso, denominazione="Associazione di volontariato dimostrativa", codice_fiscale="92500000150", nome="Ada",
        cognome="Prova", carica="presidente (dato dimostrativo)", email="ada@associazione.example",
        impronta=impronta_file(codice.encode()), creata_il=adesso, scade_il=adesso + timedelta(days=2),
    )  # fmt: skip
    operazioni.verifica_richiesta(codice, adesso=adesso)


def _comincia(chi, dove, oggi):
    operazioni.salva_passo(passo="dati", campi={"natura_giuridica": "PUBBLICO"}, revisione=0, **dove)


def _invia(chi, dove, oggi):
    operazioni.salva_passo(passo="dati", campi={**COOPERATIVA, "runts_data": oggi - timedelta(days=900)}, revisione=0, **dove)
    scelte = {"aree_target": list(selezioni.aree()[:2]), "comuni_operativita": list(selezioni.comuni_dell_ambito(oggi)[:4])}
    campi = {"tipo": "partner", "esperienza": "Assistenza domiciliare dal 2015. (dato dimostrativo)"}
    operazioni.salva_passo(passo="aree", campi=campi, scelte=scelte, revisione=1, **dove)
    operazioni.salva_passo(passo="risorse", campi={"firma": "autografa"}, revisione=2, **dove)
    operazioni.allega(tipo="statuto", nome="statuto.pdf", byte=carta("Cooperativa sociale dimostrativa", "Statuto"), **dove)
    identita = carta("Carta d’identità di Elena Prova", "Fotocopia")
    operazioni.allega(tipo="identita", nome="identita.pdf", byte=identita, **dove)
    adesione = operazioni.salva_passo(passo="invio", campi={**DICHIARATE, "note": ""}, revisione=3, **dove)
    operazioni.presenta(adesione, **chi)
