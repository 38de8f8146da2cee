"""Scritture sulle indagini."""

from django.db import transaction

from ambito.registro import annota
from servizi.models import RispostaIndagine
from servizi.operazioni.scrittura import GESTISCE, DatoNonValido, salva


@transaction.atomic
def salva_indagine(indagine, *, poteri, adesso):
    """Aggiunge o cambia un’indagine."""
    poteri.esigi(GESTISCE)
    if indagine.invitati is not None and (indagine.rispondenti or 0) > indagine.invitati:
        raise DatoNonValido("Hanno risposto più persone di quante ne sono state invitate.", "rispondenti")
    return salva(indagine, frase=f"Indagine: {indagine}", poteri=poteri, adesso=adesso,
                 doppio="C’è già un’indagine con questo titolo, svolta quel giorno.")  # fmt: skip


@transaction.atomic
def scrivi_risposte(indagine, risposte, *, poteri, adesso):
    """Scrive quante volte è stata data ogni risposta: `risposte` è (domanda, risposta) → numero; le altre restano."""
    poteri.esigi(GESTISCE)
    RispostaIndagine.objects.bulk_create(
        [RispostaIndagine(indagine=indagine, domanda=d, risposta=r, quante=n) for (d, r), n in risposte.items()],
        update_conflicts=True, unique_fields=["ambito", "indagine", "domanda", "risposta"], update_fields=["quante"],
    )  # fmt: skip
    annota(indagine, "indagine.risposte", f"Risposte dell’indagine «{indagine}»", autore=poteri.utente, quando=adesso,
           dopo={"righe": len(risposte)})  # fmt: skip
