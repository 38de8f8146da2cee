"""Letture di avvisi e adesioni: chi vede che cosa, e il quadro di chi ha aderito e chi manca."""

import copy
from collections import Counter

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from accordo.models import Adesione, AreaTarget, AvvisoAdesione
from accordo.stati import MANCANTE, OltreTermine, StatoAdesione, TipoAdesione
from ambito.models import Incarico
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.periodi import ErrorePeriodo, Triennio
from ambito.selezioni import appartenenze
from piano import selezioni as piano
from piano.models import Tavolo, TipoTavolo
from servizi import selezioni as servizi

PARTI = {
    "dati": "Dati del Comune",
    "aree": "Aree e tavoli",
    "risorse": "Risorse e allegati",
    "invio": "Dichiarazioni e invio",
}


def avvisi():
    """Gli avvisi dell’Ambito in corso, dal triennio più recente, con quante adesioni sono state inviate."""
    inviate = Count("adesioni", filter=~Q(adesioni__stato=StatoAdesione.BOZZA))
    return AvvisoAdesione.objects.annotate(inviate=inviate).order_by("-triennio_inizio")


def avviso(triennio):
    """L’avviso di «2025-2027», o `None`."""
    try:
        inizio = Triennio.leggi(triennio)
    except ErrorePeriodo:
        return None
    return AvvisoAdesione.objects.filter(triennio_inizio=inizio.inizio).first() if str(inizio) == triennio else None


def avvisi_in_corso(oggi):
    """Gli avvisi aperti e già cominciati."""
    return AvvisoAdesione.objects.filter(stato="aperto", apre__lte=oggi)


def adesione(avviso, comune):
    """L’adesione di quel Comune, o `None` se non l’ha ancora cominciata."""
    return Adesione.objects.filter(avviso=avviso, comune=comune).select_related("avviso", "comune", "inviata_da").first()


def precompilata(avviso, comune, utente, oggi):
    """Un’adesione non salvata con ciò che l’Ambito sa già del Comune e di chi la compila."""
    sindaco = Incarico.objects.vigenti(oggi).filter(ruolo="sindaco", comune=comune).select_related("utente").first()
    return Adesione(
        avviso=avviso,
        comune=comune,
        denominazione=f"Comune di {comune.nome}",
        codice_fiscale=comune.codice_fiscale,
        sede=f"{comune.cap} {comune.nome} ({comune.provincia})".strip(),
        rappresentante_nome=sindaco.utente.nome_completo[:120] if sindaco else "",
        rappresentante_carica="Sindaco" if sindaco else "",
        referente_nome=utente.nome_completo[:120],
        referente_email=utente.email,
    )


def tavoli(avviso):
    """I tavoli del piano di quel triennio a cui si può chiedere di partecipare; nessuno se il piano non c’è ancora.

    La Conferenza di piano non si sceglie: è aperta a tutti.
    """
    suo = piano.piano_dell_anno(avviso.triennio_inizio)
    return piano.tavoli(suo).exclude(tipo=TipoTavolo.CONFERENZA) if suo else Tavolo.objects.none()


def aree():
    """Le aree di intervento fra cui un Comune sceglie."""
    return servizi.aree()


def quadro(avviso, oggi):
    """I Comuni dell’Ambito, ciascuno con la sua adesione. Tipo, numero e aree solo se inviata: la bozza è del Comune."""
    tutte = Adesione.objects.filter(avviso=avviso, comune=OuterRef("comune")).order_by()
    inviate = tutte.exclude(stato=StatoAdesione.BOZZA)
    scelte = AreaTarget.objects.filter(adesione__avviso=avviso, adesione__comune=OuterRef("comune"))
    elenco = (
        scelte.exclude(adesione__stato=StatoAdesione.BOZZA)
        .order_by()
        .values("adesione")
        .annotate(nomi=StringAgg("area__nome", "; ", order_by="area__ordine"))
    )
    return appartenenze(oggi).annotate(
        adesione_stato=Coalesce(Subquery(tutte.values("stato")[:1]), Value(MANCANTE)),
        adesione_tipo=Subquery(inviate.values("tipo")[:1]),
        adesione_numero=Subquery(inviate.values("numero")[:1]),
        adesione_anno=Subquery(inviate.values("anno")[:1]),
        adesione_inviata_il=Subquery(inviate.values("inviata_il")[:1]),
        adesione_tardiva=Subquery(inviate.values("tardiva")[:1]),
        adesione_aree=Subquery(elenco.values("nomi")[:1]),
    )


