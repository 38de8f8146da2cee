"""Le righe di adesso di ciò che una versione congelata racconta, ritrovate per codice e per nome.

Gli `id` di una fotografia valgono soltanto dov’è stata presa: un Ambito portato altrove, o la sua prova generale, ha altre chiavi.
"""

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

    Si riconoscono dal nome nella loro scheda, e due con lo stesso nome dall’ordine. Uno che ha cambiato nome è lui se ha ancora la
    sua chiave e la sua unità di misura: altrove la chiave può essere di un altro, e una lettura al posto sbagliato è peggio di
    nessuna.
    """
    scritti = list(Indicatore.objects.filter(obiettivo__in=trovati.values()).order_by("pk"))
    if piano.si_aggiorna:
        chiavi = {i.pk for i in scritti}
        scritti = [i for i in in_vigore.com_erano(piano, Indicatore) if i.pk in chiavi] or scritti
    liberi = {i.pk: i for i in scritti}
    cercati = [(trovati.get(scheda["codice"]), indicatore) for scheda in foto for indicatore in scheda["indicatori"]]
    coppie = {}
    for uguali in (_stesso_nome, _stessa_chiave):
        for obiettivo, cercato in (c for c in cercati if c[1]["id"] not in coppie):
            chiave = next((pk for pk, i in liberi.items() if i.obiettivo_id == obiettivo and uguali(i, cercato)), None)
            if chiave is not None:
                coppie[cercato["id"]] = chiave
                del liberi[chiave]
    return coppie


def _stesso_nome(indicatore, cercato):
    return indicatore.nome == cercato["nome"]


def _stessa_chiave(indicatore, cercato):
    return (indicatore.pk, indicatore.unita) == (cercato["id"], cercato["unita"])
