"""L’esito della concertazione, allegato al piano: tavoli, incontri e presenze, ogni proposta con la sua risposta."""

from collections import Counter, defaultdict

from django.utils import timezone

from ambito.documenti import Preparato
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.registri import TipoDocumento
from piano.documenti import piano_del_periodo
from piano.models import EsitoPresenza
from piano.selezioni import consultazioni, incontri, proposte
from piano.stati import StatoContributo, StatoIncontro, StatoProposta

CLASSI = {StatoProposta.ACCOLTA: "approvata", StatoProposta.IN_PARTE: "approvata", StatoProposta.RESPINTA: "respinta"}


def prepara(piano, oggi):
    """I dati del documento: nessun indirizzo e-mail, i nomi solo dei membri nei fogli di presenza a verbale approvato."""
    tutte = list(proposte.proposte(piano, ritirate=False))
    per_tavolo, per_consultazione = defaultdict(list), defaultdict(list)
    for proposta in tutte:
        gruppo = per_tavolo[proposta.tavolo_id] if proposta.tavolo_id else per_consultazione[proposta.contributo.consultazione_id]
        gruppo.append(_proposta(proposta))
    tavoli = [_tavolo(t, per_tavolo[t.pk]) for t in incontri.per_documento(piano)]
    pubbliche = consultazioni.consultazioni(piano).pubbliche().prefetch_related("contributi").order_by("apre", "pk")
    return Preparato(
        oggetto_id=piano.pk,
        titolo="Esito della concertazione",
        sottotitolo=f"Allegato al {piano}",
        nome_file=f"esito-concertazione-{piano.triennio}.pdf",
        dati={
            "cifre": _cifre(tavoli, tutte),
            "quadro": _quadro(tutte),
            "tavoli": tavoli,
            "consultazioni": [_consultazione(c, per_consultazione[c.pk]) for c in pubbliche],
        },
        permesso="legge_piano",
        dimostrativo=piano.ambito.dimostrativo,
    )


def _cifre(tavoli, tutte):
    risposte = sum(p.stato != StatoProposta.DA_VALUTARE for p in tutte)
    return {
        "tavoli": len(tavoli),
        "incontri": sum(len(t["incontri"]) for t in tavoli),
        "enti": len({ente for t in tavoli for ente in t["enti"]}),
        "proposte": len(tutte),
        "risposte": risposte,
    }


def _quadro(tutte):
    """Le proposte contate per origine ed esito, con i totali."""
    righe = defaultdict(Counter)
    for proposta in tutte:
        righe[proposta.origine].update([proposta.stato])
    esiti = list(StatoProposta)
    return {
        "esiti": [str(e.label) for e in esiti],
        "righe": [{"origine": o, "quante": [c[e] for e in esiti], "totale": sum(c.values())} for o, c in righe.items()],
        "totali": [sum(c[e] for c in righe.values()) for e in esiti],
        "totale": len(tutte),
    }


def _tavolo(tavolo, sue):
    enti = sorted({m.per_chi for m in tavolo.membri.all()})
    tenuti = [_incontro(i) for i in tavolo.incontri.all()]
    return {
        "nome": tavolo.nome,
        "tipo": tavolo.get_tipo_display(),
        "referente": tavolo.referente,
        "descrizione": tavolo.descrizione,
        "enti": enti,
        "incontri": tenuti,
        "proposte": sue,
    }


def _incontro(incontro):
    """Un incontro: quanti enti e quante persone c’erano; i nomi solo se il verbale è approvato, come nel verbale."""
    fogli = list(incontro.presenze.all())
    presenti = [p for p in fogli if p.esito == EsitoPresenza.PRESENTE]
    quando = timezone.localtime(incontro.quando)
    return {
        "giorno": f"{formatta_data(quando.date(), esteso=True)}, ore {quando:%H:%M}",
        "dove": incontro.luogo or "a distanza",
        "verbale": incontro.get_stato_display() if incontro.verbale else "Non ancora scritto",
        "presenti": _quanti(presenti, fogli) if fogli else "Presenze non ancora segnate",
        "nomi": _nomi(fogli) if incontro.stato == StatoIncontro.CHIUSO else [],
    }


def _quanti(presenti, fogli):
    enti = conta(len({p.per_chi for p in presenti}), "ente", "enti")
    return f"{conta(len(presenti), 'presente', 'presenti')} su {len(fogli)}, per {enti}"


def _nomi(fogli):
    """Gruppi «Presente», «Assente giustificato», «Assente» con le persone e i loro enti."""
    gruppi = [(esito.label, [f"{p.nome} ({p.per_chi})" for p in fogli if p.esito == esito]) for esito in EsitoPresenza]
    return [{"esito": str(etichetta), "persone": "; ".join(persone)} for etichetta, persone in gruppi if persone]


def _proposta(proposta):
    dove = [f"sezione {proposta.sezione}"] if proposta.sezione_id else []
    dove += [f"obiettivo {proposta.obiettivo}"] if proposta.obiettivo_id else []
    return {
        "codice": proposta.codice,
        "testo": proposta.testo,
        "proponente": proposta.proponente,
        "ricevuta_il": formatta_data(proposta.ricevuta_il),
        "esito": proposta.get_stato_display(),
        "classe": CLASSI.get(proposta.stato, ""),
        "motivo": proposta.motivo,
        "dove": "; ".join(dove),
    }


def _consultazione(consultazione, sue):
    rifiutati = Counter(c.motivo for c in consultazione.contributi.all() if c.stato == StatoContributo.NON_PUBBLICATO)
    return {
        "titolo": consultazione.titolo,
        "domande": consultazione.domande,
        "stato": consultazione.get_stato_display(),
        "periodo": f"dal {formatta_data(consultazione.apre, esteso=True)} al {formatta_data(consultazione.chiude, esteso=True)}",
        "ricevuti": consultazione.n_ricevuti,
        "pubblici": consultazione.n_pubblici,
        "rifiutati": [{"motivo": motivo, "quanti": quanti} for motivo, quanti in rifiutati.items()],
        "proposte": sue,
    }


ESITO = TipoDocumento(
    "esito-consultazione", "Esito della concertazione", "documenti/esito_consultazione.html", piano_del_periodo, prepara
)
