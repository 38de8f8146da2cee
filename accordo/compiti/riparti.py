"""Che cosa dei riparti tocca a chi entra: depositare, mandare a riscossione, sollecitare, pagare; e quanto paga un Comune."""

from django.urls import reverse

from accordo.models import PianoRiparto
from accordo.selezioni import riscossione
from accordo.stati import StatoRiparto
from ambito.assemblea.registri import Quanto
from ambito.db.pronte import pronta
from ambito.nucleo.formati_italiani import conta, formatta_data, formatta_importo
from ambito.registri import Compito, Riquadro


def compiti(poteri, oggi):
    """Le voci di «Tocca a te»."""
    if poteri.puo("tiene_riparti"):
        yield from _dell_ufficio(poteri, oggi)
    if comuni := poteri.comuni_con("legge_comune"):
        yield from _del_comune(poteri, riscossione.conti_aperti(comuni), oggi)


def _dell_ufficio(poteri, oggi):
    riparti = _da_riscuotere()
    for riparto in (r for r in riparti if r.stato == StatoRiparto.DELIBERATO):
        yield Compito(
            f"Apri la riscossione di {riparto}",
            "È deliberato: scrivi le rate e i termini, e ogni Comune troverà quanto pagare.",
            reverse("accordo:riscuoti", args=[poteri.ambito.slug, riparto.pk]),
        )
    if any(r.stato == StatoRiparto.IN_RISCOSSIONE for r in riparti):
        yield from _ritardi(poteri, oggi)


@pronta
def _da_riscuotere():
    return PianoRiparto.objects.filter(stato__in=[StatoRiparto.DELIBERATO, StatoRiparto.IN_RISCOSSIONE])


def _ritardi(poteri, oggi):
    ritardi = {}
    for conto in riscossione.conti_aperti():
        if conto.scaduto(oggi):
            ritardi.setdefault(conto.riparto, []).append(conto.scaduto(oggi))
    for riparto, importi in ritardi.items():
        yield Compito(
            f"{conta(len(importi), 'Comune è', 'Comuni sono')} in ritardo con {riparto}",
            f"Mancano {formatta_importo(sum(importi))} € già scaduti: sollecita, o registra i pagamenti arrivati.",
            f"{reverse('accordo:riscossione', args=[poteri.ambito.slug, riparto.pk])}?situazione=ritardo",
            tono="attenzione",
        )


def _del_comune(poteri, conti, oggi):
    for conto in conti:
        prossima = conto.prossima(oggi)
        if prossima is None:
            continue
        in_ritardo = bool(prossima.ritardo(oggi))
        yield Compito(
            f"Paga la rata {prossima.rata.numero} di {conto.riparto} per {conto.quota.comune}",
            f"Restano {formatta_importo(prossima.residuo)} €. Nel mandato scrivi: {conto.causale}.",
            _estratto(poteri, conto.quota.comune),
            scadenza=prossima.rata.scade_il,
            tono="attenzione" if in_ritardo else "attesa",
        )


def _estratto(poteri, comune):
    return reverse("accordo:estratto", args=[poteri.ambito.slug, comune.codice_istat])


def riquadri(comune, poteri):
    """Il riquadro nella scheda di un Comune: quanto paga in ogni riparto; la situazione dei pagamenti, a chi la può vedere."""
    if not poteri.puo("legge_accordo"):
        return
    suo = poteri.puo("legge_comune", comune.pk)
    for conto in riscossione.conti_del_comune(comune):
        quanto = f"{comune.nome} paga {formatta_importo(conto.dovuto)} € ({conto.riparto.deliberazione})."
        url = _estratto(poteri, comune) if suo else reverse("accordo:riparto", args=[poteri.ambito.slug, conto.riparto.pk])
        parola, tono = conto.situazione(poteri.oggi) if suo else (conto.riparto.get_stato_display(), conto.riparto.tono)
        prossima = conto.prossima(poteri.oggi) if suo else None
        yield Riquadro(f"Quanto paga: {conto.riparto}", quanto + _entro(prossima, poteri.oggi), url, parola, tono)


def quanto_paga(punti, comuni, poteri):
    """Quanto pagano quei Comuni: in ogni riparto messo ai voti, e in tutto nell’ultimo anno per cui se n’è già deliberato."""
    if not poteri.puo("legge_accordo"):
        return
    proposti = {p.oggetto_id: p.pk for p in punti if p.oggetto_tipo == "riparto"}
    quote = list(riscossione.quote_da_dire(comuni, proposti))
    yield from (_quota_ai_voti(q, proposti[q.scenario_id], poteri) for q in quote if q.scenario_id in proposti)
    decise = [q for q in quote if q.scenario_id not in proposti]
    anno = max((q.scenario.riparto.anno for q in decise), default=None)
    for comune in comuni:
        if importi := [q.importo for q in decise if q.comune_id == comune.pk and q.scenario.riparto.anno == anno]:
            frase = f"{comune.nome} paga {formatta_importo(sum(importi))} € per il {anno}, secondo i riparti già deliberati."
            yield Quanto(frase, _estratto(poteri, comune))


def _quota_ai_voti(quota, punto_id, poteri):
    url = reverse("accordo:riparto", args=[poteri.ambito.slug, quota.scenario.riparto_id])
    return Quanto(f"{quota.comune.nome} pagherebbe {formatta_importo(quota.importo)} €.", url, punto_id)


def _entro(prossima, oggi):
    if prossima is None:
        return ""
    quando = "era" if prossima.ritardo(oggi) else "è"
    return f" Il termine della rata {prossima.rata.numero} {quando} il {formatta_data(prossima.rata.scade_il)}."
