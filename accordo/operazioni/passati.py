"""Accordi e adesioni dimostrativi di trienni finiti, scritti in blocco: nessuno ne ha compiuto i passi, e il registro lo dice."""

from django.db import transaction
from django.utils import timezone

from accordo.documenti.accordo import fotografa
from accordo.models import ArticoloAccordo, VersioneAccordo
from accordo.selezioni import accordi as letture
from accordo.stati import StatoAvviso
from ambito import flusso
from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.impronta import impronta
from ambito.registro import annota


@transaction.atomic
def carica_accordo(accordo, stato, parti, *, congelato_il, adesso):
    """Scrive un `AccordoDiProgramma` nuovo, in quello stato, con il testo dello schema e le coppie (parte, stato).

    `SoloDimostrativo` se l’Ambito è vero. Del piano adotta la versione che l’Assemblea approvò.
    """
    flusso.fai_nascere([(accordo, stato)])
    ArticoloAccordo.objects.bulk_create(
        ArticoloAccordo(accordo=accordo, ordine=n, titolo=a["titolo"], testo=a["testo"])
        for n, a in enumerate(letture.articoli_del_modello())
    )
    for parte, _ in parti:
        parte.accordo = accordo
    flusso.fai_nascere(parti)
    del_piano = accordo.piano.adottata
    dati = fotografa(accordo, del_piano, timezone.localdate(congelato_il))
    VersioneAccordo.objects.create(
        accordo=accordo, numero=1, versione_piano=del_piano, dati=dati, impronta=impronta(dati), quando=congelato_il
    )
    frase = f"Caricato in blocco l’{accordo.in_frase}, dato dimostrativo: {conta(len(parti), 'parte', 'parti')}"
    annota(accordo, "accordo.carica", frase, autore=None, quando=adesso)
    return accordo


@transaction.atomic
def carica_adesioni(avviso, adesioni, *, aree, adesso):
    """Scrive un `AvvisoAdesione` nuovo, già chiuso, con le coppie (adesione, stato), ognuna sulle stesse `aree`.

    `SoloDimostrativo` se l’Ambito è vero.
    """
    flusso.fai_nascere([(avviso, StatoAvviso.CHIUSO)])
    for adesione, _ in adesioni:
        adesione.avviso = avviso
    for adesione in flusso.fai_nascere(adesioni):
        adesione.aree_target.set(aree)
    quante = conta(len(adesioni), "adesione", "adesioni")
    frase = f"Caricato in blocco l’avviso di adesione {avviso.triennio}, dato dimostrativo: {quante}"
    annota(avviso, "avviso.carica", frase, autore=None, quando=adesso)
    return avviso
