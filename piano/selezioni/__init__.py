"""Letture del piano: ciò che le pagine mostrano e ciò che le app più alte possono chiedere."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from django.db.models import Case, F, Q, Sum, When, Window
from django.db.models.functions import Coalesce, Lead

from ambito.avvisi import persone_con
from ambito.db.pronte import pronta
from ambito.models import Appartenenza, Comune, Documento
from ambito.selezioni import eventi, lavori_visibili
from piano.models import (
    BozzaPersonale,
    GiroOsservazioni,
    Indicatore,
    Obiettivo,
    PianoDiZona,
    RevisioneSezione,
    RisorsaObiettivo,
    Sezione,
    SpecieVersione,
    TargetObiettivo,
    Tavolo,
    TipoTavolo,
    ValutazioneObiettivo,
    VersionePiano,
)
from piano.models.sezione import ModoRevisione
from piano.selezioni import confronti, in_vigore
from piano.stati import FINITI, PROPOSTI, SCRIVIBILI

# Due salvataggi della stessa persona più vicini di così sono lo stesso tratto di lavoro.
TRATTO = timedelta(minutes=30)


def piani():
    """I piani dell’Ambito in corso, dal più recente, con quanto è già scritto."""
    return PianoDiZona.objects.per_elenco()


def piano_del(triennio):
    """Il piano di «2025-2027», o `None`."""
    inizio, _, fine = triennio.partition("-")
    if not (inizio.isascii() and inizio.isdigit() and len(inizio) == 4):
        return None
    piano = PianoDiZona.objects.filter(triennio_inizio=int(inizio)).select_related("adottata").defer("adottata__dati").first()
    return piano if piano and piano.triennio == triennio else None


def piano_corrente():
    """Il piano a cui si lavora: il più recente non concluso, altrimenti il più recente; `None` se non ce n’è."""
    return next(iter(_corrente()), None)


@pronta
def _corrente():
    concluso = Case(When(stato__in=FINITI, then=1), default=0)
    return PianoDiZona.objects.order_by(concluso, "-triennio_inizio")[:1]


def piano_dell_anno(anno):
    """Il piano che comprende quell’anno, o `None`."""
    return PianoDiZona.objects.filter(triennio_inizio__lte=anno, triennio_fine__gte=anno).first()


def sezioni(piano):
    """Le sezioni nell’ordine del piano, senza il testo (che pesa)."""
    return Sezione.objects.filter(piano=piano).defer("testo").select_related("aggiornata_da", "assegnata_a")


def sezioni_affidate(utente):
    """Le sezioni da finire affidate alla persona, nei piani in bozza: prima quelle che scadono prima."""
    mie = Sezione.objects.filter(assegnata_a=utente, completa=False, piano__stato__in=SCRIVIBILI)
    return mie.defer("testo").select_related("piano").order_by(F("entro").asc(nulls_last=True), "ordine")


def sezioni_in_scadenza(giorni):
    """Le sezioni da finire, nei piani in bozza, il cui termine cade in uno di quei giorni."""
    righe = Sezione.objects.filter(entro__in=giorni, completa=False, piano__stato__in=SCRIVIBILI)
    return righe.defer("testo").select_related("piano__ambito", "assegnata_a")


def persone_dell_ufficio(oggi):
    """Chi oggi può scrivere il piano: a loro si affidano le sezioni."""
    return persone_con("redige_piano", oggi)


def comuni_del_piano(piano):
    """I Comuni che hanno fatto parte dell’Ambito negli anni del piano, per nome."""
    dentro = Appartenenza.objects.filter(Q(al=None) | Q(al__gte=piano.dal), dal__lte=piano.al)
    return Comune.objects.filter(pk__in=dentro.values("comune")).order_by("nome")


def bozza_di(sezione, utente):
    """Il testo di questa persona messo da parte per la sezione (il più recente), o `None`."""
    return BozzaPersonale.objects.filter(sezione=sezione, utente=utente).select_related("sezione").first()


def bozze_di(utente):
    """Tutti i testi messi da parte di una persona."""
    return BozzaPersonale.objects.filter(utente=utente).select_related("sezione__piano")


def testo_alla(sezione, numero):
    """Il testo della sezione a quella revisione; vuoto prima della prima."""
    return RevisioneSezione.objects.filter(sezione=sezione, numero=numero).values_list("testo", flat=True).first() or ""


def revisioni(sezione, *, tutte=False):
    """Le revisioni dalla più recente, senza testo. Di norma una per ogni tratto di lavoro (stessa persona, senza lunghe pause)."""
    righe = RevisioneSezione.objects.filter(sezione=sezione).defer("testo").select_related("autore").order_by("-numero")
    if tutte:
        return righe
    ordine = F("numero").asc()
    chi = Coalesce("autore_id", 0)
    righe = righe.annotate(
        chi=chi, prossimo=Window(Lead(chi), order_by=ordine), prossimo_quando=Window(Lead("quando"), order_by=ordine)
    )
    stesso_tratto = Q(prossimo=F("chi"), prossimo_quando__lte=F("quando") + TRATTO, modo=ModoRevisione.SCRITTA)
    # L’ultima non ha una prossima: il confronto con un valore assente la farebbe sparire.
    return righe.filter(Q(prossimo__isnull=True) | ~stesso_tratto)


def tavoli(piano=None):
    """I tavoli del piano (di norma quello corrente): prima la Conferenza di piano, poi per nome."""
    piano = piano or piano_corrente()
    if piano is None:
        return Tavolo.objects.none()
    prima = Case(When(tipo=TipoTavolo.CONFERENZA, then=0), default=1)
    return Tavolo.objects.filter(piano=piano).select_related("area").order_by(prima, "nome")


def obiettivi(piano):
    """Gli obiettivi del piano con area, conteggi e importo: ogni scheda sa dire se è completa."""
    return Obiettivo.objects.filter(piano=piano).con_conteggi().select_related("area", "piano")


def risorse(anno):
    """Le previsioni di spesa di un anno nel piano che lo comprende, con obiettivo e fondo: quelle in vigore, se si aggiorna."""
    piano = piano_dell_anno(anno)
    if piano and piano.si_aggiorna:
        return in_vigore.risorse(piano, anno)
    righe = RisorsaObiettivo.objects.filter(anno=anno).select_related("obiettivo__area", "obiettivo__piano", "fondo")
    return list(righe.order_by("obiettivo__area__codice", "obiettivo", "fondo__ordine"))


def destinatari(piano, obiettivi):
    """A chi si rivolgono quegli obiettivi (id): coppie (obiettivo, area di utenza). Di un piano che si aggiorna, come in vigore."""
    if piano and piano.si_aggiorna:
        coppie = [(t.obiettivo_id, t.area_id) for t in in_vigore.com_erano(piano, TargetObiettivo)]
        return [coppia for coppia in coppie if coppia[0] in obiettivi]
    return TargetObiettivo.objects.filter(obiettivo__in=obiettivi).values_list("obiettivo", "area")


def programmato(piani):
    """Quanto i piani prevedono per ogni anno: `{anno: euro}`. Di un piano che si aggiorna conta la versione in vigore."""
    righe = RisorsaObiettivo.objects.exclude(obiettivo__piano__in=[p for p in piani if p.si_aggiorna]).order_by()
    somme = Counter(dict(righe.values_list("anno").annotate(Sum("importo"))))
    for piano in piani:
        for riga in in_vigore.risorse(piano) if piano.si_aggiorna else ():
            somme[riga.anno] += riga.importo
    return dict(somme)


def quadro(piano):
    """Le risorse del piano per anno e fondo: `{"anni", "righe": [(fondo, [importi], totale)], "totali", "totale"}`."""
    voci = RisorsaObiettivo.objects.filter(obiettivo__piano=piano).order_by("fondo__ordine", "fondo__codice")
    return tabella_per_anno(piano.anni, voci.values_list("fondo__nome", "anno").annotate(somma=Sum("importo")))


def quadro_obiettivo(obiettivo):
    """Le risorse di un obiettivo per anno e fondo, come `quadro`."""
    voci = RisorsaObiettivo.objects.filter(obiettivo=obiettivo).order_by("fondo__ordine", "fondo__codice")
    return tabella_per_anno(obiettivo.piano.anni, voci.values_list("fondo__nome", "anno", "importo"))


def tabella_per_anno(anni, voci):
    """Da terne (voce, anno, importo) alla tabella con i totali; le voci restano nell’ordine in cui arrivano."""
    righe = {}
    for voce, anno, importo in voci:
        riga = righe.setdefault(voce, dict.fromkeys(anni, Decimal("0.00")))
        riga[anno] += importo
    totali = [sum((r[anno] for r in righe.values()), Decimal("0.00")) for anno in anni]
    return {
        "anni": anni,
        "righe": [(voce, [r[a] for a in anni], sum(r.values(), Decimal("0.00"))) for voce, r in righe.items()],
        "totali": totali,
        "totale": sum(totali, Decimal("0.00")),
    }


def importi_per_area(piano):
    """Coppie (nome dell’area di programmazione, somma delle risorse), solo dove c’è qualcosa, per codice d’area."""
    voci = RisorsaObiettivo.objects.filter(obiettivo__piano=piano).order_by("obiettivo__area__codice")
    return list(voci.values_list("obiettivo__area__nome").annotate(somma=Sum("importo")))


def esiti_precedenti(piano):
    """Il piano che viene prima di questo (o `None`) e le valutazioni finali dei suoi obiettivi: da dove si riparte."""
    prima = PianoDiZona.objects.filter(triennio_fine__lt=piano.triennio_inizio).order_by("-triennio_fine").first()
    if prima is None:
        return None, []
    finali = ValutazioneObiettivo.objects.filter(obiettivo__piano=prima, finale=True).select_related("obiettivo__area")
    return prima, list(finali.order_by("obiettivo__area__codice", "obiettivo"))


def indicatori(piano):
    """Gli indicatori di tutte le schede, in ordine di obiettivo."""
    righe = Indicatore.objects.filter(obiettivo__piano=piano).select_related("obiettivo")
    return righe.order_by("obiettivo__area__codice", "obiettivo_id", "pk")


def versioni(piano):
    """Le versioni congelate, dalla più recente, senza i dati (che pesano)."""
    righe = VersionePiano.objects.filter(piano=piano).select_related("autore", "piano", "aggiorna")
    return righe.defer("dati", "aggiorna__dati")


def versione(piano, numero):
    """La versione congelata con quel numero, dati compresi, o `None`."""
    return VersionePiano.objects.filter(piano=piano, numero=numero).select_related("piano__ambito", "autore", "aggiorna").first()


def ultima_versione(piano):
    """L’ultima versione proposta all’Assemblea, o `None`: le bozze congelate non si votano e non si stampano al suo posto."""
    return VersionePiano.objects.filter(piano=piano, specie=SpecieVersione.PROPOSTA).select_related("piano").first()


def adottata(piano):
    """La versione che l’Assemblea ha approvato per ultima, o `None`: quella in vigore, anche mentre se ne scrive un’altra."""
    return piano.adottata


def di_tutti(piano):
    """La versione che leggono tutti: quella in vigore; prima del voto l’ultima proposta; `None` se non ce n’è ancora."""
    return piano.adottata or ultima_versione(piano)


def documento_di(versione, tipo="piano"):
    """Il PDF emesso di quella versione (il piano intero, o l’`opuscolo`), o `None` se non è ancora pronto."""
    emessi = Documento.objects.filter(tipo=tipo, **_della(versione, "dati__dati__"))
    return emessi.defer("dati").order_by("-versione").first()


def lavoro_di(versione, poteri):
    """Il lavoro che prepara il PDF di quella versione, se la persona lo può vedere e non è ancora finito; o `None`."""
    lavori = lavori_visibili(poteri).filter(argomenti__tipo="piano", **_della(versione, "argomenti__preparato__dati__"))
    return lavori.filter(finito_il=None).first()


def _della(versione, dove):
    """Due versioni possono avere la stessa impronta (una bozza poi proposta senza cambiarla): le distingue il numero.

    L’impronta comprende triennio e titolo: di un altro piano non può essere.
    """
    return {f"{dove}impronta_versione": versione.impronta, f"{dove}versione_piano": versione.numero}


def mancanze(piano):
    """Che cosa manca per proporre il piano: `(sezioni obbligatorie da completare, obiettivi incompleti, ce n’è almeno uno)`."""
    da_fare = [s for s in sezioni(piano) if s.obbligatoria and not s.completa]
    tutti = list(obiettivi(piano))
    return da_fare, [o for o in tutti if o.mancanze()], bool(tutti)


def storia(piano):
    """Che cosa è successo al piano e alle sue parti, dal più recente."""
    parti = Q(oggetto_tipo=piano._meta.label_lower, oggetto_id=piano.pk)
    for modello in (Sezione, Obiettivo, Tavolo, VersionePiano, GiroOsservazioni):
        identificativi = modello.objects.filter(piano=piano).order_by().values("pk")
        parti |= Q(oggetto_tipo=modello._meta.label_lower, oggetto_id__in=identificativi)
    return eventi().filter(parti).order_by("-quando", "-pk")


def proponibili(seduta):
    """Ciò che si può mettere ai voti: l’ultima proposta di ogni piano proposto, come (id della versione, testo)."""
    proposte = VersionePiano.objects.filter(piano__stato__in=PROPOSTI, specie=SpecieVersione.PROPOSTA)
    ultime = {}
    proposte = proposte.select_related("piano", "aggiorna").defer("dati", "aggiorna__dati")
    for proposta in proposte.order_by("piano", "numero"):
        ultime[proposta.piano_id] = proposta
    return [(v.pk, v.per_esteso) for v in ultime.values()]


def carte_di_voto(versione_id):
    """I documenti da leggere prima di votare quella versione, se sono pronti: il piano intero e l’edizione in dieci minuti.

    Di un aggiornamento, per primo, che cosa cambia rispetto alla versione in vigore.
    """
    votata = VersionePiano.objects.filter(pk=versione_id).select_related("aggiorna").defer("dati", "aggiorna__dati").first()
    if votata is None:
        return []
    carte = [che_cosa_cambia(votata)] if votata.aggiorna_id else []
    return [documento for documento in (*carte, documento_di(votata), documento_di(votata, "opuscolo")) if documento]


def che_cosa_cambia(versione):
    """Il PDF di che cosa cambia dalla versione in vigore a questa, che l’aggiorna; `None` se non è ancora pronto."""
    coppia = confronti.segno(versione.piano_id, versione.aggiorna.numero, versione.numero)
    emessi = Documento.objects.filter(tipo="confronto", oggetto_id=coppia, annullato_il=None)
    return emessi.defer("dati").order_by("-versione").first()
