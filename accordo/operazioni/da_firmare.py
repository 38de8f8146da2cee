"""Il PDF dell’adesione da far firmare digitalmente a chi rappresenta l’ente."""

from django.utils import timezone

from accordo import selezioni
from accordo.operazioni.adesioni import AdesioneChiusa
from accordo.requisiti.adesioni import mancanze_di_contenuto
from accordo.selezioni.da_firmare import TIPO_DOCUMENTO
from ambito import documenti
from ambito.errori import ErroreAtteso


class DaFirmareNonPronta(ErroreAtteso):
    """All’adesione manca qualcosa di ciò che si firma."""


def prepara_da_firmare(adesione, *, poteri, adesso):
    """Mette in coda il PDF con ciò che l’adesione dice adesso; lo stesso lavoro, se nulla è cambiato."""
    poteri.esigi_ente(adesione.ente_id)
    if motivo := selezioni.perche_chiusa(adesione, timezone.localdate(adesso)):
        raise AdesioneChiusa(motivo)
    if not adesione.pk or mancanze_di_contenuto(adesione):
        raise DaFirmareNonPronta("Prima completa i dati, le aree e le risorse: si firma ciò che poi si invia.")
    return documenti.richiedi(TIPO_DOCUMENTO, adesione, utente=poteri.utente, adesso=adesso)
