"""Chi sta scrivendo una sezione: una riga che il browser rinnova e che scade da sé. Non blocca: la fusione protegge i testi."""

from django.db import transaction

from piano.models import Presenza
from piano.selezioni.presenze import DURATA


@transaction.atomic
def segna_presenza(sezione, *, utente, adesso):
    """Comincia o rinnova la presenza; le scadute della sezione si tolgono. Chi torna dopo una pausa ricomincia da adesso."""
    Presenza.objects.filter(sezione=sezione, visto_il__lt=adesso - DURATA).delete()
    presenza, _ = Presenza.objects.update_or_create(
        ambito_id=sezione.ambito_id, sezione=sezione, utente=utente, defaults={"visto_il": adesso},
        create_defaults={"dal": adesso, "visto_il": adesso},
    )  # fmt: skip
    return presenza


def lascia_sezione(sezione, *, utente):
    """La persona ha chiuso la pagina."""
    Presenza.objects.filter(sezione=sezione, utente=utente).delete()
