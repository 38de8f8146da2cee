"""Il verbale in PDF: i dati si congelano tutti, presenze, pesi, schede, conti e atti."""

from django.conf import settings
from django.urls import reverse

from ambito.assemblea import selezioni
from ambito.assemblea.parole import giorno, giorno_e_ora, ora
from ambito.assemblea.selezioni import conto, verbali
from ambito.assemblea.stati import Espressione, StatoSeduta, StatoVerbale, StatoVotazione
from ambito.documenti import Preparato
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.nucleo.formati_italiani import formatta_data, formatta_numero


class NessunaSeduta(ErroreAtteso):
    """Non c’è ancora una seduta di cui fare il verbale."""


def trova(triennio=None, anno=None):
    """Il verbale dell’ultima seduta conclusa dell’anno, del triennio, o in assoluto. `NessunaSeduta` se non ce n’è."""
    seduta = selezioni.seduta_del_verbale(triennio, anno)
    if seduta is None:
        raise NessunaSeduta("Non c’è ancora una seduta conclusa di cui fare il verbale.")
    return seduta.verbale


def prepara(verbale, oggi):
    """I dati del verbale, completi: il modello non legge altro."""
    seduta = verbale.seduta
    dati = {
        "organo": str(seduta.organo),
        "numero": f"{verbale.numero}/{verbale.anno}",
        "bozza": verbale.stato == StatoVerbale.BOZZA,
        "deserta": seduta.stato == StatoSeduta.DESERTA,
        "convocazione": _convocazione(seduta),
        "paragrafi": [p.split("\n") for p in verbale.testo.split("\n\n") if p.strip()],
        "appello": [_riga_appello(n, *riga) for n, riga in enumerate(selezioni.appello(seduta), start=1)],
        "totali": _totali(seduta),
        "fonti": _fonti(seduta),
        "votazioni": [_votazione(v) for v in _votazioni_chiuse(seduta)],
        "osservazioni": [_osservazione(o) for o in verbali.osservazioni(verbale)],
        "presiede": seduta.presiede,
        "segretario": str(seduta.segretario),
        "regola": {"fonte": seduta.regola.fonte, "verificata": seduta.regola.verificata, "versione": seduta.regola.versione},
    }
    return Preparato(
        oggetto_id=verbale.pk,
        titolo=f"Verbale n. {verbale.numero}/{verbale.anno}",
        sottotitolo=f"{seduta.organo}, seduta del {giorno(seduta.prima_convocazione)}",
        nome_file=f"verbale-{verbale.anno}-{verbale.numero:03d}.pdf",
        dati=dati,
        permesso="legge_sedute",
        dimostrativo=Ambito.objects.get(pk=verbale.ambito_id).dimostrativo,
    )


def _convocazione(seduta):
    inizio = seduta.iniziata_il or seduta.chiusa_il
    return {
        "avviso": giorno(seduta.convocata_il),
        "prima": giorno_e_ora(seduta.prima_convocazione),
        "seconda": giorno_e_ora(seduta.seconda_convocazione) if seduta.seconda_convocazione else "",
        "valida": "prima" if seduta.convocazione == 1 else "seconda",
        "urgenza": seduta.motivo_urgenza,
        "modalita": seduta.get_modalita_display(),
        "luogo": seduta.luogo,
        "giorno": giorno(inizio),
        "inizio": ora(inizio),
        "fine": ora(seduta.chiusa_il),
    }


def _riga_appello(numero, seggio, presenze):
    orari = [f"{ora(p.entrata)}–{ora(p.uscita) if p.uscita else ''}" for p in presenze]
    chi = presenze[-1] if presenze else None
    return {
        "numero": str(numero),
        "comune": seggio.nome,
        "residenti": "–" if seggio.materia else formatta_numero(seggio.residenti),
        "persona": chi.persona if chi else seggio.sindaco,
        "delega": chi.delega if chi else "",
        "presente": bool(presenze),
        "orari": ", ".join(orari),
    }


def _totali(seduta):
    seggi = seduta.seggi_di()
    entrati = set(seduta.presenze.filter(convocazione=seduta.convocazione).values_list("seggio_id", flat=True))
    return {
        "comuni": formatta_numero(len(seggi)),
        "presenti": formatta_numero(sum(s.pk in entrati for s in seggi)),
        "residenti": formatta_numero(sum(s.residenti for s in seggi)),
        "residenti_presenti": formatta_numero(sum(s.residenti for s in seggi if s.pk in entrati)),
    }


def _fonti(seduta):
    """Da dove viene la popolazione usata per i pesi."""
    coppie = seduta.seggi.filter(materia="").order_by("residenti_al").values_list("residenti_fonte", "residenti_al").distinct()
    return [f"{fonte}, al {formatta_data(al)}" for fonte, al in coppie]


def _votazioni_chiuse(seduta):
    chiuse = seduta.votazioni.filter(stato=StatoVotazione.CHIUSA).select_related("punto", "deliberazione__organo")
    return chiuse.select_related("seduta__organo", "seduta__seggio_presidente").order_by("numero")


def _votazione(votazione):
    schede = list(votazione.voti.select_related("seggio").order_by("seggio__nome"))
    per_voto = {e: [s for s in schede if s.espressione == e] for e in Espressione.values}
    deliberazione = getattr(votazione, "deliberazione", None)
    return {
        "punto": votazione.punto.numero,
        "oggetto": votazione.punto.oggetto,
        "testo": votazione.testo if votazione.testo != votazione.punto.oggetto else "",
        "scrutinio": votazione.get_scrutinio_display(),
        "aperta": ora(votazione.aperta_il),
        "chiusa": ora(votazione.chiusa_il),
        "passaggi": votazione.esito_calcolo["passaggi"],
        "approvata": votazione.approvata,
        "deliberazione": deliberazione.sigla if deliberazione else "",
        "voti": [_gruppo(e, per_voto[e]) for e in Espressione if per_voto[e]],
        "impronta": votazione.impronta,
        "testa": votazione.testa,
        "pagina": _pagina_pubblica(votazione),
        "riconto": conto.riconta(votazione).frase,
    }


def _osservazione(osservazione):
    esiti = {True: "Accolta", False: "Non accolta", None: "Senza risposta"}
    return {
        "autore": osservazione.autore.nome_completo,
        "giorno": giorno(osservazione.scritta_il),
        "testo": osservazione.testo,
        "esito": esiti[osservazione.accolta],
        "risposta": osservazione.risposta,
    }


def _pagina_pubblica(votazione):
    if not votazione.ha_pagina_pubblica:
        return ""
    return f"{settings.INDIRIZZO_PUBBLICO}{reverse('votazione_pubblica', args=[votazione.codice])}"


PLURALI = {
    "favorevole": "Favorevoli",
    "contrario": "Contrari",
    "astenuto": "Astenuti",
    "conflitto": "In conflitto di interessi, non partecipano",
    "non_votante": "Presenti che non hanno votato",
}


def _gruppo(espressione, schede):
    residenti = sum(s.seggio.residenti for s in schede)
    return {
        "nome": PLURALI[espressione],
        "comuni": ", ".join(s.seggio.nome for s in schede),
        "quanti": formatta_numero(len(schede)),
        "residenti": formatta_numero(residenti),
    }
