"""A che punto è il piano: gli indicatori contro la loro strada, le azioni, le valutazioni. Le interrogazioni non crescono."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ambito.models import Documento
from ambito.nucleo import traiettoria
from ambito.nucleo.traiettoria import Lettura, Luce, Strada, Tappa
from piano import selezioni
from piano.models import Azione, Indicatore, Obiettivo, Rilevazione, ValutazioneObiettivo
from piano.selezioni import in_vigore
from piano.stati import FINITI, StatoAzione


def strada(indicatore):
    """La strada di un indicatore: la base all’inizio dell’obiettivo, i traguardi degli anni, il valore atteso alla fine."""
    obiettivo = indicatore.obiettivo
    partenza = None if indicatore.base is None else Tappa(obiettivo.inizio, indicatore.base)
    anni = [Tappa(date(t.anno, 12, 31), t.valore) for t in indicatore.traguardi.all()]
    intermedi = [t for t in anni if obiettivo.inizio < t.giorno < obiettivo.fine]
    return Strada(traiettoria.Verso(indicatore.verso), partenza, (*intermedi, Tappa(obiettivo.fine, indicatore.atteso)))


@dataclass(frozen=True)
class AndamentoIndicatore:
    """Un indicatore con la sua ultima lettura, il giudizio, quanto cammino ha fatto e la prossima lettura che si aspetta."""

    indicatore: Indicatore
    strada: Strada
    lettura: Lettura | None
    luce: Luce
    percento: int | None
    atteso: object
    prossima: date | None
    entro: date | None
    da_scrivere: bool
    in_ritardo: bool


@dataclass(frozen=True)
class AndamentoObiettivo:
    """Un obiettivo con l’andamento dei suoi indicatori, le azioni e l’ultima valutazione."""

    obiettivo: Obiettivo
    indicatori: list
    azioni: list
    valutazioni: list

    @property
    def luce(self):
        return traiettoria.insieme(i.luce for i in self.indicatori)

    @property
    def letti(self):
        return sum(1 for i in self.indicatori if i.lettura)

    @property
    def da_fare(self):
        """Le azioni che contano: quelle annullate no."""
        return [a for a in self.azioni if a.stato != StatoAzione.ANNULLATA]

    @property
    def fatte(self):
        return sum(1 for a in self.azioni if a.stato == StatoAzione.COMPLETATA)

    @property
    def prossimo(self):
        """L’indicatore che si deve leggere per primo, o `None`."""
        return min((i for i in self.indicatori if i.prossima), key=lambda i: i.prossima, default=None)

    @property
    def valutazione(self):
        """L’ultima: quella finale, se c’è."""
        return self.valutazioni[-1] if self.valutazioni else None

    def riguarda(self, utente):
        """La persona legge almeno uno dei suoi indicatori."""
        return any(i.indicatore.incaricato_id == utente.pk for i in self.indicatori)


def andamento(piano, oggi, *, al=None, codice=""):
    """L’andamento degli obiettivi del piano, o del solo `codice`; con `al`, da ciò che si riferisce a quel giorno o a prima.

    Di un piano che si aggiorna si segue la versione in vigore, con i suoi titoli.
    """
    obiettivi = selezioni.obiettivi(piano).in_vigore()
    obiettivi = in_vigore.chiamati(piano, obiettivi.filter(codice=codice) if codice else obiettivi)
    quali = {"obiettivo__in": [o.pk for o in obiettivi]}
    per_obiettivo = defaultdict(list)
    righe = Indicatore.objects.filter(**quali).con_ultima(al).select_related("obiettivo__piano", "incaricato")
    for indicatore in in_vigore.indicatori(righe.prefetch_related("traguardi").order_by("obiettivo", "pk")):
        per_obiettivo[indicatore.obiettivo_id].append(_di_indicatore(indicatore, oggi))
    azioni = Azione.objects.filter(**quali).order_by("obiettivo", "inizio", "pk")
    azioni = _raccolti(in_vigore.chiamati(piano, azioni))
    valutazioni = ValutazioneObiettivo.objects.filter(**quali)
    if al is not None:
        valutazioni = valutazioni.filter(anno__lte=al.year)
    valutati = _raccolti(valutazioni.order_by("obiettivo", "finale", "anno"))
    return [AndamentoObiettivo(o, per_obiettivo[o.pk], azioni[o.pk], valutati[o.pk]) for o in obiettivi]


def _raccolti(righe):
    raccolti = defaultdict(list)
    for riga in righe:
        raccolti[riga.obiettivo_id].append(riga)
    return raccolti


def _di_indicatore(indicatore, oggi):
    via, fini = strada(indicatore), indicatore.fini
    lettura = Lettura(indicatore.ultima_al, indicatore.ultimo_valore) if indicatore.ultima_al else None
    fine = traiettoria.prossima(fini, indicatore.ultima_al)
    return AndamentoIndicatore(
        indicatore,
        via,
        lettura,
        traiettoria.luce(via, lettura, traiettoria.entro(fini[0]), oggi),
        traiettoria.cammino_fatto(via, lettura),
        traiettoria.atteso(via, lettura.giorno if lettura else oggi),
        fine,
        fine and traiettoria.entro(fine),
        da_scrivere=fine is not None and fine <= oggi,
        in_ritardo=fine is not None and traiettoria.entro(fine) < oggi,
    )


def filtra(andamenti, *, area="", luce="", utente=None):
    """Gli obiettivi di un’area, con un giudizio, o con un indicatore affidato a una persona."""
    return [
        a
        for a in andamenti
        if (not area or a.obiettivo.area.codice == area) and (not luce or a.luce == luce) and (utente is None or a.riguarda(utente))
    ]


def da_scrivere(andamenti):
    """Le letture che si aspettano già, dalla più vecchia."""
    voci = [i for a in andamenti for i in a.indicatori if i.da_scrivere]
    return sorted(voci, key=lambda i: (i.prossima, i.indicatore.obiettivo_id, i.indicatore.pk))


def per_luce(andamenti):
    """Quanti obiettivi per giudizio, dal peggiore."""
    ordine = [Luce.FUORI_STRADA, Luce.IN_RITARDO, Luce.IN_LINEA, Luce.SENZA_DATI, Luce.NON_DOVUTO]
    return [(luce, sum(1 for a in andamenti if a.luce == luce)) for luce in ordine]


def dovute(oggi, utente=None):
    """Gli indicatori con la prossima lettura da scrivere, in una sola interrogazione: `[(indicatore, fine del periodo)]`.

    Di ogni piano cominciato e non concluso: mentre si scrive quello che segue, quello in corso si legge ancora. Con `utente`, gli
    indicatori affidati a lui e quelli che nessuno ha in particolare.
    """
    righe = Indicatore.objects.exclude(obiettivo__piano__stato__in=FINITI).con_ultima()
    righe = righe.filter(obiettivo__piano__triennio_inizio__lte=oggi.year).select_related("obiettivo__piano__ambito", "incaricato")
    if utente is not None:
        righe = righe.filter(Q(incaricato=utente) | Q(incaricato__isnull=True))
    righe = in_vigore.indicatori(righe.order_by("obiettivo__codice", "pk"))
    voci = [(i, traiettoria.prossima(i.fini, i.ultima_al)) for i in righe]
    return [(i, fine) for i, fine in voci if fine is not None]


def rilevazioni(obiettivo):
    """Tutte le letture dell’obiettivo, anche quelle corrette, dalla più recente: `{indicatore: [letture]}`."""
    righe = Rilevazione.objects.filter(indicatore__obiettivo=obiettivo).select_related("scritta_da", "corregge", "corretta_da")
    raccolte = defaultdict(list)
    for riga in righe.prefetch_related("prove"):
        raccolte[riga.indicatore_id].append(riga)
    return raccolte


def anni_cominciati(piano, oggi):
    """Gli anni del piano già cominciati, in ordine: quelli di cui si può scrivere qualcosa."""
    return [anno for anno in piano.anni if anno <= oggi.year]


def relazione_finale(piano):
    """L’ultima relazione finale emessa del piano, o `None`."""
    emesse = Documento.objects.filter(tipo="relazione-finale", oggetto_id=piano.pk, annullato_il=None)
    return emesse.defer("dati").order_by("-emesso_il", "-pk").first()


def valutazione(obiettivo, quando):
    """La valutazione già scritta per quell’anno (o «finale»), o `None`."""
    righe = ValutazioneObiettivo.objects.filter(obiettivo=obiettivo)
    righe = righe.filter(finale=True) if quando == "finale" else righe.filter(anno=int(quando), finale=False)
    return righe.first()
