"""La catena dei soldi di un anno: programmato nel piano, stanziato nel bilancio, impegnato, pagato, rendicontato dai Comuni."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from accordo.selezioni import riparti
from ambito.nucleo.statistiche import ZERO
from piano import selezioni as piano
from piano.registri import SpesaDelFondo, SpesaDellAnno
from rendicontazione import selezioni
from rendicontazione.models import VoceSpesa
from rendicontazione.selezioni import bilancio
from rendicontazione.stati import CONSEGNATI
from servizi.selezioni import fondi

# Il fondo con cui si scrive in bilancio ciò che versano i Comuni.
DEI_COMUNI = "COM"
PASSAGGI = [
    ("programmato", "Programmato"), ("stanziato", "Stanziato"), ("impegnato", "Impegnato"), ("pagato", "Pagato"),
    ("rendicontato", "Rendicontato"),
]  # fmt: skip


@dataclass
class Anello:
    """Le cinque cifre di un fondo, o di un obiettivo con un fondo. `rendicontato` manca se l’obiettivo non dice per chi è."""

    fondo: object
    obiettivo: object = None
    programmato: Decimal = ZERO
    stanziato: Decimal = ZERO
    impegnato: Decimal = ZERO
    pagato: Decimal = ZERO
    rendicontato: Decimal | None = ZERO

    def somma(self, cifre):
        for nome, valore in cifre.items():
            setattr(self, nome, getattr(self, nome) + valore)

    @property
    def cifre(self):
        return [getattr(self, nome) for nome, _ in PASSAGGI]


class Catena:
    """La catena di un anno: `anelli` per obiettivo e fondo, `fondi`, `totale`. Ogni cifra si legge una volta."""

    def __init__(self, anno):
        self.anno = anno
        self._per_coppia, self._per_fondo = {}, {}
        risorse = piano.risorse(anno)
        self._piano = risorse[0].obiettivo.piano if risorse else None
        for risorsa in risorse:
            self._aggiungi(risorsa.obiettivo, risorsa.fondo, {"programmato": risorsa.importo})
        for capitolo in bilancio.capitoli(anno):
            cifre = {nome: getattr(capitolo, nome) for nome in bilancio.CIFRE_CAPITOLO}
            if any(cifre.values()):
                self._aggiungi(capitolo.obiettivo, capitolo.fondo, cifre)
        self._rendiconta()
        self.anelli = sorted(self._per_coppia.values(), key=_posto)
        self.fondi = sorted(self._per_fondo.values(), key=lambda a: (a.fondo.ordine, a.fondo.codice))
        self.totale = Anello(None)
        for anello in self.fondi:
            self.totale.somma({nome: getattr(anello, nome) for nome, _ in PASSAGGI})

    def _aggiungi(self, obiettivo, fondo, cifre):
        self._per_coppia.setdefault((obiettivo.pk, fondo.pk), Anello(fondo, obiettivo)).somma(cifre)
        self._per_fondo.setdefault(fondo.pk, Anello(fondo)).somma(cifre)

    def _rendiconta(self):
        """Le entrate dei Comuni che hanno inviato: di ogni fondo, e per ogni obiettivo delle sole aree a cui si rivolge."""
        spesa = defaultdict(lambda: ZERO)
        for fondo, area, importo in speso_per_fondo_e_area(self.anno):
            spesa[fondo, area] += importo
        aree = defaultdict(set)
        obiettivi = {obiettivo for obiettivo, _ in self._per_coppia}
        for obiettivo, area in piano.destinatari(self._piano, obiettivi):
            aree[obiettivo].add(area)
        for (fondo, _), importo in spesa.items():
            if fondo in self._per_fondo:
                self._per_fondo[fondo].somma({"rendicontato": importo})
        for (obiettivo, fondo), anello in self._per_coppia.items():
            anello.rendicontato = sum((spesa[fondo, a] for a in aree[obiettivo]), ZERO) if aree[obiettivo] else None


def _posto(anello):
    return anello.obiettivo.area.codice, anello.obiettivo.pk, anello.fondo.ordine, anello.fondo.codice


def speso_per_fondo_e_area(anno):
    """Terne (fondo, area, importo): quanto di ogni fondo i Comuni dicono di aver speso nell’anno.

    È l’entrata scritta nelle righe con quel fondo: la spesa lorda comprende anche ciò che ci mettono Comuni e utenti.
    """
    righe = VoceSpesa.objects.filter(rendiconto__campagna__anno=anno, rendiconto__stato__in=CONSEGNATI, fondo__isnull=False)
    return righe.order_by().values_list("fondo", "area").annotate(importo=Sum("altre_entrate"))


def spesa_dell_anno(anno):
    """La spesa di un anno per il piano attuativo che segue, o `None` se non c’è né bilancio approvato né spesa dei Comuni.

    Dei Comuni conta soltanto chi ha inviato; se non sono tutti validati, la fonte lo dice. Ci sono tutti i fondi rendicontati,
    anche quelli che il piano non programma.
    """
    scelta = selezioni.campagna(anno)
    ha_bilancio, inviata = bilancio.in_vigore(anno) is not None, bool(scelta and scelta.inviati)
    if not (ha_bilancio or inviata):
        return None
    parti = ["bilancio dell’Ambito"] if ha_bilancio else []
    if scelta:
        parti.append(f"rendicontazione {anno} ({scelta.validati} Comuni validati su {scelta.comuni}, {scelta.inviati} inviati)")
    catena = Catena(anno)
    pagati = defaultdict(lambda: ZERO)
    for anello in catena.anelli:
        pagati[anello.obiettivo.pk] += anello.pagato
    note = (bilancio.CIFRE_CAPITOLO if ha_bilancio else ()) + (("rendicontato",) if inviata else ())
    return SpesaDellAnno(" e ".join(parti), _fondi(catena), frozenset(note), dict(pagati))


def _fondi(catena):
    """Ogni fondo della catena e ogni fondo rendicontato dai Comuni, nell’ordine del catalogo."""
    rendicontati = defaultdict(lambda: ZERO)
    for fondo, _, importo in speso_per_fondo_e_area(catena.anno):
        rendicontati[fondo] += importo
    anelli = {a.fondo.pk: a for a in catena.fondi}
    fuori = fondi().filter(pk__in=set(rendicontati) - set(anelli))
    tutti = sorted([*catena.fondi, *(Anello(f) for f in fuori)], key=lambda a: (a.fondo.ordine, a.fondo.codice))
    return [
        SpesaDelFondo(a.fondo.codice, a.fondo.nome, a.stanziato, a.impegnato, a.pagato, rendicontati[a.fondo.pk]) for a in tutti
    ]


@dataclass(frozen=True)
class Accordo:
    """Due cifre che devono essere uguali: ciò che versano i Comuni, nei riparti e in bilancio."""

    nei_riparti: Decimal
    in_bilancio: Decimal
    riparti: list

    @property
    def scarto(self):
        return self.in_bilancio - self.nei_riparti


def con_i_riparti(anno, catena, poteri):
    """I riparti deliberati dell’anno contro le risorse dei Comuni stanziate; `None` se non ce n’è nessuno."""
    deliberati = [r for r in riparti.riparti(poteri).filter(anno=anno) if r.adottato]
    if not deliberati:
        return None
    stanziato = sum((a.stanziato for a in catena.fondi if a.fondo.codice == DEI_COMUNI), ZERO)
    return Accordo(sum((r.importo for r in deliberati), ZERO), stanziato, deliberati)
