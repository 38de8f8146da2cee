"""La firma di una parte sull’accordo: è davvero il testo congelato, è di chi può firmare, è buona?"""

import logging
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from accordo.selezioni import accordi as letture
from ambito.errori import ErroreAtteso
from ambito.models import ContenutoDocumento
from ambito.nucleo.firme import Firma, FirmaNonLetta, NessunaFirma, aggiunte_solo_firme, certificati, leggi_firme
from ambito.nucleo.formati_italiani import formatta_data
from ambito.nucleo.impronta import impronta_file

diario = logging.getLogger(__name__)

A_MANO = (
    "Nel file non c’è nessuna firma digitale. Una firma a mano passata allo scanner non vale: fra amministrazioni l’accordo si "
    "firma digitalmente, a pena di nullità (L. 241/1990, art. 15, c. 2-bis)."
)
# Più di un accordo firmato da decine di enti: oltre è un altro file.
MASSIMO_FIRMATO = 15 << 20
DI_CERTIFICATI = {".pem", ".crt", ".cer", ".der"}


class FirmaRifiutata(ErroreAtteso):
    """Il file firmato non vale come firma di quella parte: la frase dice perché e che cosa fare."""


class Verificata(NamedTuple):
    """La firma della parte, perché chi firma può farlo, tutte le firme del file e il suo formato."""

    firma: Firma
    titolo: str
    tutte: tuple
    formato: str


def radici():
    """I certificati delle autorità di cui l’installazione si fida (`RADICI_FIRMA`); nessuno se non ha detto di controllarle.

    Se l’ha detto e non se ne legge nessuno, `FirmaRifiutata`: una cartella sbagliata non deve far valere qualunque certificato.
    """
    if not settings.RADICI_FIRMA:
        return []
    trovate = [der for file in _file_di_certificati(Path(settings.RADICI_FIRMA)) for der in _certificati_di(file)]
    if not trovate:
        diario.error("PORTALE_RADICI_FIRMA: in «%s» non c’è nessun certificato, le firme si rifiutano", settings.RADICI_FIRMA)
        raise FirmaRifiutata("Le autorità di firma non sono configurate bene: avvisa chi gestisce il portale.")
    return trovate


def _file_di_certificati(cartella):
    try:
        return sorted(file for file in cartella.iterdir() if file.suffix.lower() in DI_CERTIFICATI)
    except OSError as errore:
        diario.error("PORTALE_RADICI_FIRMA: la cartella non si legge: %s", errore)
        return []


def _certificati_di(file):
    try:
        return certificati(file.read_bytes())
    except (OSError, ValueError) as errore:
        diario.error("PORTALE_RADICI_FIRMA: «%s» non si legge: %s", file, errore)
        return []


def firma_della_parte(parte, versione, byte, adesso):
    """La firma con cui la parte sottoscrive `versione`, dopo ogni controllo. Altrimenti `FirmaRifiutata`."""
    if len(byte) > MASSIMO_FIRMATO:
        raise FirmaRifiutata("Il file è troppo grande per essere l’accordo firmato: il massimo è 15 MB.")
    documento = letture.documento_di(versione)
    if documento is None:
        raise FirmaRifiutata("Il PDF da firmare si sta ancora preparando: riprova fra qualche minuto.")
    letto = _letto(byte, adesso)
    _e_il_testo(letto.contenuto, documento, versione)
    _sono_buone(letto.firme, versione)
    _solo_firme_oltre(bytes(ContenutoDocumento.objects.get(documento=documento).byte), letto.contenuto)
    return Verificata(*_di_chi_puo(parte, letto.firme, timezone.localdate(adesso)), letto.firme, letto.formato)


def _letto(byte, adesso):
    try:
        return leggi_firme(byte, radici=radici(), adesso=adesso, dopo_la_firma=False)
    except NessunaFirma as errore:
        raise FirmaRifiutata(A_MANO) from errore
    except FirmaNonLetta as errore:
        raise FirmaRifiutata(str(errore)) from errore


