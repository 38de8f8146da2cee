"""Le righe di adesso di ciò che una versione congelata racconta, ritrovate per codice e per nome.

Gli `id` di una fotografia valgono soltanto dov’è stata presa: un Ambito portato altrove, o la sua prova generale, ha altre chiavi.
"""

from collections import defaultdict

from piano.models import Indicatore, Obiettivo
from piano.selezioni import in_vigore


def obiettivi(piano):
    """`{codice: chiave}` degli obiettivi del piano; mentre si aggiorna vale il codice che hanno nella versione in vigore."""
    adesso = dict(Obiettivo.objects.filter(piano=piano).order_by("pk").values_list("codice", "pk"))
    if not piano.si_aggiorna:
        return adesso
    chiavi = set(adesso.values())
    di_allora = {o.codice: o.pk for o in in_vigore.com_erano(piano, Obiettivo) if o.pk in chiavi}
    return di_allora or adesso


def indicatori(piano, trovati, foto):
    """`{id nella fotografia: chiave di adesso}` degli indicatori di quelle schede (`trovati`: `{codice: obiettivo}`).

    Due con lo stesso nome nella stessa scheda si riconoscono dall’ordine.
    """
    scritti = list(Indicatore.objects.filter(obiettivo__in=trovati.values()).order_by("pk"))
    if piano.si_aggiorna:
        chiavi = {i.pk for i in scritti}
        scritti = [i for i in in_vigore.com_erano(piano, Indicatore) if i.pk in chiavi] or scritti
    per_nome = defaultdict(list)
    for indicatore in scritti:
        per_nome[indicatore.obiettivo_id, indicatore.nome].append(indicatore.pk)
    coppie = {}
    for scheda in foto:
        for indicatore in scheda["indicatori"]:
            omonimi = per_nome[trovati.get(scheda["codice"]), indicatore["nome"]]
            if omonimi:
                coppie[indicatore["id"]] = omonimi.pop(0)
    return coppie
