"""Ciò che il piano, i servizi e la popolazione danno da citare nei testi."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Sum
from django.utils.text import slugify

from ambito.nucleo.formati_italiani import conta, formatta_importo, formatta_numero
from ambito.nucleo.statistiche import mediana
from piano import selezioni
from piano.models import RisorsaObiettivo
from piano.registri import DatoVivo
from servizi import selezioni as catalogo
from servizi.models import CONTEGGI, MINIMO_PERSONE
from servizi.riepilogo import INDICATORI
from servizi.selezioni import bisogni, indicatori, organico, rilevazioni, risorse

MISURE_CITABILI = ("utenti", "posti", "ore")


def _euro(importo):
    return f"{formatta_importo(importo)} €"


def popolazione(piano, oggi):
    """Residenti dell’Ambito e indicatori della popolazione."""
    righe, al, fonte = bisogni.popolazioni(oggi)
    if al is None:
        return
    insieme = bisogni.insieme(righe)
    yield DatoVivo("popolazione-residenti", "Residenti nell’Ambito", formatta_numero(insieme.totale), fonte, al)
    yield DatoVivo("popolazione-comuni", "Comuni dell’Ambito", formatta_numero(len(righe)), piano.ambito.nome, oggi)
    for indicatore in INDICATORI.values():
        valore = insieme.indicatore(indicatore)
        if valore is not None:
            etichetta = f"{indicatore.nome} ({indicatore.unita})"
            yield DatoVivo(f"popolazione-{indicatore.codice}", etichetta, formatta_numero(valore, indicatore.decimali), fonte, al)


def indicatori_dei_comuni(piano, oggi):
    """Gli indicatori aggiunti dall’Ufficio: la mediana fra i Comuni."""
    for i in indicatori.del_contesto(oggi):
        testo = formatta_numero(mediana(v.valore for v in i.noti), i.decimali)
        yield DatoVivo(f"indicatore-{slugify(i.nome)}", f"{i.nome}, mediana dei Comuni ({i.unita})", testo, i.fonte, i.al)


def schede(piano, oggi):
    """Le risorse previste dalle schede obiettivo, e i nomi delle schede."""
    fonte = "Schede obiettivo del piano"
    per_anno, per_fondo = defaultdict(Decimal), defaultdict(Decimal)
    somme = RisorsaObiettivo.objects.filter(obiettivo__piano=piano).order_by("fondo__ordine")
    for codice, anno, somma in somme.values_list("fondo__codice", "anno").annotate(somma=Sum("importo")):
        per_anno[anno] += somma
        per_fondo[codice] += somma
    totale = sum(per_anno.values(), Decimal(0))
    yield DatoVivo("piano-risorse", "Risorse previste nel triennio", _euro(totale), fonte, oggi)
    for anno in sorted(per_anno):
        yield DatoVivo(f"piano-risorse-{anno}", f"Risorse previste nel {anno}", _euro(per_anno[anno]), fonte, oggi)
    for codice, somma in per_fondo.items():
        yield DatoVivo(f"piano-fondo-{slugify(codice)}", f"{codice}: previsto nel triennio", _euro(somma), fonte, oggi)
    obiettivi = list(selezioni.obiettivi(piano))
    yield DatoVivo("piano-obiettivi", "Quanti obiettivi", formatta_numero(len(obiettivi)), fonte, oggi)
    for obiettivo in obiettivi:
        yield DatoVivo(f"piano-obiettivo-{slugify(obiettivo.codice)}", f"Obiettivo {obiettivo.codice}", str(obiettivo), fonte, oggi)


def catalogo_e_misure(piano, oggi):
    """Assistenti sociali, misure dei servizi degli ultimi due anni e nomi dei servizi."""
    yield from _organico(oggi)
    anni = [r.anno for r in rilevazioni.raccolte()[:2]]
    somme = rilevazioni.somme(anni)
    for servizio in catalogo.servizi_sociali():
        codice = slugify(servizio.codice)
        yield DatoVivo(f"servizi-nome-{codice}", f"Servizio {servizio.codice}", servizio.nome, "Catalogo dei servizi", oggi)
        for anno in anni:
            yield from _misure(servizio, codice, anno, somme.get((servizio.pk, anno)))


def _organico(oggi):
    anno = next(iter(organico.anni()), None)
    if anno is None:
        return
    quadro = organico.Quadro(anno, oggi)
    fonte = f"Organico del servizio sociale, {anno}"
    yield DatoVivo(
        "servizi-assistenti-sociali", "Assistenti sociali a tempo pieno equivalente", formatta_numero(quadro.totali, 2), fonte
    )
    yield DatoVivo(
        "servizi-assistenti-sociali-stabili", "Di cui a tempo indeterminato", formatta_numero(quadro.indeterminati, 2), fonte
    )


def _misure(servizio, codice, anno, somma):
    for misura in MISURE_CITABILI if somma else ():
        quanti = somma[misura]
        if quanti is None or (misura in CONTEGGI and quanti < MINIMO_PERSONE):
            continue
        fonte = f"Rilevazione dei servizi {anno}, {conta(somma['comuni'], 'Comune', 'Comuni')}"
        yield DatoVivo(f"servizi-{misura}-{codice}-{anno}", f"{servizio.nome}: {misura} nel {anno}", formatta_numero(quanti), fonte)


def fondi(piano, oggi):
    """Quanto è stato assegnato negli anni del piano, per fondo e anno."""
    somme = defaultdict(Decimal)
    for assegnazione in risorse.assegnazioni().filter(annualita__in=piano.anni):
        somme[assegnazione.fondo.codice, assegnazione.annualita] += assegnazione.importo
    for (codice, anno), somma in sorted(somme.items()):
        yield DatoVivo(
            f"fondi-{slugify(codice)}-{anno}", f"{codice} {anno}: assegnato", _euro(somma), "Assegnazioni dei fondi", oggi
        )
