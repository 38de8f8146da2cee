"""La firma digitale sull’adesione di un ente: è il PDF preparato dal portale, chi ha firmato, se il certificato è buono."""

from typing import NamedTuple

from django.utils import timezone

from accordo import selezioni
from accordo.operazioni.firme import FirmaRifiutata, certificato_buono, radici
from accordo.riepilogo import ancora_uguale
from ambito.errori import ErroreAtteso
from ambito.models import ContenutoDocumento, Documento
from ambito.nucleo.firme import FirmaNonLetta, NessunaFirma, aggiunte_solo_firme, leggi_firme
from ambito.nucleo.formati_italiani import formatta_data

CAMBIATA = (
    "L’adesione è cambiata dopo che questo PDF è stato preparato: scarica di nuovo «Il PDF da firmare», fallo firmare e carica "
    "quello."
)
ALTRO_FILE = (
    "Il file firmato non è il PDF di questa adesione: scarica «Il PDF da firmare», fallo firmare al legale rappresentante senza "
    "stamparlo né modificarlo, e carica quello."
)


class AltroDocumento(ErroreAtteso):
    """Non è stata firmata questa adesione: il file non si tiene, la frase dice che cosa fare."""


class EsitoFirma(NamedTuple):
    """Ciò che si conserva accanto al file; la frase non contiene codici fiscali, perché sta anche nella ricevuta."""

    firma_valida: bool
    firma_esito: str
    firmatari: list
    documento: Documento | None = None


def guarda_la_firma(byte, adesione, adesso):
    """L’esito della verifica; una firma non buona si tiene, e la frase dice che cosa fare. `AltroDocumento` se è firmato altro."""
    documento, firmatari = None, []
    try:
        letto = _letto(byte, adesso)
        documento = _il_suo_pdf(letto.contenuto, adesione)
        firmatari = [{"nome": firma.nome, "codice_fiscale": firma.codice_fiscale} for firma in letto.firme]
        for firma in letto.firme:
            _e_buona(firma)
    except FirmaRifiutata as errore:
        return EsitoFirma(False, errore.frase[:600], firmatari, documento)
    frasi = " ".join(_che_firma_e(firma) for firma in letto.firme)
    return EsitoFirma(True, f"{frasi} Formato {letto.formato}.{_fiducia(letto.firme)}"[:600], firmatari, documento)


def _letto(byte, adesso):
    try:
        return leggi_firme(byte, radici=radici(), adesso=adesso, dopo_la_firma=False)
    except NessunaFirma as errore:
        raise FirmaRifiutata(
            "Nel file non c’è nessuna firma digitale: fallo firmare al legale rappresentante e caricalo di nuovo."
        ) from errore
    except FirmaNonLetta as errore:
        raise FirmaRifiutata(str(errore)) from errore


def _il_suo_pdf(contenuto, adesione):
    """Il PDF preparato per quell’adesione che sta, byte per byte, sotto le firme; oltre, ci sono soltanto firme."""
    documento = selezioni.pdf_firmato(adesione, contenuto) if adesione else None
    if documento is None:
        raise AltroDocumento(ALTRO_FILE)
    try:
        solo_firme = aggiunte_solo_firme(bytes(ContenutoDocumento.objects.get(documento=documento).byte), contenuto)
    except FirmaNonLetta as errore:
        raise AltroDocumento(str(errore)) from errore
    if not solo_firme:
        raise AltroDocumento("Oltre alle firme nel PDF è cambiato altro: scarica di nuovo «Il PDF da firmare», e firmalo com’è.")
    return documento


def esigi_uguale(documento, adesione):
    """Chi ha firmato ha firmato ciò che l’adesione dice adesso; altrimenti `AltroDocumento`."""
    if documento and not ancora_uguale(documento, adesione):
        raise AltroDocumento(CAMBIATA)


def segna_cambiata(adesione):
    """Dopo un salvataggio: la firma messa su ciò che l’adesione diceva prima non vale più, e si dice perché."""
    for allegato in adesione.allegati.filter(firma_valida=True, documento__isnull=False).select_related("documento"):
        if not ancora_uguale(allegato.documento, adesione):
            allegato.firma_valida, allegato.firma_esito = False, CAMBIATA
            allegato.save(update_fields=["firma_valida", "firma_esito"])


def _e_buona(firma):
    if not (firma.intatta and firma.tutto):
        raise FirmaRifiutata(
            f"Il file è cambiato dopo la firma di {firma.nome}: firma di nuovo il PDF e caricalo senza modificarlo."
        )
    certificato_buono(firma)


def _che_firma_e(firma):
    scade = timezone.datetime.fromisoformat(firma.scade).date()
    return f"Firma digitale valida di {firma.nome}, con un certificato di «{firma.emittente}» che scade il {formatta_data(scade)}."


def _fiducia(firme):
    return " L’autorità che ha emesso il certificato non è controllata da questo portale." if firme[0].fidata is None else ""
