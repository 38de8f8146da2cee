"""I rilievi sulla spesa: l’Ufficio li prepara mentre controlla, il Comune risponde."""

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.registro import annota
from rendicontazione.models import CELLE, Rendiconto, RilievoSpesa
from rendicontazione.operazioni.blocco import blocca
from rendicontazione.stati import RIMANDABILI


class RilievoNonAmmesso(ErroreAtteso):
    """Adesso su questa spesa, o su quella riga, non si può fare un rilievo."""


@transaction.atomic
def scrivi_rilievo(rendiconto, *, voce, campo, testo, poteri, adesso):
    """Prepara il rilievo su una riga (`campo` vuoto), su una sua cella, o su una riga che manca (`voce` `None`).

    Riscriverlo sulla stessa riga o cella lo sostituisce. Il Comune lo vede quando la spesa è rimandata.
    """
    rendiconto = _in_esame(rendiconto, poteri)
    genere = RilievoSpesa.Genere
    tipo = genere.MANCA if voce is None else genere.CELLA if campo else genere.RIGA
    if not testo.strip() or (campo and (voce is None or campo not in CELLE)):
        raise RilievoNonAmmesso("Scegli su che cosa è il rilievo e scrivi che cosa va corretto.")
    # Le righe che mancano possono essere più d’una: ogni rilievo è a sé.
    gia = voce and rendiconto.rilievi.in_preparazione().filter(voce=voce, campo=campo).first()
    rilievo = gia or RilievoSpesa(rendiconto=rendiconto, genere=tipo, voce=voce, campo=campo, nome=_nome(voce, campo))
    rilievo.testo, rilievo.scritto_da, rilievo.scritto_il = testo.strip(), poteri.utente, adesso
    rilievo.save()
    # Sul rilievo e non sul rendiconto: la storia della spesa la legge anche il Comune, che lo saprà alla consegna.
    annota(rilievo, "rendiconto.rilievo", f"Preparato un {rilievo}: {rendiconto}", autore=poteri.utente, quando=adesso,
           dopo={"su": rilievo.nome}, nota=testo)  # fmt: skip
    return rilievo


@transaction.atomic
def togli_rilievo(rendiconto, rilievo_id, *, poteri, adesso):
    """Toglie un rilievo ancora in preparazione; se non c’è più non è un errore. Restituisce il rilievo o `None`."""
    rendiconto = _in_esame(rendiconto, poteri)
    rilievo = rendiconto.rilievi.in_preparazione().filter(pk=rilievo_id).first()
    if rilievo is None:
        return None
    annota(rilievo, "rendiconto.togli_rilievo", f"Tolto un {rilievo}: {rendiconto}", autore=poteri.utente, quando=adesso,
           prima={"su": rilievo.nome, "testo": rilievo.testo})  # fmt: skip
    rilievo.delete()
    return rilievo


@transaction.atomic
def rispondi(rendiconto, rilievo_id, testo, *, poteri, adesso):
    """Il Comune dice perché la cifra va bene com’è; `RilievoNonAmmesso` se il rilievo non è fra quelli aperti."""
    rendiconto = blocca(rendiconto, poteri, adesso)
    rilievo = rendiconto.rilievi.aperti().filter(pk=rilievo_id).first()
    if rilievo is None or not testo.strip():
        raise RilievoNonAmmesso("Scrivi la risposta al rilievo: così l’Ufficio di Piano capisce perché la cifra va bene.")
    rilievo.risposta = testo.strip()
    rilievo.save(update_fields=["risposta"])
    annota(rendiconto, "rendiconto.risposta", f"Risposto a un {rilievo}: {rendiconto}", autore=poteri.utente, quando=adesso,
           nota=testo)  # fmt: skip
    return rilievo


def _nome(voce, campo):
    if voce is None:
        return "una riga che manca"
    riga = f"{voce}, {voce.gestione.lower()}" + (f", {voce.fondo}" if voce.fondo else "")
    return f"{CELLE[campo]} di «{riga}»" if campo else f"«{riga}»"


def _in_esame(rendiconto, poteri):
    poteri.esigi("controlla_rendiconti")
    rendiconto = Rendiconto.objects.select_for_update(of=("self",)).select_related("campagna", "comune").get(pk=rendiconto.pk)
    if rendiconto.stato not in RIMANDABILI or not rendiconto.campagna.e_aperta:
        stato = rendiconto.get_stato_display().lower()
        raise RilievoNonAmmesso(f"I rilievi si scrivono mentre si controlla: adesso la spesa è «{stato}».")
    return rendiconto
