"""I piani dimostrativi di anni già passati, scritti in blocco: nessuno ne ha compiuto i passi, e il registro lo dice."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ambito import flusso
from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.impronta import impronta
from ambito.registro import annota
from piano.documenti import fotografa
from piano.models import (
    AreaPolicy,
    Indicatore,
    Obiettivo,
    Rilevazione,
    RisorsaObiettivo,
    Sezione,
    ValutazioneObiettivo,
    VersionePiano,
)


@dataclass(frozen=True)
class SchedaPronta:
    """Una scheda nuova con ciò che le appartiene; `azioni` sono coppie (azione, stato), `letture` quelle degli
    indicatori, `esito` la valutazione finale.
    """

    obiettivo: Obiettivo
    target: list
    azioni: list
    indicatori: list
    risorse: list
    esito: ValutazioneObiettivo
    letture: list


@transaction.atomic
def carica_piano(piano, stato, *, aree, sezioni, schede, congelato_il, adesso):
    """Scrive un `PianoDiZona` nuovo, in quello stato, con la versione che l’Assemblea adottò; restituisce il piano.

    `SoloDimostrativo` se l’Ambito è vero. Nel registro resta una riga sola: quei passi non li ha compiuti nessuno.
    """
    flusso.fai_nascere([(piano, stato)])
    _del_piano(piano, AreaPolicy, aree)
    _del_piano(piano, Sezione, sezioni)
    for scheda in schede:
        _scrivi(piano, scheda)
    versione = VersionePiano(piano=piano, numero=1, dati=fotografa(piano, timezone.localdate(congelato_il)), quando=congelato_il)
    versione.impronta = impronta(versione.dati)
    versione.save()
    piano.adottata = versione
    piano.save(update_fields=["adottata"])
    quanto = f"{conta(len(sezioni), 'sezione', 'sezioni')}, {conta(len(schede), 'obiettivo', 'obiettivi')}"
    annota(piano, "piano.carica", f"Caricato in blocco il {piano}, dato dimostrativo: {quanto}", autore=None, quando=adesso)
    return piano


def _del_piano(piano, modello, righe):
    for riga in righe:
        riga.piano = piano
    modello.objects.bulk_create(righe)


def _scrivi(piano, scheda):
    scheda.obiettivo.piano = piano
    scheda.obiettivo.save()
    scheda.obiettivo.target.set(scheda.target)
    for riga in [*(azione for azione, _ in scheda.azioni), *scheda.indicatori, *scheda.risorse, scheda.esito]:
        riga.obiettivo = scheda.obiettivo
    flusso.fai_nascere(scheda.azioni)
    Indicatore.objects.bulk_create(scheda.indicatori)
    for lettura in scheda.letture:
        lettura.indicatore_id = lettura.indicatore.pk
    Rilevazione.objects.bulk_create(scheda.letture)
    RisorsaObiettivo.objects.bulk_create(scheda.risorse)
    scheda.esito.save()
