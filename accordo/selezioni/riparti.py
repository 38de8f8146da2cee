"""Le letture dei riparti: chi vede che cosa, gli scenari a confronto, le differenze dall’anno prima."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from accordo.models import DatoRiparto, PianoRiparto, QuotaComune, Scenario
from accordo.stati import ADOTTATI, StatoRiparto
from ambito.models import Documento
from ambito.nucleo.formati_italiani import formatta_importo, formatta_numero
from ambito.selezioni import lavori_visibili
from piano.registri import DatoVivo, RipartoVotato


def riparti(poteri):
    """I riparti che la persona vede, dall’anno più recente: le bozze le vede solo chi le tiene."""
    visibili = PianoRiparto.objects.all() if poteri.puo("tiene_riparti") else PianoRiparto.objects.exclude(stato=StatoRiparto.BOZZA)
    return visibili.select_related("proposto")


def riparto(pk, poteri):
    """Un riparto che la persona vede, o `None`."""
    visti = riparti(poteri).select_related("proposto", "obiettivo__piano", "fondo", "precedente__proposto")
    return visti.filter(pk=pk).first()


def scenari(riparto, poteri):
    """Gli scenari che la persona vede, per lettera: fuori dall’Ufficio solo quello depositato."""
    tutti = riparto.scenari.prefetch_related("criteri__dato").annotate(comuni_in_tutto=Count("comuni")).order_by("lettera")
    return list(tutti if poteri.puo("tiene_riparti") else tutti.filter(pk=riparto.proposto_id))


def scenario(riparto, lettera, poteri):
    """Lo scenario con quella lettera, se la persona lo vede, o `None`."""
    return next((s for s in scenari(riparto, poteri) if s.lettera == lettera), None)


def quote(scenario):
    """Le quote di uno scenario, per nome del Comune."""
    return QuotaComune.objects.filter(scenario=scenario).select_related("comune").order_by("comune__nome")


def quote_precedenti(riparto):
    """Quanto ogni Comune doveva nel riparto di confronto (id → quota); vuoto se non ce n’è uno deliberato."""
    prima = riparto.precedente
    return {q.comune_id: q for q in quote(prima.proposto)} if prima and prima.adottato else {}


def confrontabili(riparto):
    """I riparti deliberati con cui un riparto si può confrontare: di altri anni o di altro oggetto, i più recenti prima."""
    return PianoRiparto.objects.filter(stato__in=ADOTTATI).exclude(pk=riparto.pk).order_by("-anno", "titolo")


def dati(anno):
    """I dati raccolti per un anno, con quanti Comuni l’hanno."""
    return DatoRiparto.objects.filter(anno=anno).annotate(quanti=Count("valori")).order_by("nome")


def dato(anno, pk):
    """Un dato di quell’anno, o `None`."""
    return dati(anno).filter(pk=pk).first()


def valori(dato):
    """I valori di un dato: id del Comune → valore."""
    return {v.comune_id: v for v in dato.valori.all()}


@dataclass(frozen=True)
class Differenza:
    """Una quota e quella dell’anno prima: in euro, e come parte di quella (o `None` se prima non c’era o era zero)."""

    quota: QuotaComune
    prima: QuotaComune | None

    @property
    def euro(self):
        return self.quota.importo - self.prima.importo if self.prima else None

    @property
    def parte(self):
        return self.euro / self.prima.importo if self.prima and self.prima.importo else None

    @property
    def in_euro(self):
        """«+120,00 €»; un trattino se prima il Comune non c’era."""
        return "–" if self.euro is None else f"{_segno(self.euro)}{formatta_importo(abs(self.euro))} €"

    @property
    def in_percento(self):
        """«+3,2 %»; un trattino se non c’è di che fare il rapporto."""
        return "–" if self.parte is None else f"{_segno(self.euro)}{formatta_numero(abs(self.parte) * 100, 1)} %"


def _segno(importo):
    return "+" if importo > 0 else "−" if importo < 0 else ""


def confronta(scenari, precedenti):
    """Per ogni Comune che sta in almeno uno scenario, le sue `Differenza` nell’ordine degli scenari (`None` dove non c’è)."""
    tutte = QuotaComune.objects.filter(scenario__in=scenari).select_related("comune").order_by("comune__nome")
    righe = {}
    for quota in tutte:
        righe.setdefault(quota.comune, {})[quota.scenario_id] = Differenza(quota, precedenti.get(quota.comune_id))
    return [(comune, [sue.get(s.pk) for s in scenari]) for comune, sue in righe.items()]


def estremi(differenze):
    """Chi aumenta e chi cala di più rispetto a prima, come coppia di `Differenza` (o `None`)."""
    note = [d for d in differenze if d and d.euro is not None]
    su = max(note, key=lambda d: (d.euro, d.quota.comune.nome), default=None)
    giu = min(note, key=lambda d: (d.euro, d.quota.comune.nome), default=None)
    return (su if su and su.euro > 0 else None), (giu if giu and giu.euro < 0 else None)


def proponibili(seduta):
    """I riparti depositati, come (id dello scenario, testo), per l’ordine del giorno."""
    depositati = Scenario.objects.filter(pk__in=_depositati().values("proposto")).select_related("riparto")
    return [(s.pk, f"Riparto {s.riparto}, scenario {s.lettera} ({s.nome})") for s in depositati]


def _depositati():
    return PianoRiparto.objects.filter(stato=StatoRiparto.DEPOSITATO)


def carte_di_voto(scenario_id):
    """Il prospetto da leggere prima di votare, se è pronto."""
    scelto = Scenario.objects.filter(pk=scenario_id).first()
    documento = scelto and prospetto_di(scelto)
    return [documento] if documento else []


def _del_prospetto(scenario, dove):
    """Il filtro che riconosce il prospetto di quel calcolo."""
    calcolato = scenario.calcolato_il.isoformat() if scenario.calcolato_il else ""
    return {f"{dove}__scenario_id": scenario.pk, f"{dove}__calcolato": calcolato}


def prospetto_di(scenario):
    """L’ultimo prospetto emesso di quel calcolo, o `None`."""
    emessi = Documento.objects.filter(tipo="riparto", oggetto_id=scenario.riparto_id, annullato_il=None)
    return emessi.filter(**_del_prospetto(scenario, "dati__dati")).defer("dati").order_by("-versione").first()


def lavoro_del_prospetto(scenario, poteri):
    """Il lavoro che prepara il prospetto, se la persona lo vede e non è finito; o `None`."""
    lavori = lavori_visibili(poteri).filter(argomenti__tipo="riparto", finito_il=None)
    return lavori.filter(**_del_prospetto(scenario, "argomenti__preparato__dati")).first()


def ultimo_deliberato(triennio=None, anno=None):
    """Il riparto deliberato più recente (dell’anno o del triennio detti), o `None`."""
    deliberati = PianoRiparto.objects.filter(stato__in=ADOTTATI).select_related("proposto").order_by("-anno", "titolo")
    dove = Q(anno=anno) if anno else Q(anno__in=triennio.anni) if triennio else Q()
    return deliberati.filter(dove).first()


def per_abitante(quota):
    """Quanto fa la quota per residente, in euro; `None` senza residenti."""
    return Decimal(quota.importo) / quota.residenti if quota.residenti else None


def votati(anno):
    """I riparti deliberati di un anno, con le quote di ogni Comune: per il piano attuativo."""
    deliberati = list(PianoRiparto.objects.filter(stato__in=ADOTTATI, anno=anno).order_by("titolo", "pk"))
    per_scenario = {}
    tutte = QuotaComune.objects.filter(scenario__in=[r.proposto_id for r in deliberati]).select_related("comune")
    for quota in tutte.order_by("comune__nome"):
        per_scenario.setdefault(quota.scenario_id, []).append((quota.comune.nome, quota.importo))
    for riparto in deliberati:
        yield RipartoVotato(riparto.titolo, riparto.deliberazione, riparto.deliberato_il, per_scenario.get(riparto.proposto_id, []))


def da_citare(piano, oggi):
    """Quanto si divide e quanto paga ogni Comune nei riparti deliberati degli anni del piano, da citare nei suoi testi."""
    deliberati = list(PianoRiparto.objects.filter(stato__in=ADOTTATI, anno__in=piano.anni).order_by("anno", "pk"))
    per_scenario = {}
    for quota in QuotaComune.objects.filter(scenario__in=[r.proposto_id for r in deliberati]).select_related("comune"):
        per_scenario.setdefault(quota.scenario_id, []).append(quota)
    for riparto in deliberati:
        chiave, fonte, al = f"riparti-{riparto.pk}", riparto.deliberazione, riparto.deliberato_il
        yield DatoVivo(chiave, f"{riparto}: fra i Comuni", f"{formatta_importo(riparto.importo)} €", fonte, al)
        for quota in per_scenario[riparto.proposto_id]:
            nome = f"{riparto}: quota di {quota.comune}"
            yield DatoVivo(f"{chiave}-{quota.comune.codice_istat}", nome, f"{formatta_importo(quota.importo)} €", fonte, al)
