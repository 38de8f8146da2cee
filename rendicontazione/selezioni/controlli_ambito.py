"""I controlli sull’Ambito intero: ciò che si è speso di ogni fondo e i posti dei servizi. La quota dei minori è fra le griglie."""

from datetime import date

from django.db.models import Sum

from ambito.nucleo.statistiche import ZERO
from rendicontazione.controlli import oltre_l_assegnato, posti_oltre_gli_autorizzati
from rendicontazione.models import VoceSpesa
from rendicontazione.stati import CONSEGNATI
from servizi.selezioni import offerta, rilevazioni, risorse


def fondi_oltre_l_assegnato(anno):
    """C02. Le annualità di un fondo si spendono anche dopo: si confronta tutto ciò che è arrivato con tutto ciò che si è speso."""
    assegnato, fondi = {}, {}
    for a in risorse.assegnazioni().filter(annualita__lte=anno):
        fondi[a.fondo_id] = a.fondo
        assegnato[a.fondo_id] = assegnato.get(a.fondo_id, ZERO) + a.importo
    righe = VoceSpesa.objects.filter(rendiconto__campagna__anno__lte=anno, rendiconto__stato__in=CONSEGNATI, fondo__in=fondi)
    speso = dict(righe.order_by().values_list("fondo").annotate(importo=Sum("altre_entrate")))
    scelti = sorted(fondi.values(), key=lambda fondo: (fondo.ordine, fondo.codice))
    return _trovati(oltre_l_assegnato(f, speso.get(f.pk, ZERO), assegnato[f.pk], anno=anno) for f in scelti)


def servizi_oltre_i_posti(anno):
    """C11, dove dei servizi si conoscono i posti autorizzati a fine anno."""
    autorizzati = offerta.posti_autorizzati(date(anno, 12, 31))
    noti = [r for r in rilevazioni.rilevazioni(anno).filter(posti__isnull=False) if (r.servizio_id, r.comune_id) in autorizzati]
    return _trovati(posti_oltre_gli_autorizzati(r, autorizzati[r.servizio_id, r.comune_id]) for r in noti)


def _trovati(esiti):
    return [esito for esito in esiti if esito]
