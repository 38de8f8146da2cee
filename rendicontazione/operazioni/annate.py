"""Gli anni dimostrativi: una campagna intera scritta in blocco, con la spesa di ogni Comune già a un certo punto."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ambito import flusso
from ambito.db.blocco import scrivi_in_blocco
from ambito.models import Comune
from ambito.nucleo.formati_italiani import conta
from ambito.registro import annota
from rendicontazione.models import Rendiconto, VoceSpesa
from rendicontazione.operazioni.voci import CHIAVE_VOCE, VALORI_VOCE

CAMPI = ("intervento", "area", "forma_gestione", "fondo", *VALORI_VOCE)


@dataclass(frozen=True)
class SpesaPronta:
    """La spesa di un Comune: a che punto è, e le sue righe come valori nell’ordine di `CAMPI`."""

    comune: Comune
    stato: str
    righe: Iterable
    inviato_il: datetime | None = None
    motivo: str = ""


@transaction.atomic
def carica_annata(campagna, stato, spese, *, adesso):
    """Scrive una `Campagna` nuova, in quello stato, con le `SpesaPronta` dei Comuni; restituisce quante righe ha scritto.

    `SoloDimostrativo` se l’Ambito è vero. Nel registro resta una riga sola: nessuno ha compiuto quei passi, e non lo si fa credere.
    """
    flusso.fai_nascere([(campagna, stato)])
    nuovi = [(Rendiconto(campagna=campagna, comune=s.comune, inviato_il=s.inviato_il, motivo=s.motivo), s.stato) for s in spese]
    rendiconti = flusso.fai_nascere(nuovi)
    voci = (
        (rendiconto.ambito_id, rendiconto.pk, *riga)
        for rendiconto, spesa in zip(rendiconti, spese, strict=True)
        for riga in spesa.righe
    )
    scritte = scrivi_in_blocco(VoceSpesa, ("ambito", "rendiconto", *CAMPI), voci, chiave=CHIAVE_VOCE, aggiorna=VALORI_VOCE)
    quanto = f"{conta(len(spese), 'Comune', 'Comuni')}, {conta(scritte, 'riga', 'righe')} di spesa"
    annota(campagna, "campagna.carica", f"Caricata in blocco la {str(campagna).lower()}, dato dimostrativo: {quanto}",
           autore=None, quando=adesso)  # fmt: skip
    return scritte
