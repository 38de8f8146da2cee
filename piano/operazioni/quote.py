"""Collegare la parte vincolata di un fondo agli obiettivi che la usano."""

from django.db import IntegrityError, transaction

from ambito.errori import ErroreDiCampo
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.registro import annota
from piano.models import Obiettivo, QuotaVincolata
from piano.operazioni.piani import blocca
from piano.selezioni.quote import collegato
from servizi.operazioni.fondi import blocca_assegnazione


class QuotaNonValida(ErroreDiCampo):
    """Una quota che non si può collegare così; la frase dice perché."""


@transaction.atomic
def collega_quota(obiettivo, assegnazione, importo, *, poteri, adesso):
    """Collega a un obiettivo `importo` euro della parte vincolata di un’assegnazione di un anno del suo piano."""
    poteri.esigi("redige_piano")
    piano = _esigi_aperto(obiettivo.piano_id)
    if not Obiettivo.objects.filter(pk=obiettivo.pk).exists():
        raise QuotaNonValida("Un collega ha tolto questo obiettivo: scegline un altro.", "obiettivo")
    assegnazione = blocca_assegnazione(assegnazione)
    if assegnazione.annualita not in piano.anni:
        raise QuotaNonValida(f"{assegnazione} non è di un anno del {piano}: si collega agli obiettivi del piano di quell’anno.")
    _esigi_capienza(assegnazione, collegato(assegnazione), importo)
    quota = QuotaVincolata(assegnazione=assegnazione, obiettivo=obiettivo, importo=importo)
    try:
        with transaction.atomic():
            quota.save()
    except IntegrityError as errore:
        frase = f"{obiettivo.codice} ha già una quota di {assegnazione}: cambia quella."
        raise QuotaNonValida(frase, "obiettivo") from errore
    _annota(quota, "collega", f"Collegati {formatta_importo(importo)} euro vincolati di {quota}", poteri, adesso, dopo=importo)
    return quota


@transaction.atomic
def cambia_quota(quota, importo, *, poteri, adesso):
    """Cambia l’importo di una quota già collegata."""
    poteri.esigi("redige_piano")
    quota, prima = _riserva(quota)
    _esigi_capienza(quota.assegnazione, collegato(quota.assegnazione) - prima, importo)
    quota.importo = importo
    quota.save()
    _annota(quota, "cambia", f"Diventano {formatta_importo(importo)} gli euro vincolati di {quota}", poteri, adesso, prima, importo)
    return quota


@transaction.atomic
def togli_quota(quota, *, poteri, adesso):
    """Scollega una quota dal suo obiettivo: torna fra ciò che è da collegare."""
    poteri.esigi("redige_piano")
    quota, prima = _riserva(quota)
    _annota(quota, "togli", f"Scollegati {formatta_importo(prima)} euro vincolati di {quota}", poteri, adesso, prima)
    quota.delete()


def _esigi_aperto(piano_id):
    """Riserva il piano. Proposto non si tocca, perché si sta votando; approvato e vigente sì: i riparti arrivano anno per anno, e
    le versioni già congelate restano com’erano.
    """
    piano = blocca(piano_id)
    if not piano.quote_aperte:
        raise QuotaNonValida(f"Il piano è {piano.stato_in_parole}: adesso le quote vincolate non si cambiano.")
    return piano


def _riserva(quota):
    """La quota com’è adesso, con piano e assegnazione riservati a chi scrive, e il suo importo."""
    _esigi_aperto(quota.obiettivo.piano_id)
    attuale = QuotaVincolata.objects.select_related("obiettivo").filter(pk=quota.pk).first()
    if attuale is None:
        raise QuotaNonValida("Un collega ha già tolto questa quota.")
    attuale.assegnazione = blocca_assegnazione(attuale.assegnazione)
    return attuale, attuale.importo


def _esigi_capienza(assegnazione, gia_collegato, importo):
    if importo <= 0:
        raise QuotaNonValida("Scrivi un importo maggiore di zero; per scollegare usa «Togli».", "importo")
    resta = assegnazione.vincolata - gia_collegato
    if importo > resta:
        frase = (
            f"Di {assegnazione} sono vincolati {formatta_importo(assegnazione.vincolata)} euro: "
            f"se ne possono collegare al più {formatta_importo(resta)}."
        )
        raise QuotaNonValida(frase, "importo")


def _annota(quota, verbo, frase, poteri, adesso, prima=None, dopo=None):
    """Nel registro sta fra le cose dell’obiettivo: è lì che si cerca perché ha quei soldi."""
    valori = {nome: {"importo": valore} if valore is not None else None for nome, valore in (("prima", prima), ("dopo", dopo))}
    annota(quota.obiettivo, f"quotavincolata.{verbo}", frase, autore=poteri.utente, quando=adesso, **valori)
