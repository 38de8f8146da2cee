"""Le letture della riscossione: dovuto, chiesto, pagato e residuo di ogni Comune, rata per rata, e da quanto manca."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from accordo.models import PagamentoQuota, PianoRiparto, QuotaComune, RataRiparto
from accordo.stati import ADOTTATI, RISCOSSI, StatoRiparto
from ambito.nucleo.importi import da_centesimi, in_centesimi, ripartisci

ZERO = Decimal("0.00")
# I giorni di ritardo che separano una fascia dall’altra.
FASCE_RITARDO = ((30, "fino a 30 giorni"), (60, "da 31 a 60 giorni"), (90, "da 61 a 90 giorni"))
OLTRE = "oltre 90 giorni"


@dataclass(frozen=True)
class RataDovuta:
    """Una rata per un Comune: quanto è, e quanto ne resta dopo i pagamenti (che coprono prima le rate più vecchie)."""

    rata: RataRiparto
    importo: Decimal
    residuo: Decimal

    def ritardo(self, oggi):
        """Da quanti giorni è scaduta con qualcosa da pagare; zero se è a posto."""
        return max(0, (oggi - self.rata.scade_il).days) if self.residuo else 0


@dataclass(frozen=True)
class Conto:
    """La situazione di un Comune in un riparto."""

    quota: QuotaComune
    riparto: PianoRiparto
    rate: tuple
    pagamenti: tuple

    @property
    def dovuto(self):
        return self.quota.importo

    @property
    def pagato(self):
        return sum((p.importo for p in self.pagamenti if p.annullato_il is None), ZERO)

    @property
    def residuo(self):
        return self.dovuto - self.pagato

    @property
    def causale(self):
        """Che cosa scrivere nel mandato perché il pagamento si riconosca."""
        return f"RIPARTO {self.riparto.anno}-{self.riparto.pk} {self.quota.comune.codice_istat}"

    def chiesto(self, oggi):
        """La parte già chiesta: le rate cominciate."""
        return sum((r.importo for r in self.rate if r.rata.chiesta_dal <= oggi), ZERO)

    def scaduto(self, oggi):
        """Quanto è da pagare oltre il termine."""
        return sum((r.residuo for r in self.rate if r.ritardo(oggi)), ZERO)

    def prossima(self, oggi):
        """La rata da pagare per prima fra quelle chieste, o `None`."""
        return next((r for r in self.rate if r.residuo and r.rata.chiesta_dal <= oggi), None)

    def situazione(self, oggi):
        """(parola, tono) di com’è messo il Comune."""
        if not self.residuo:
            return "Saldato", "positivo"
        if self.scaduto(oggi):
            return "In ritardo", "negativo"
        return ("Da pagare", "attesa") if self.prossima(oggi) else ("In regola", "neutro")


def fascia(giorni):
    """Il nome della fascia di ritardo."""
    return next((nome for limite, nome in FASCE_RITARDO if giorni <= limite), OLTRE)


def conti(riparto):
    """Il conto di ogni Comune di un riparto deliberato, per nome. Tre interrogazioni in tutto."""
    return _conti(QuotaComune.objects.filter(scenario=riparto.proposto_id))


def conti_del_comune(comune):
    """I conti di un Comune nei riparti deliberati, dal più recente."""
    return sorted(_conti(_dovute().filter(comune=comune)), key=lambda c: (-c.riparto.anno, c.riparto.titolo))


def conti_dell_anno(anno):
    """I conti di ogni Comune nei riparti deliberati di quell’anno, per nome."""
    return _conti(_dovute().filter(scenario__riparto__anno=anno))


def conti_aperti(comuni=None):
    """I conti con qualcosa da pagare nei riparti in riscossione (di quei Comuni, se detti)."""
    quote = _dovute().filter(scenario__riparto__stato=StatoRiparto.IN_RISCOSSIONE)
    return [c for c in _conti(quote if comuni is None else quote.filter(comune__in=comuni)) if c.residuo]


def conto(riparto, comune):
    """Il conto di un Comune in un riparto deliberato, o `None` se non vi partecipa."""
    trovati = _conti(_dovute().filter(scenario=riparto.proposto_id, comune=comune))
    return trovati[0] if trovati else None


def quote_da_dire(comuni, proposti):
    """Le quote di quei Comuni negli scenari proposti e nei riparti già deliberati, per nome del Comune."""
    scelte = Q(scenario__in=list(proposti)) | Q(pk__in=_dovute().filter(comune__in=comuni).values("pk"))
    quote = QuotaComune.objects.filter(scelte, comune__in=comuni)
    return quote.select_related("comune", "scenario__riparto").order_by("comune__nome")


def _dovute():
    """Le quote dei riparti deliberati."""
    return QuotaComune.objects.filter(scenario__riparto__proposto=F("scenario"), scenario__riparto__stato__in=ADOTTATI)


def _conti(quote):
    quote = list(quote.select_related("comune", "scenario__riparto").order_by("comune__nome"))
    rate, pagamenti = defaultdict(list), defaultdict(list)
    for rata in RataRiparto.objects.filter(riparto__in={q.scenario.riparto_id for q in quote}):
        rate[rata.riparto_id].append(rata)
    for pagamento in PagamentoQuota.objects.filter(quota__in=quote).select_related("registrato_da", "annullato_da"):
        pagamenti[pagamento.quota_id].append(pagamento)
    return [_conto(q, rate[q.scenario.riparto_id], tuple(pagamenti[q.pk])) for q in quote]


def _conto(quota, rate, pagamenti):
    pagato = sum((p.importo for p in pagamenti if p.annullato_il is None), ZERO)
    return Conto(quota, quota.scenario.riparto, tuple(_rate(quota.importo, rate, pagato)), pagamenti)


def _rate(importo, rate, pagato):
    """Le rate di una quota, al centesimo; ciò che si è pagato copre prima le più vecchie."""
    if not rate:
        return
    parti = ripartisci(in_centesimi(importo), {f"{r.numero:04d}": r.percentuale for r in rate})
    for rata in sorted(rate, key=lambda r: r.numero):
        parte = da_centesimi(parti[f"{rata.numero:04d}"])
        coperto = min(parte, pagato)
        pagato -= coperto
        yield RataDovuta(rata, parte, parte - coperto)


def saldato(riparto):
    """Tutti i Comuni hanno pagato tutto?"""
    dovuto = QuotaComune.objects.filter(scenario=riparto.proposto_id).aggregate(n=Coalesce(Sum("importo"), ZERO))["n"]
    pagati = PagamentoQuota.objects.filter(quota__scenario=riparto.proposto_id, annullato_il=None)
    return dovuto == pagati.aggregate(n=Coalesce(Sum("importo"), ZERO))["n"]


def quota_da_pagare(riparto, istat):
    """La quota del Comune con quel codice in un riparto in riscossione, o `None`."""
    if riparto.stato not in RISCOSSI:
        return None
    return QuotaComune.objects.filter(scenario=riparto.proposto_id, comune__codice_istat=istat).select_related("comune").first()


def pagamento(riparto, pk):
    """Un pagamento di quel riparto, o `None`."""
    trovati = PagamentoQuota.objects.filter(quota__scenario=riparto.proposto_id, pk=pk)
    return trovati.select_related("quota__comune").first()


def in_riscossione():
    """I riparti che si stanno riscuotendo, con le loro rate."""
    return PianoRiparto.objects.filter(stato=StatoRiparto.IN_RISCOSSIONE).prefetch_related("rate")


def per_fascia(conti, oggi):
    """Quanto è scaduto in tutto, per fascia di ritardo."""
    totali = dict.fromkeys([*(nome for _, nome in FASCE_RITARDO), OLTRE], ZERO)
    for uno in conti:
        for rata in uno.rate:
            if giorni := rata.ritardo(oggi):
                totali[fascia(giorni)] += rata.residuo
    return totali
