"""Le scritture della riscossione: le rate, i pagamenti dei Comuni e il loro annullamento."""

from django.db import transaction
from django.utils import timezone

from accordo.models import PagamentoQuota, PianoRiparto, QuotaComune, RataRiparto
from accordo.selezioni.riscossione import saldato
from accordo.stati import RISCOSSI, StatoRiparto
from ambito import flusso
from ambito.errori import ErroreDiCampo
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.registro import annota


class PagamentoNonAmmesso(ErroreDiCampo):
    """Il pagamento supera ciò che resta da pagare, è nel futuro, o non si può annullare."""


@transaction.atomic
def riscuoti(riparto, *, rate, istruzioni, poteri, adesso):
    """Scrive le rate (percentuale, da quando si chiede, entro quando) e come si paga, e apre la riscossione."""
    poteri.esigi("tiene_riparti")
    riparto = PianoRiparto.objects.select_for_update(of=("self",)).get(pk=riparto.pk)
    if riparto.stato == StatoRiparto.DELIBERATO:
        riparto.rate.all().delete()
        RataRiparto.objects.bulk_create(RataRiparto(riparto=riparto, numero=n, **rata) for n, rata in enumerate(rate, 1))
        riparto.istruzioni = istruzioni
        riparto.save(update_fields=["istruzioni"])
    return flusso.esegui(riparto, "riscuoti", poteri=poteri, adesso=adesso)


def _quota_bloccata(quota_id):
    """La quota bloccata: due pagamenti insieme si contano uno dopo l’altro. Prima il riparto, che può cambiare stato."""
    quota = QuotaComune.objects.select_related("scenario__riparto", "comune").get(pk=quota_id)
    PianoRiparto.objects.select_for_update(of=("self",)).get(pk=quota.scenario.riparto_id)
    return QuotaComune.objects.select_for_update(of=("self",)).select_related("scenario__riparto", "comune").get(pk=quota_id)


@transaction.atomic
def registra_pagamento(quota, *, pagato_il, importo, riferimento, poteri, adesso):
    """Registra un pagamento, mai oltre il residuo; se tutti hanno pagato il riparto è saldato."""
    poteri.esigi("tiene_riparti")
    quota = _quota_bloccata(quota.pk)
    riparto = quota.scenario.riparto
    if riparto.stato not in RISCOSSI or riparto.proposto_id != quota.scenario_id:
        raise PagamentoNonAmmesso("I pagamenti si registrano quando la riscossione è aperta.")
    if pagato_il > timezone.localdate(adesso):
        raise PagamentoNonAmmesso("La data è nel futuro: scrivi il giorno in cui il Comune ha pagato.", "pagato_il")
    residuo = quota.importo - sum(p.importo for p in quota.pagamenti.filter(annullato_il=None))
    if importo > residuo:
        raise PagamentoNonAmmesso(f"A {quota.comune.nome} restano da pagare {formatta_importo(residuo)} €.", "importo")
    uguali = quota.pagamenti.filter(annullato_il=None, pagato_il=pagato_il, importo=importo, riferimento=riferimento)
    if uguali.exists():
        raise PagamentoNonAmmesso("Questo pagamento è già registrato: stesso giorno, importo e riferimento.", "riferimento")
    pagamento = PagamentoQuota.objects.create(
        quota=quota,
        pagato_il=pagato_il,
        importo=importo,
        riferimento=riferimento,
        registrato_da=poteri.utente,
        registrato_il=adesso,
    )
    frase = f"{quota.comune.nome} ha pagato {formatta_importo(importo)} € per {riparto}"
    annota(pagamento, "pagamentoquota.registra", frase, autore=poteri.utente, quando=adesso, dopo={"riferimento": riferimento})
    if saldato(riparto):
        flusso.esegui(riparto, "salda", poteri=None, adesso=adesso)
    return pagamento


@transaction.atomic
def annulla_pagamento(pagamento, motivo, *, poteri, adesso):
    """Annulla un pagamento registrato per errore: resta scritto, con il motivo, e non conta più."""
    poteri.esigi("tiene_riparti")
    quota = _quota_bloccata(pagamento.quota_id)
    pagamento = PagamentoQuota.objects.select_for_update(of=("self",)).get(pk=pagamento.pk)
    if pagamento.annullato_il:
        raise PagamentoNonAmmesso("Questo pagamento è già annullato.")
    pagamento.annullato_il, pagamento.annullato_da, pagamento.motivo_annullamento = adesso, poteri.utente, motivo
    pagamento.save(update_fields=["annullato_il", "annullato_da", "motivo_annullamento"])
    frase = f"Annullato il pagamento di {formatta_importo(pagamento.importo)} € di {quota.comune.nome}"
    annota(pagamento, "pagamentoquota.annulla", frase, autore=poteri.utente, quando=adesso, nota=motivo)
    if quota.scenario.riparto.stato == StatoRiparto.SALDATO:
        flusso.esegui(quota.scenario.riparto, "riapri", poteri=None, adesso=adesso)
    return pagamento
