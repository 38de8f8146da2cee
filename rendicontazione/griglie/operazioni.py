"""Le scritture delle griglie."""

from django.db import IntegrityError, transaction

from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registro import annota
from rendicontazione.models import MotivoResiduo


class MotivoCambiato(ErroreAtteso):
    """Un collega ha scritto il motivo nello stesso momento."""


@transaction.atomic
def spiega_residuo(assegnazione, *, motivo, impegno_previsto, poteri, adesso):
    """Scrive perché una parte dell’assegnazione non è ancora impegnata e quando lo sarà."""
    poteri.esigi("controlla_rendiconti")
    riga = MotivoResiduo.objects.select_for_update(of=("self",)).filter(assegnazione=assegnazione).first()
    prima = {"motivo": riga.motivo, "impegno_previsto": riga.impegno_previsto} if riga else {}
    dopo = {"motivo": motivo, "impegno_previsto": impegno_previsto}
    if prima == dopo:
        return riga
    riga = riga or MotivoResiduo(assegnazione=assegnazione)
    riga.motivo, riga.impegno_previsto = motivo, impegno_previsto
    try:
        with transaction.atomic():
            riga.save()
    except IntegrityError as errore:
        raise MotivoCambiato("Un collega ha appena scritto il motivo: ricarica la pagina.") from errore
    frase = f"{riga}: {motivo}, impegno previsto il {formatta_data(impegno_previsto)}"
    annota(riga, "residuo.spiega", frase, autore=poteri.utente, quando=adesso, prima=prima, dopo=dopo)
    return riga