def quadro_visibile(avviso, poteri, oggi):
    """Il quadro intero per chi ha il diritto; altrimenti solo i propri Comuni."""
    righe = quadro(avviso, oggi)
    return righe if poteri.puo("legge_adesioni") else righe.filter(comune__in=poteri.comuni_con("legge_comune"))


def conteggi(avviso, oggi):
    """Quanti Comuni per stato (`Counter`), compresi i mancanti."""
    return Counter(quadro(avviso, oggi).values_list("adesione_stato", flat=True))


def rimandate(comuni):
    """Le adesioni rimandate per correzioni, fra quelle dei Comuni dati."""
    righe = Adesione.objects.filter(stato=StatoAdesione.INTEGRAZIONE_RICHIESTA, comune__in=comuni)
    return righe.select_related("avviso", "comune")


def da_seguire():
    """Gli avvisi, dal triennio più vecchio, con quante adesioni `presentate` aspettano l’Ufficio di Piano."""
    presentate = Count("adesioni", filter=Q(adesioni__stato=StatoAdesione.PRESENTATA))
    return list(AvvisoAdesione.objects.annotate(presentate=presentate).order_by("triennio_inizio"))


def ultima_inviata(triennio=None):
    """L’ultima adesione inviata (del `Triennio`, se è detto), o `None`."""
    inviate = Adesione.objects.exclude(inviata_il=None).select_related("avviso", "comune", "inviata_da")
    if triennio:
        inviate = inviate.filter(avviso__triennio_inizio=triennio.inizio)
    return inviate.order_by("-inviata_il", "-numero").first()


def come_inviata(adesione, oggi):
    """L’adesione come diventerebbe inviandola oggi: oltre il termine è solo consultiva. Non scrive nulla."""
    esito = copy.copy(adesione)
    if esito.numero is None and esito.avviso.oltre(oggi):
        esito.tardiva, esito.tipo = True, TipoAdesione.CONSULTIVA
    return esito


def perche_chiusa(adesione, passo, oggi):
    """Perché quel passo non si può scrivere oggi, in parole; vuoto se si può."""
    if not adesione.in_mano_al_comune:
        return "L’adesione è già stata inviata: si può modificare solo se l’Ufficio di Piano la rimanda per correzioni."
    if adesione.stato == StatoAdesione.INTEGRAZIONE_RICHIESTA:
        if passo == "invio" or passo in adesione.parti_riaperte:
            return ""
        return f"L’Ufficio di Piano ha chiesto di correggere solo: {in_parole(adesione.parti_riaperte)}."
    return _perche_avviso_chiuso(adesione.avviso, oggi)


def _perche_avviso_chiuso(avviso, oggi):
    if not avviso.e_aperto:
        return f"L’avviso {avviso.triennio} è chiuso: per aderire bisogna sentire l’Ufficio di Piano."
    if oggi < avviso.apre:
        return f"L’adesione si compila dal {formatta_data(avviso.apre)}."
    if avviso.oltre(oggi) and avviso.oltre_termine == OltreTermine.ESCLUSA:
        return f"Il termine è scaduto il {formatta_data(avviso.chiude)} e l’avviso non ammette adesioni in ritardo."
    return ""


def in_parole(parti):
    """I nomi dei passi, per una frase."""
    return ", ".join(f"«{PARTI[p]}»" for p in PARTI if p in parti)
