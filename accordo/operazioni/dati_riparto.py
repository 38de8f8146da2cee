"""Le scritture dei dati con cui si divide: chi li certifica, i valori dei Comuni, gli zeri certificati."""

from decimal import Decimal

from django.db import IntegrityError, transaction

from accordo.models import DatoRiparto, ValoreDato
from accordo.operazioni.riparti import ricalcola_con
from ambito.errori import ErroreDiCampo
from ambito.registro import annota


class DatoDoppio(ErroreDiCampo):
    """In quell’anno c’è già un dato con lo stesso nome."""


class ZeroNonCertificato(ErroreDiCampo):
    """Uno zero si scrive solo se qualcuno certifica che è proprio zero."""


@transaction.atomic
def salva_dato(dato, *, poteri, adesso, **campi):
    """Crea (se `dato` non è ancora salvato) o corregge un dato: nome, unità, fonte, chi lo certifica."""
    poteri.esigi("tiene_riparti")
    nuovo = dato.pk is None
    for nome, valore in campi.items():
        setattr(dato, nome, valore)
    try:
        with transaction.atomic():
            dato.save()
    except IntegrityError as errore:
        raise DatoDoppio(f"Per il {dato.anno} c’è già un dato con questo nome.", "nome") from errore
    frase = f"{'Aggiunto' if nuovo else 'Corretto'} il dato {dato}"
    annota(dato, "datoriparto.salva", frase, autore=poteri.utente, quando=adesso, dopo=campi)
    if not nuovo:
        ricalcola_con(dato, adesso)
    return dato


@transaction.atomic
def scrivi_valori(dato, righe, *, poteri, adesso):
    """Scrive i valori di più Comuni, come terne (Comune, valore o `None` = manca, zero certificato); gli altri restano."""
    poteri.esigi("tiene_riparti")
    # La riga del dato fa da fila: due colleghi che scrivono insieme lo fanno uno dopo l’altro.
    dato = DatoRiparto.objects.select_for_update(of=("self",)).get(pk=dato.pk)
    prima = {v.comune_id: v for v in dato.valori.all()}
    cambiati = {}
    for comune, valore, certificato in righe:
        _esigi_zero(comune, valore, certificato)
        vecchio = prima.get(comune.pk)
        if (vecchio.valore if vecchio else None) == valore:
            continue
        cambiati[comune.nome] = [str(vecchio.valore) if vecchio else None, str(valore) if valore is not None else None]
        _scrivi(dato, comune, valore)
    if cambiati:
        annota(dato, "datoriparto.valori", f"Scritti i valori di {dato}", autore=poteri.utente, quando=adesso, dopo=cambiati)
        ricalcola_con(dato, adesso)
    return len(cambiati)


def _esigi_zero(comune, valore, certificato):
    if valore == 0 and not certificato:
        raise ZeroNonCertificato(
            f"{comune.nome} ha zero: spunta «zero certificato», oppure lascia vuoto se il dato non è ancora arrivato.", "valore"
        )


def _scrivi(dato, comune, valore):
    if valore is None:
        ValoreDato.objects.filter(dato=dato, comune=comune).delete()
        return
    campi = {"valore": valore, "zero_certificato": valore == Decimal(0)}
    ValoreDato.objects.update_or_create(dato=dato, comune=comune, defaults=campi)
