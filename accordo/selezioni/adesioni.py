"""Letture di avvisi e adesioni: chi vede che cosa, e il quadro di chi ha aderito e chi manca."""

import copy
from collections import Counter

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from accordo.models import Adesione, AreaTarget, AvvisoAdesione
from accordo.selezioni.trienni import triennio_finito
from accordo.stati import MANCANTE, OltreTermine, StatoAdesione, TipoAdesione
from ambito.models import Comune, Ente
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.periodi import ErrorePeriodo, Triennio
from ambito.selezioni import appartenenze
from piano import selezioni as piano
from piano.models import Obiettivo, Tavolo, TipoTavolo
from piano.selezioni import in_vigore
from piano.stati import DECISI
from servizi import selezioni as servizi

PARTI = {
    "dati": "Chi aderisce",
    "aree": "Aree e tavoli",
    "risorse": "Risorse e allegati",
    "invio": "Dichiarazioni e invio",
}

# Una correzione che aspetta il Sindaco, per chi guarda da fuori, è ancora da correggere: quella di prima è già arrivata.
DA_FUORI = Case(
    When(stato=StatoAdesione.DA_CONFERMARE, numero__isnull=False, then=Value(StatoAdesione.INTEGRAZIONE_RICHIESTA.value)),
    default=F("stato"),
)


def avvisi():
    """Gli avvisi dell’Ambito in corso, dal triennio più recente, con quante adesioni sono state inviate."""
    valgono = Q(adesioni__numero__isnull=False) & ~Q(adesioni__stato=StatoAdesione.RITIRATA)
    inviate = Count("adesioni", filter=valgono & Q(adesioni__comune__isnull=False))
    enti = Count("adesioni", filter=valgono & Q(adesioni__ente__isnull=False))
    return AvvisoAdesione.objects.annotate(inviate=inviate, enti=enti).order_by("-triennio_inizio")


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


def di_chi(soggetto):
    """Il campo dell’adesione che dice di chi è: `{"comune": …}` o `{"ente": …}`."""
    return {"ente" if isinstance(soggetto, Ente) else "comune": soggetto}


def adesione(avviso, soggetto):
    """L’adesione di quel Comune o ente, o `None` se non l’ha ancora cominciata."""
    righe = Adesione.objects.select_related("avviso", "comune", "ente", "inviata_da", "ripresa_da__avviso")
    return righe.filter(avviso=avviso, **di_chi(soggetto)).first()


def firmatari(adesione):
    """Chi ha firmato digitalmente i file: nome e codice fiscale del certificato. Lo legge chi compila e chi esamina."""
    if not adesione.pk:
        return []
    return [firma for allegato in adesione.allegati.filter(annullato_il__isnull=True) for firma in allegato.firmatari]


def tavoli(avviso):
    """I tavoli del piano di quel triennio a cui si può chiedere di partecipare; nessuno se il piano non c’è ancora.

    La Conferenza di piano non si sceglie: è aperta a tutti.
    """
    tutti = tavoli_del_triennio(avviso.triennio_inizio)
    limitati = avviso.tavoli.values("pk")
    return tutti.filter(pk__in=limitati) if limitati else tutti


def tavoli_del_triennio(inizio):
    """I tavoli del piano del triennio che comincia in quell’anno, senza la Conferenza di piano."""
    suo = piano.piano_dell_anno(inizio)
    return piano.tavoli(suo).exclude(tipo=TipoTavolo.CONFERENZA) if suo else Tavolo.objects.none()


def obiettivi(avviso):
    """Gli obiettivi che un ente può dire di sostenere: quelli di un piano approvato. Di una bozza chi sta fuori non vede niente."""
    suo = piano.piano_dell_anno(avviso.triennio_inizio)
    # Prima che l’Assemblea decida gli obiettivi sono una bozza, e anche dopo quelli di un aggiornamento in corso.
    return piano.obiettivi(suo).in_vigore() if suo and suo.stato in DECISI else Obiettivo.objects.none()


def obiettivi_sostenuti(adesione):
    """Gli obiettivi che l’ente ha detto di sostenere, come li dice il piano in vigore: un PDF già firmato resta quello."""
    scelti = list(adesione.obiettivi.select_related("piano")) if adesione.pk else []
    return in_vigore.come_si_citano(scelti[0].piano, scelti) if scelti else []


def obiettivi_in_vigore(avviso):
    """Come `obiettivi`, con codice e titolo del piano in vigore: quelli di un aggiornamento in corso non si leggono."""
    tutti = list(obiettivi(avviso))
    return in_vigore.come_si_citano(tutti[0].piano, tutti) if tutti else []


def scelte_di_obiettivi(avviso):
    """Gli obiettivi che un ente può dire di sostenere, come coppie (chiave, codice e titolo in vigore)."""
    return [(o.pk, str(o)) for o in obiettivi_in_vigore(avviso)]


