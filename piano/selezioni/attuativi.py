"""Gli attuativi: le schede dell’anno posate sopra il piano, il bilancio che ne risulta, ciò che si congela."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Count, Q

from ambito.models import Documento
from ambito.selezioni import lavori_visibili
from piano import selezioni
from piano.models import PianoAttuativo, RisorsaObiettivo, Variazione, VersioneAttuativo, VoceAttuativo
from piano.selezioni import dell_anno, in_vigore
from piano.stati import StatoAttuativo

ZERO = Decimal("0.00")


def attuativi(piano):
    """Gli attuativi del piano, dal più recente, con quante schede cambiano qualcosa."""
    scostamenti = Count("voci", filter=~Q(voci__variazione=Variazione.CONFERMATO))
    return PianoAttuativo.objects.filter(piano=piano).annotate(n_scostamenti=scostamenti).order_by("-anno")


def attuativo_di(piano, anno):
    """L’attuativo di quell’anno, o `None`."""
    return PianoAttuativo.objects.filter(piano=piano, anno=anno).select_related("piano__ambito").first()


def voce(attuativo, pk):
    """Una scheda dell’anno, o `None`."""
    return VoceAttuativo.objects.filter(attuativo=attuativo, pk=pk).select_related("obiettivo__area", "area").first()


def previste(voce):
    """Le risorse che il piano prevede nell’anno per l’obiettivo della scheda; nessuna se l’attività è aggiunta."""
    piano = voce.attuativo.piano
    if piano.si_aggiorna:
        return [r for r in in_vigore.risorse(piano, voce.attuativo.anno) if r.obiettivo_id == voce.obiettivo_id]
    righe = RisorsaObiettivo.objects.filter(obiettivo=voce.obiettivo_id, anno=voce.attuativo.anno)
    return righe.select_related("fondo").order_by("fondo__ordine", "pk")


def versioni(attuativo):
    """Le versioni congelate, dalla più recente, senza i dati (che pesano)."""
    return VersioneAttuativo.objects.filter(attuativo=attuativo).defer("dati").select_related("autore", "attuativo__piano")


def ultima_versione(attuativo):
    """L’ultima versione congelata, o `None`."""
    return VersioneAttuativo.objects.filter(attuativo=attuativo).select_related("attuativo__piano__ambito").first()


def proponibili(seduta):
    """L’ultima versione di ogni attuativo proposto, come (id della versione, testo)."""
    proposti = VersioneAttuativo.objects.filter(attuativo__stato=StatoAttuativo.PROPOSTO).defer("dati").select_related("attuativo")
    ultime = {v.attuativo_id: v for v in proposti.order_by("attuativo", "numero")}
    return [(v.pk, str(v)) for v in ultime.values()]


def documento_di(versione):
    """Il PDF emesso di quella versione, o `None` se non è ancora pronto."""
    emessi = Documento.objects.filter(
        tipo="attuativo", oggetto_id=versione.attuativo_id, dati__dati__impronta_versione=versione.impronta
    )
    return emessi.defer("dati").order_by("-versione").first()


def lavoro_di(versione, poteri):
    """Il lavoro che prepara il PDF di quella versione, se la persona lo può vedere e non è ancora finito; o `None`."""
    lavori = lavori_visibili(poteri).filter(
        argomenti__tipo="attuativo", argomenti__preparato__dati__impronta_versione=versione.impronta
    )
    return lavori.filter(finito_il=None).first()


def carte_di_voto(versione_id):
    """I documenti da leggere prima di votare quella versione: il suo PDF, se è pronto."""
    versione = VersioneAttuativo.objects.filter(pk=versione_id).defer("dati").first()
    documento = versione and documento_di(versione)
    return [documento] if documento else []


@dataclass(frozen=True)
class SchedaDellAnno:
    """Un’attività nell’anno: l’obiettivo del piano con ciò che l’attuativo gli posa sopra, o un’attività aggiunta."""

    obiettivo: object
    voce: object
    previste: list
    risorse: list

    @property
    def variazione(self):
        return Variazione(self.voce.variazione) if self.voce else Variazione.CONFERMATO

    @property
    def cambia(self):
        """Si scosta dal piano, nel testo o nelle risorse."""
        return self.variazione != Variazione.CONFERMATO or self.risorse != self.previste

    @property
    def sospesa(self):
        return self.variazione == Variazione.SOSPESO

    @property
    def titolo(self):
        return str(self.obiettivo or self.voce)

    @property
    def area(self):
        return self.obiettivo.area if self.obiettivo else self.voce.area

    @property
    def previsto(self):
        """Euro che il piano prevede per quest’anno."""
        return _somma(self.previste)

    @property
    def importo(self):
        """Euro che l’attuativo prevede: zero se l’attività è sospesa."""
        return _somma(self.risorse)


def _somma(risorse):
    return sum((importo for _, importo in risorse), ZERO)


class Consolidato:
    """Il piano di un anno come risulta dall’attuativo: costa le stesse interrogazioni con una scheda e con cento."""

    def __init__(self, attuativo):
        self.attuativo = attuativo

    @cached_property
    def schede(self):
        """Gli obiettivi attivi nell’anno, ognuno con la sua scheda, poi le attività aggiunte."""
        return [self._del_piano(o) for o in self._obiettivi] + [self._aggiunta(v) for v in self._voci if not v.obiettivo_id]

    @cached_property
    def scostamenti(self):
        return [s for s in self.schede if s.cambia]

    @cached_property
    def bilancio(self):
        """Fondo per area: `{"aree", "righe": [(fondo, [importi], totale)], "totali", "per_area", "totale"}`, in euro."""
        somme = defaultdict(lambda: defaultdict(lambda: ZERO))
        for scheda in self.schede:
            for fondo, importo in scheda.risorse:
                somme[fondo][scheda.area] += importo
        aree = sorted({area for voci in somme.values() for area in voci}, key=lambda a: a.codice)
        fondi = sorted(somme, key=lambda f: (f.ordine, f.codice))
        totali = [sum((somme[f][a] for f in fondi), ZERO) for a in aree]
        righe = [(f.nome, [somme[f][a] for a in aree], sum(somme[f].values(), ZERO)) for f in fondi]
        nomi = [area.nome for area in aree]
        per_area = list(zip(nomi, totali, strict=True))
        return {"aree": nomi, "righe": righe, "totali": totali, "per_area": per_area, "totale": sum(totali, ZERO)}

    @cached_property
    def _obiettivi(self):
        anno = self.attuativo.anno
        if self.attuativo.piano.si_aggiorna:
            return in_vigore.obiettivi_dell_anno(self.attuativo.piano, anno)
        return list(selezioni.obiettivi(self.attuativo.piano).filter(inizio__year__lte=anno, fine__year__gte=anno))

    @cached_property
    def _voci(self):
        voci = VoceAttuativo.objects.filter(attuativo=self.attuativo).select_related("obiettivo", "area")
        return list(voci.prefetch_related("risorse__fondo"))

    @cached_property
    def _previste(self):
        previste = defaultdict(list)
        piano, anno = self.attuativo.piano, self.attuativo.anno
        righe = in_vigore.risorse(piano, anno) if piano.si_aggiorna else _scritte(piano, anno)
        for riga in righe:
            previste[riga.obiettivo_id].append((riga.fondo, riga.importo))
        return previste

    def _del_piano(self, obiettivo):
        voce = next((v for v in self._voci if v.obiettivo_id == obiettivo.pk), None)
        previste = self._previste[obiettivo.pk]
        return SchedaDellAnno(obiettivo, voce, previste, _risorse(voce, previste))

    def _aggiunta(self, voce):
        return SchedaDellAnno(None, voce, [], _risorse(voce, []))


def _scritte(piano, anno):
    righe = RisorsaObiettivo.objects.filter(obiettivo__piano=piano, anno=anno)
    return righe.select_related("fondo").order_by("fondo__ordine", "pk")


def _risorse(voce, previste):
    """Le risorse che valgono: nessuna se sospesa, quelle scritte nell’attuativo se ce ne sono, altrimenti quelle del piano."""
    if voce is None:
        return previste
    if voce.variazione == Variazione.SOSPESO:
        return []
    return [(r.fondo, r.importo) for r in voce.risorse.all()] or previste


def fotografa_attuativo(attuativo):
    """L’attuativo consolidato com’è adesso, in soli testi e interi: uguale dopo un giro in JSON, quindi con impronta stabile."""
    consolidato = Consolidato(attuativo)
    bilancio = consolidato.bilancio
    return {
        "titolo": str(attuativo),
        "ambito": attuativo.piano.ambito.nome,
        "dimostrativo": attuativo.piano.ambito.dimostrativo,
        "triennio": attuativo.piano.triennio,
        "anno": attuativo.anno,
        "sintesi": attuativo.sintesi,
        "schede": [_scheda(s) for s in consolidato.schede],
        "bilancio": {
            "aree": bilancio["aree"],
            "righe": [[fondo, [f"{i:.2f}" for i in importi], f"{totale:.2f}"] for fondo, importi, totale in bilancio["righe"]],
            "totali": [f"{i:.2f}" for i in bilancio["totali"]],
            "totale": f"{bilancio['totale']:.2f}",
        },
        **dell_anno.fotografa_anno(attuativo, consolidato.schede),
    }


def _scheda(scheda):
    obiettivo, voce = scheda.obiettivo, scheda.voce
    return {
        "titolo": scheda.titolo,
        "area": scheda.area.nome,
        "variazione": scheda.variazione.value,
        "cambia": scheda.cambia,
        "dal_piano": obiettivo.descrizione if obiettivo else "",
        "attivita": voce.attivita if voce else "",
        "responsabile": (voce.responsabile if voce else "") or (obiettivo.referente if obiettivo else ""),
        "utenti_previsti": voce.utenti_previsti if voce else None,
        "motivo": voce.motivo if voce else "",
        "previsto": f"{scheda.previsto:.2f}",
        "importo": f"{scheda.importo:.2f}",
        "risorse": [[fondo.nome, f"{importo:.2f}"] for fondo, importo in scheda.risorse],
        "previste": [[fondo.nome, f"{importo:.2f}"] for fondo, importo in scheda.previste],
    }
