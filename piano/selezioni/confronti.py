"""Che cosa cambia fra due fotografie del piano, e chi l’ha cambiato secondo le revisioni e il registro."""

from collections import defaultdict

from django.db.models import Q

from ambito.models import Utente
from ambito.selezioni import eventi
from piano.confronto import Genere, sezioni_confrontate
from piano.models import Obiettivo, RevisioneSezione, Sezione, Tavolo

VERSIONI_MASSIME = 10_000


def segno(piano_id, da, a):
    """Un numero per ogni coppia di versioni di un piano (`a` zero: la bozza di adesso)."""
    return (piano_id * VERSIONI_MASSIME + da) * VERSIONI_MASSIME + a


def sezioni_cambiate(prima, dopo):
    """Le sezioni aggiunte, tolte o cambiate fra due fotografie (`VersionePiano.dati`), nell’ordine di adesso."""
    return [s for s in sezioni_confrontate(prima, dopo) if s.genere != Genere.UGUALE]


def autori(piano, confronto, dal, al):
    """Chi ha cambiato che cosa fra due istanti (`al` assente: fino a ora), come `{("sezioni", nome): [persone]}`.

    Lo stesso per `"obiettivi"` e `"tavoli"`. Del testo delle sezioni lo dicono le revisioni fra le due fotografie, del resto (le
    sintesi comprese) il registro.
    """
    firme = {("sezioni", s.nome): ids for s, ids in _firme_delle_sezioni(piano, confronto.sezioni_cambiate)}
    riassunte = [s for s in confronto.sezioni_cambiate if s.sintesi_cambiata and "id" in s.attuale]
    riassunti = _firme_del_registro(Sezione, [s.attuale["id"] for s in riassunte], dal, al, verbo="sezione.riassumi")
    for sezione in riassunte:
        firme["sezioni", sezione.nome] = firme["sezioni", sezione.nome] | riassunti[sezione.attuale["id"]]
    for genere, modello, schede in (
        ("obiettivi", Obiettivo, confronto.obiettivi_cambiati),
        ("tavoli", Tavolo, confronto.tavoli_cambiati),
    ):
        dal_registro = _firme_del_registro(modello, [s.identita for s in schede if s.identita], dal, al)
        firme |= {(genere, scheda.nome): dal_registro[scheda.identita] for scheda in schede}
    persone = Utente.objects.in_bulk({pk for ids in firme.values() for pk in ids})
    return {voce: sorted(str(persone[pk]) for pk in ids) for voce, ids in firme.items()}


def _firme_delle_sezioni(piano, cambiate):
    """(sezione, id di chi ne ha salvato le revisioni fra le due fotografie)."""
    scelte = Q(pk__in=[])
    for sezione in cambiate:
        scelte |= _revisioni_di(sezione)
    righe = RevisioneSezione.objects.filter(scelte, sezione__piano=piano, autore__isnull=False).order_by()
    firme = defaultdict(set)
    for pk, codice, autore in righe.values_list("sezione", "sezione__codice", "autore").distinct():
        firme[pk].add(autore)
        firme[codice].add(autore)
    return [(s, firme[s.attuale.get("id", s.attuale["codice"])]) for s in cambiate]


def _revisioni_di(sezione):
    """Le fotografie più vecchie non portano l’`id`: lì la sezione si ritrova dal codice."""
    foto = sezione.attuale
    quale = Q(sezione=foto["id"]) if "id" in foto else Q(sezione__codice=foto["codice"])
    dopo = Q(numero__lte=sezione.dopo["revisione"]) if sezione.dopo else Q()
    return quale & dopo & Q(numero__gt=sezione.prima["revisione"] if sezione.prima else 0)


def _firme_del_registro(modello, identita, dal, al, **quali):
    trovati = eventi().filter(oggetto_tipo=modello._meta.label_lower, oggetto_id__in=identita, quando__gt=dal, autore__isnull=False)
    trovati = trovati.filter(**quali, **({"quando__lte": al} if al else {}))
    firme = defaultdict(set)
    for pk, autore in trovati.order_by().values_list("oggetto_id", "autore").distinct():
        firme[pk].add(autore)
    return firme