def _e_il_testo(contenuto, documento, versione):
    """Sotto le firme c’è il PDF emesso per quella versione, byte per byte."""
    if impronta_file(contenuto[: documento.dimensione]) == documento.sha256:
        return
    for altra in letture.versioni(versione.accordo).exclude(pk=versione.pk):
        emesso = letture.documento_di(altra)
        if emesso and impronta_file(contenuto[: emesso.dimensione]) == emesso.sha256:
            raise FirmaRifiutata(f"È stata firmata la versione {altra.numero}, che non vale più: scarica la {versione.numero}.")
    raise FirmaRifiutata("Il file firmato non è il testo congelato dell’accordo: scarica quello da questa pagina, e firmalo.")


def _solo_firme_oltre(originale, firmato):
    try:
        solo_firme = aggiunte_solo_firme(originale, firmato)
    except FirmaNonLetta as errore:
        raise FirmaRifiutata(str(errore)) from errore
    if not solo_firme:
        raise FirmaRifiutata("Oltre alle firme nel PDF è cambiato altro: scarica di nuovo il file da firmare, e firmalo com’è.")


def _sono_buone(firme, versione):
    """Ogni firma del file è intatta e una volta sola; quelle mai accettate su `versione` hanno oggi un certificato buono.

    Una firma accettata resta buona: il certificato di chi firma per primo può scadere prima che l’ultimo firmi lo stesso file.
    """
    accettate = letture.impronte_accettate(versione)
    for firma in firme:
        if not (firma.intatta and firma.tutto):
            raise FirmaRifiutata(f"Il file è cambiato dopo la firma di {firma.nome}: scarica di nuovo quello da firmare.")
        if firma.impronta not in accettate:
            certificato_buono(firma)
    doppie = [nome for (nome, _), volte in Counter((f.nome, f.codice_fiscale) for f in firme).items() if volte > 1]
    if doppie:
        raise FirmaRifiutata(f"{doppie[0]} ha firmato due volte lo stesso file: scarica di nuovo quello da firmare.")


def certificato_buono(firma):
    """Il certificato è di un’autorità di fiducia, serve a firmare e vale oggi; altrimenti `FirmaRifiutata`."""
    if firma.fidata is False:
        raise FirmaRifiutata(
            f"Il certificato di {firma.nome} è emesso da «{firma.emittente}», che non è fra le autorità riconosciute da questo "
            "portale: serve una firma digitale qualificata."
        )
    if not firma.per_firmare:
        raise FirmaRifiutata(
            f"Il certificato di {firma.nome} serve ad accedere, non a firmare (è così quello della CIE o della CNS): usa quello "
            "della tua firma digitale."
        )
    if not firma.valido:
        raise FirmaRifiutata(
            f"Il certificato di {firma.nome} non è valido oggi (scade il {formatta_data(_giorno(firma.scade))}): "
            "firma con un certificato valido."
        )


def _giorno(istante):
    return timezone.datetime.fromisoformat(istante).date()


def _di_chi_puo(parte, firme, oggi):
    """La firma, fra quelle del file, di chi oggi può firmare per la parte; e perché può."""
    possono = {s.codice_fiscale: s for s in letture.chi_firma(parte, oggi) if s.codice_fiscale}
    for firma in reversed(firme):
        if firma.codice_fiscale in possono:
            return firma, possono[firma.codice_fiscale].titolo
    firmato = ", ".join(firma.nome for firma in firme)
    if not possono:
        raise FirmaRifiutata(
            f"Non sappiamo chi firma per {parte}: l’Ufficio di Piano scrive nella pagina della parte chi è, con il codice fiscale."
        )
    nomi = " oppure ".join(f"{s.nome} ({s.titolo})" for s in possono.values())
    raise FirmaRifiutata(
        f"Nel file ha firmato {firmato}. Per {parte} può firmare {nomi}: il codice fiscale del certificato è un altro."
    )
