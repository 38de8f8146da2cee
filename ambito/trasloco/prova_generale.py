"""La prova generale: un Ambito gemello in cui provare una seduta o un’adesione senza conseguenze, rifatto da capo ogni notte.

È una copia dell’Ambito vero com’è in quel momento: stesse persone, stessi poteri, stesso piano. Porta in ogni pagina e in ogni
documento nuovo il segno di ciò che non vale, non ha pagine pubbliche e non spedisce posta.
"""

import tempfile
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import connection, transaction

from ambito.contesto import in_ambito
from ambito.db.guardie import CANCELLAZIONE, guardie_aperte, possiede
from ambito.models import Ambito, GruppoDiRuolo, NumeroDiPrima
from ambito.registro import annota
from ambito.trasloco.entrata import importa
from ambito.trasloco.errori import TraslocoNonRiuscito, se_e_occupata
from ambito.trasloco.inventario import dell_ambito, e_dell_ambito
from ambito.trasloco.uscita import esporta

# In coda all’indirizzo dell’Ambito vero: la prova, e quella che sta nascendo.
CODA, NUOVA = "-prova", "-prova-nuova"
VERBO = "ambito.prova"


def prove():
    """Le prove generali che ci sono, per indirizzo."""
    return Ambito.objects.exclude(prova_di="").order_by("slug")


@se_e_occupata()
def rifai(vero, *, adesso):
    """Fa la prova generale di quell’Ambito dalla copia di adesso, e butta quella di prima; se non riesce resta quella di prima.

    La copia nasce accanto a quella di prima e ne prende il posto: le tabelle restano chiuse agli altri solo mentre si cancella.
    `TraslocoNonRiuscito` se l’Ambito è a sua volta una prova, se l’indirizzo è già di un Ambito vero, se chi chiama non possiede le
    tabelle, o se altri le tengono troppo a lungo.
    """
    if vero.prova_di:
        raise TraslocoNonRiuscito(f"«{vero}» è già una prova generale: si fa dell’Ambito vero, «{vero.prova_di}».")
    if Ambito.objects.veri().filter(slug=vero.slug + CODA).exists():
        raise TraslocoNonRiuscito(f"All’indirizzo /{vero.slug + CODA}/ c’è un Ambito vero: la prova generale lo vorrebbe per sé.")
    _esigi_proprietario()
    for rimasta in _copie(vero).exclude(slug=vero.slug + CODA):
        _butta(rimasta)
    with tempfile.TemporaryDirectory() as cartella:
        archivio = Path(cartella) / "prova.zip"
        esporta(vero, archivio, adesso=adesso, per_prova=True)
        with transaction.atomic():
            copia = _segna(importa(archivio, slug=vero.slug + NUOVA, adesso=adesso).ambito, vero, adesso)
    with transaction.atomic():
        prima = _copie(vero).filter(slug=vero.slug + CODA).first()
        if prima is None:
            _annota_nel_vero(vero, f"Da oggi c’è la prova generale di {vero}, una copia che si rifà e si butta", adesso)
        else:
            _butta(prima)
        copia.slug = vero.slug + CODA
        copia.save(update_fields=["slug"])
    return copia


def _copie(vero):
    return Ambito.objects.filter(prova_di=vero.slug)


def _segna(copia, vero, adesso):
    segni = {"nome": f"{vero.nome} – prova generale"[:200], "prova_di": vero.slug, "dimostrativo": True, "creato_il": adesso}
    for campo, valore in segni.items():
        setattr(copia, campo, valore)
    copia.save(update_fields=list(segni))
    # I codici stampati sono dell’Ambito vero: di una copia non si verifica nulla.
    NumeroDiPrima.objects.filter(di=copia).delete()
    with in_ambito(copia.pk):
        annota(copia, VERBO, f"Rifatta la prova generale di {vero}", autore=None, quando=adesso)
    return copia


def _annota_nel_vero(vero, frase, adesso):
    with in_ambito(vero.pk):
        annota(vero, VERBO, frase, autore=None, quando=adesso)


@se_e_occupata()
def togli(vero, *, adesso):
    """Cancella la prova generale di quell’Ambito, con tutto ciò che contiene; dà quante righe erano (0 se non c’era)."""
    copie = list(_copie(vero))
    if not copie:
        return 0
    _esigi_proprietario()
    with transaction.atomic():
        tolte = sum(_butta(copia) for copia in copie)
        _annota_nel_vero(vero, f"Tolta la prova generale di {vero}", adesso)
    return tolte


@transaction.atomic
def _butta(copia):
    Ambito.objects.select_for_update(of=("self",)).get(pk=copia.pk)
    tavole = [m for m in dell_ambito() if m is not Ambito]
    with in_ambito(copia.pk):
        gruppi = list(GruppoDiRuolo.objects.values_list("gruppo", flat=True))
        with guardie_aperte([m._meta.db_table for m in tavole], a=CANCELLAZIONE):
            # Prima le molti-a-molti: una loro riga si riconosce da quelle che unisce.
            tolte = sum(_svuota(m, copia) for m in sorted(tavole, key=lambda m: not m._meta.auto_created))
        Group.objects.filter(pk__in=gruppi).delete()
    _cancella("delete from ambito_ambito where id = %s and prova_di <> ''", [copia.pk])
    return tolte


def _svuota(modello, copia):
    nome = connection.ops.quote_name
    if not modello._meta.auto_created:
        (colonna,) = [c.column for c in modello._meta.local_fields if c.is_relation and c.related_model is Ambito]
        return _cancella(f"delete from {nome(modello._meta.db_table)} where {nome(colonna)} = %s", [copia.pk])
    unita = next(c for c in modello._meta.local_fields if c.is_relation and e_dell_ambito(c.related_model))
    altra = nome(unita.related_model._meta.db_table)
    sue = f"select id from {altra} where ambito_id = %s"
    return _cancella(f"delete from {nome(modello._meta.db_table)} where {nome(unita.column)} in ({sue})", [copia.pk])


def _cancella(istruzione, valori):
    with connection.cursor() as cursore:
        cursore.execute(istruzione, valori)
        return cursore.rowcount


def _esigi_proprietario():
    if not possiede([modello._meta.db_table for modello in dell_ambito()]):
        raise TraslocoNonRiuscito(
            "Per la prova generale serve il ruolo che possiede le tabelle (quello delle migrazioni): «./portale manage» lo usa da "
            "sé, altrove va messo in DATABASE_URL."
        )
