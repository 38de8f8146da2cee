"""Le righe di adesso di ciò che una versione congelata racconta, ritrovate per codice e per nome.

Gli `id` di una fotografia valgono soltanto dov’è stata presa: un Ambito portato altrove, o la sua prova generale, ha altre chiavi.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from piano.models import Aggiornamento, EsitoAggiornamento, Indicatore, Obiettivo, VersionePiano
from piano.selezioni import in_vigore


class DiAllora(NamedTuple):
    """Una versione adottata: il suo numero, con quale atto e quando, le sue schede (i testi delle sezioni non si leggono)."""

    numero: int
    deliberazione: str
    giorno: date | None
    obiettivi: list


def versione_di_allora(piano, anno):
    """La versione che valeva alla fine di quell’anno. Di un piano votato più tardi, la prima che si adottò."""
    dopo = Aggiornamento.objects.filter(piano=piano, esito=EsitoAggiornamento.ADOTTATO, adottato_il__gt=date(anno, 12, 31))
    superata = dopo.order_by("adottato_il", "pk").values_list("parte_da", "deliberazione", "deliberato_il").first()
    chiave, deliberazione, giorno = superata or (piano.adottata_id, piano.deliberazione, piano.deliberato_il)
    numero, obiettivi = VersionePiano.objects.filter(pk=chiave).values_list("numero", "dati__obiettivi").get()
    return DiAllora(numero, deliberazione, giorno, obiettivi)


def di_allora(piano, schede):
    """`{codice in quelle schede: chiave di adesso}`: un aggiornamento può aver cambiato il codice di una scheda, o il titolo.

    Si riconosce per codice e titolo insieme, poi per il solo titolo, infine per il codice che nessun’altra ha preso.
    """
    righe = Obiettivo.objects.filter(piano=piano).order_by("pk")
    if piano.si_aggiorna:
        righe = in_vigore.chiamati(piano, righe)
    libere, trovate = {riga.pk: (riga.codice, riga.titolo) for riga in righe}, {}
    for uguali in (_per_codice_e_titolo, _per_titolo, _per_codice):
        for scheda in (s for s in schede if s["codice"] not in trovate):
            chiave = next((pk for pk, riga in libere.items() if uguali(scheda, *riga)), None)
            if chiave is not None:
                trovate[scheda["codice"]] = chiave
                del libere[chiave]
    return trovate


def _per_codice_e_titolo(scheda, codice, titolo):
    return (scheda["codice"], scheda["titolo"]) == (codice, titolo)


def _per_titolo(scheda, codice, titolo):
    return scheda["titolo"] == titolo


def _per_codice(scheda, codice, titolo):
    return scheda["codice"] == codice


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
