"""Le scritture sulla pubblicità dell’accordo: la notizia che ogni Comune ne dà sul proprio sito."""

from django.db import transaction

from accordo.operazioni.parti import NonAdesso, ferma
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_data
from ambito.registro import annota


class SoloIComuni(ErroreAtteso):
    """La notizia sul sito la danno i Comuni."""


@transaction.atomic
def annota_sito(parte, *, giorno, indirizzo, poteri, adesso):
    """Il Comune dà notizia dell’accordo sul suo sito da quel giorno, a quell’indirizzo; si può correggere."""
    accordo, parte = ferma(parte, poteri)
    if not parte.comune_id:
        raise SoloIComuni("La notizia sul sito la danno i Comuni che sono parte dell’accordo.")
    if not accordo.pubblicato:
        raise NonAdesso("La notizia si dà quando l’accordo è in vigore.")
    prima = {"sito_il": parte.sito_il, "sito_url": parte.sito_url}
    parte.sito_il, parte.sito_url = giorno, indirizzo
    parte.save(update_fields=["sito_il", "sito_url"])
    annota(parte, "parteaccordo.sito", f"{parte} dà notizia dell’{accordo.in_frase} sul sito dal {formatta_data(giorno)}",
           autore=poteri.utente, quando=adesso, prima=prima, dopo={"sito_il": giorno, "sito_url": indirizzo})  # fmt: skip
    return parte
