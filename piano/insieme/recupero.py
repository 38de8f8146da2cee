"""Dopo un arresto improvviso: le parole confermate e non ancora in una revisione vi entrano, anche se nessuno riapre la pagina."""

import logging

from django.utils import timezone

from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from piano import operazioni
from piano.models import Sezione
from piano.selezioni.insieme import in_sospeso

registro = logging.getLogger(__name__)


def salva_sospese():
    """Passa gli Ambiti uno per uno; una sezione che non si può salvare resta com’è, lo dice nel registro e non ferma le altre."""
    for ambito_id in Ambito.objects.values_list("pk", flat=True):
        with in_ambito(ambito_id):
            sezioni = in_sospeso()
        for sezione_id in sezioni:
            try:
                with in_ambito(ambito_id):
                    _salva(sezione_id)
            except ErroreAtteso as errore:
                registro.warning("Sezione %s: %s", sezione_id, errore.frase)
            except Exception:
                registro.exception("Sezione %s: le parole in attesa non sono diventate una revisione.", sezione_id)


def _salva(sezione_id):
    # Dopo un arresto le stanze sono vuote, qualunque cosa dica l’ultimo segno di chi vi scriveva.
    esito = operazioni.raccogli_insieme(Sezione.objects.get(pk=sezione_id), vuota=True, adesso=timezone.now())
    if esito.motivo:
        registro.warning("Sezione %s: %s", sezione_id, esito.motivo)
