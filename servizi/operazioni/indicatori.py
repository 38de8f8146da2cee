"""Scritture sugli indicatori dei Comuni."""

from django.db import transaction

from ambito.registro import annota
from servizi.models import IndicatoreComunale, ValoreComunale
from servizi.operazioni.scrittura import GESTISCE, salva, togli


@transaction.atomic
def salva_indicatore(indicatore, *, poteri, adesso):
    """Aggiunge o cambia un indicatore."""
    poteri.esigi(GESTISCE)
    return salva(indicatore, frase=f"Indicatore dei Comuni: {indicatore}", poteri=poteri, adesso=adesso,
                 doppio="C’è già un indicatore con questo nome, riferito a quel giorno.")  # fmt: skip


@transaction.atomic
def togli_indicatore(indicatore, *, poteri, adesso):
    """Toglie un indicatore con i suoi valori; i piani già congelati tengono ciò che ne hanno fotografato."""
    poteri.esigi(GESTISCE)
    togli(indicatore, frase=f"Tolto l’indicatore dei Comuni: {indicatore}", poteri=poteri, adesso=adesso)


@transaction.atomic
def scrivi_valori(indicatore, valori, *, poteri, adesso):
    """Scrive i valori: `valori` è Comune → numero, o `None` se non si sa; i Comuni non nominati restano com’erano."""
    poteri.esigi(GESTISCE)
    # La riga fa da fila: due fogli confermati insieme si scrivono uno dopo l’altro.
    indicatore = IndicatoreComunale.objects.select_for_update(of=("self",)).get(pk=indicatore.pk)
    prima = dict(indicatore.valori.values_list("comune", "valore"))
    cambiati = {comune: valore for comune, valore in valori.items() if prima.get(comune.pk) != valore}
    indicatore.valori.filter(comune__in=[c.pk for c, valore in cambiati.items() if valore is None]).delete()
    ValoreComunale.objects.bulk_create(
        [ValoreComunale(indicatore=indicatore, comune=c, valore=v) for c, v in cambiati.items() if v is not None],
        update_conflicts=True, unique_fields=["ambito", "indicatore", "comune"], update_fields=["valore"],
    )  # fmt: skip
    if cambiati:
        vecchi, nuovi = {c.nome: _testo(prima.get(c.pk)) for c in cambiati}, {c.nome: _testo(v) for c, v in cambiati.items()}
        annota(indicatore, "indicatorecomunale.valori", f"Valori di {indicatore}", autore=poteri.utente, quando=adesso,
               prima=vecchi, dopo=nuovi)  # fmt: skip
    return len(cambiati)


def _testo(valore):
    return None if valore is None else str(valore)