def comuni_dell_ambito(oggi):
    """I Comuni in cui un ente può dire di operare."""
    return Comune.objects.filter(pk__in=appartenenze(oggi).values("comune")).order_by("nome")


def aree(avviso=None):
    """Le aree di intervento fra cui si sceglie: quelle dell’avviso, se ne indica."""
    limitate = avviso.aree.values("pk") if avviso else None
    return servizi.aree().filter(pk__in=limitate) if limitate else servizi.aree()


def quadro_enti(avviso, oggi):
    """Le adesioni degli enti a quell’avviso, per nome dell’ente, con le aree in una riga (solo di quelle inviate)."""
    inviata = ~Q(stato=StatoAdesione.BOZZA)
    righe = Adesione.objects.filter(avviso=avviso, ente__isnull=False).select_related("ente")
    return righe.annotate(
        aree_scelte=StringAgg("aree_target__nome", "; ", order_by="aree_target__ordine", filter=inviata),
        finita=Value(triennio_finito(avviso, oggi)),
    ).order_by("ente__denominazione")


def quadro(avviso, oggi):
    """I Comuni dell’Ambito, ciascuno con la sua adesione. Tipo, numero e aree solo se inviata: la bozza è del Comune."""
    tutte = Adesione.objects.filter(avviso=avviso, comune=OuterRef("comune")).order_by()
    inviate = tutte.filter(numero__isnull=False)
    scelte = AreaTarget.objects.filter(adesione__avviso=avviso, adesione__comune=OuterRef("comune"))
    elenco = (
        scelte.filter(adesione__numero__isnull=False)
        .order_by()
        .values("adesione")
        .annotate(nomi=StringAgg("area__nome", "; ", order_by="area__ordine"))
    )
    return appartenenze(oggi).annotate(
        adesione_stato=Coalesce(Subquery(tutte.values(visto=DA_FUORI)[:1]), Value(MANCANTE)),
        adesione_finita=Value(triennio_finito(avviso, oggi)),
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


def adesioni_di(comuni, enti):
    """Le adesioni, a ogni avviso, dei Comuni e degli enti (numeri) dati."""
    righe = Adesione.objects.filter(Q(comune__in=comuni) | Q(ente__in=enti))
    return list(righe.select_related("avviso", "comune", "ente"))


def ultima_inviata(triennio=None):
    """L’ultima adesione inviata (del `Triennio`, se è detto), o `None`."""
    inviate = Adesione.objects.exclude(inviata_il=None).select_related("avviso", "comune", "ente", "inviata_da")
    if triennio:
        inviate = inviate.filter(avviso__triennio_inizio=triennio.inizio)
    return inviate.order_by("-inviata_il", "-numero").first()


def come_inviata(adesione, oggi):
    """L’adesione come diventerebbe inviandola oggi: oltre il termine è solo consultiva. Non scrive nulla."""
    esito = copy.copy(adesione)
    if esito.numero is None and esito.avviso.oltre(oggi):
        esito.tardiva, esito.tipo = True, TipoAdesione.CONSULTIVA
    return esito


def perche_chiusa(adesione, oggi):
    """Perché l’adesione non si può scrivere oggi, in parole; vuoto se si può (durante una correzione, solo dove c’è un rilievo)."""
    if adesione.da_confermare:
        return "È pronta e aspetta la conferma del Sindaco: per cambiarla chi la compila la riprende."
    if not adesione.in_compilazione:
        return "L’adesione è già stata inviata: si può modificare solo se l’Ufficio di Piano la rimanda per correzioni."
    return perche_non_si_invia(adesione, oggi)


def perche_non_si_invia(adesione, oggi):
    """Perché l’avviso oggi non ammette l’invio, in parole; vuoto se lo ammette (chi corregge lo può sempre)."""
    if adesione.numero:
        return ""
    avviso = adesione.avviso
    if not (avviso.rivolto_a(adesione.ente) if adesione.ente_id else avviso.rivolto_ai_comuni):
        chi = "a enti come questo" if adesione.ente_id else "ai Comuni"
        return f"L’avviso {avviso.triennio} non è rivolto {chi}: si può sentire l’Ufficio di Piano."
    return _perche_avviso_chiuso(avviso, oggi)


def _perche_avviso_chiuso(avviso, oggi):
    if not avviso.e_aperto:
        return f"L’avviso {avviso.triennio} è chiuso: per aderire bisogna sentire l’Ufficio di Piano."
    if oggi < avviso.apre:
        return f"L’adesione si compila dal {formatta_data(avviso.apre)}."
    if avviso.oltre(oggi) and avviso.oltre_termine == OltreTermine.ESCLUSA:
        return f"Il termine è scaduto il {formatta_data(avviso.chiude)} e l’avviso non ammette adesioni in ritardo."
    return ""
