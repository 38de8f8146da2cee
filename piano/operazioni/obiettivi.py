"""Scritture sulle schede obiettivo, con le loro azioni, indicatori e risorse: tutto insieme o niente."""

from collections import Counter

from django.db import transaction
from django.db.models import ProtectedError

from ambito.errori import ErroreAtteso
from ambito.registro import annota
from piano.models import Azione, Indicatore, Obiettivo, RisorsaObiettivo, Traguardo
from piano.operazioni.piani import blocca_in_bozza
from piano.selezioni import in_vigore

# Le righe di una scheda che l’andamento segue.
SEGUITE = (Azione, Indicatore)


class ObiettivoCambiato(ErroreAtteso):
    """Un collega ha salvato la stessa scheda nel frattempo."""


class FuoriTriennio(ErroreAtteso):
    """Una data o un anno cade fuori dal periodo del piano."""


class RisorsaDoppia(ErroreAtteso):
    """Lo stesso fondo compare due volte nello stesso anno."""


class GiaMisurato(ErroreAtteso):
    """Ciò che si vuole togliere ha già valori letti o valutazioni: non si cancella."""


class ObiettivoInVigore(ErroreAtteso):
    """Una scheda della versione in vigore, con un aggiornamento, non si cancella e non cambia area; né perde ciò che si segue."""


@transaction.atomic
def salva_obiettivo(obiettivo, *, target, legami=None, righe=(), tolte=(), traguardi=(), partenza, utente, adesso):
    """Salva una scheda (nuova se non ha chiave) con le righe date e senza quelle tolte.

    `partenza` è la revisione da cui si è partiti: se un collega ha salvato intanto, `ObiettivoCambiato`. `legami`: nome → voci di
    `aree_secondarie`, `leps`, `servizi`; chi non c’è resta com’è. `traguardi`: coppie (indicatore fra le righe, {anno: valore}).
    """
    piano = blocca_in_bozza(obiettivo.piano_id)
    _esigi_nel_triennio(piano, obiettivo, righe)
    _esigi_risorse_distinte(obiettivo, righe, tolte)
    precedente = Obiettivo.objects.filter(pk=obiettivo.pk).select_related("aggiornato_da").first() if obiettivo.pk else None
    _esigi_attuale(obiettivo, precedente, partenza)
    _esigi_la_sua_area(piano, obiettivo, precedente)
    _esigi_non_in_vigore(piano, tolte)
    if precedente is None or precedente.area_id != obiettivo.area_id:
        obiettivo.codice = _prossimo_codice(piano, obiettivo.area)
    if precedente is None:
        obiettivo.nato_con = in_vigore.aggiornamento(piano)
    obiettivo.revisione = partenza + 1
    obiettivo.aggiornato_da, obiettivo.aggiornato_il = utente, adesso
    obiettivo.save()
    for nome, voci in {"target": target, **(legami or {})}.items():
        getattr(obiettivo, nome).set(voci)
    _scrivi_righe(obiettivo, righe, tolte)
    for indicatore, valori in traguardi:
        _scrivi_traguardi(indicatore, valori)
    verbo = "obiettivo.modifica" if precedente else "obiettivo.crea"
    frase = f"{'Modificato' if precedente else 'Aggiunto'} l’obiettivo {obiettivo}"
    annota(obiettivo, verbo, frase, autore=utente, quando=adesso, dopo={"revisione": obiettivo.revisione})
    return obiettivo


def _scrivi_righe(obiettivo, righe, tolte):
    for riga in tolte:
        try:
            riga.delete()
        except ProtectedError as errore:
            raise GiaMisurato(f"«{riga}» ha già valori letti: non si può togliere. Se non serve più, dillo nella nota.") from errore
    for riga in righe:
        riga.obiettivo = obiettivo
        # A che punto è un’azione lo dice l’andamento: salvare la scheda non deve riportarlo indietro.
        fuori = getattr(riga, "FUORI_SCHEDA", frozenset())
        campi = [c.name for c in riga._meta.concrete_fields if c.name not in fuori and not c.primary_key]
        riga.save(update_fields=campi if riga.pk and fuori else None)


def _scrivi_traguardi(indicatore, valori):
    """I traguardi detti si scrivono, quelli vuoti si tolgono."""
    Traguardo.objects.filter(indicatore=indicatore, anno__in=[a for a, v in valori.items() if v is None]).delete()
    for anno, valore in valori.items():
        if valore is not None:
            Traguardo.objects.update_or_create(indicatore=indicatore, anno=anno, defaults={"valore": valore})


def _esigi_attuale(obiettivo, precedente, partenza):
    if obiettivo.pk and precedente is None:
        raise ObiettivoCambiato("Un collega ha tolto questo obiettivo mentre lo modificavi: se serve ancora, aggiungine uno nuovo.")
    if precedente and precedente.revisione != partenza:
        chi = precedente.aggiornato_da or "Un collega"
        raise ObiettivoCambiato(
            f"{chi} ha salvato questa scheda mentre la modificavi: ciò che hai scritto è ancora qui sotto. "
            "Apri la scheda in un’altra finestra, riporta le tue modifiche su quella e salva."
        )


def _esigi_la_sua_area(piano, obiettivo, precedente):
    """Una scheda in vigore resta nella sua area: cambiandola lascerebbe ad altri il codice con cui la si cita."""
    if precedente is None or precedente.area_id == obiettivo.area_id or not piano.si_aggiorna:
        return
    if not in_vigore.nato_adesso(piano, obiettivo):
        raise ObiettivoInVigore(
            f"L’obiettivo {precedente.codice} è nel piano in vigore: adesioni, attuativi e bilancio lo citano con il suo codice, "
            "quindi resta nella sua area. Se passa a un’altra, aggiungi là un obiettivo nuovo e di’ qui che questo si abbandona."
        )


def _esigi_non_in_vigore(piano, tolte):
    """Ciò che l’andamento segue resta finché la scheda c’è: togliendolo si smetterebbe di leggerlo prima del voto."""
    for riga in tolte if piano.si_aggiorna else ():
        if isinstance(riga, SEGUITE) and not in_vigore.nato_adesso(piano, riga):
            raise ObiettivoInVigore(
                f"«{riga}» è nel piano in vigore e si segue nell’andamento: non si toglie. Se si abbandona, dillo nella scheda."
            )


def _esigi_nel_triennio(piano, obiettivo, righe):
    """Ogni data e ogni anno della scheda cade nel triennio, altrimenti `FuoriTriennio`."""
    date_scritte = [obiettivo.inizio, obiettivo.fine]
    date_scritte += [getattr(r, campo, None) for r in righe for campo in ("inizio", "fine")]
    for giorno in filter(None, date_scritte):
        if not piano.contiene(giorno):
            raise FuoriTriennio(piano.frase_fuori(giorno))
    for anno in (getattr(r, "anno", None) for r in righe):
        if anno is not None and anno not in piano.anni:
            raise FuoriTriennio(f"Il {anno} non è un anno del piano: gli anni sono {piano.triennio_inizio}-{piano.triennio_fine}.")


def _esigi_risorse_distinte(obiettivo, righe, tolte):
    """Dopo il salvataggio un anno e un fondo compaiono una volta sola, altrimenti `RisorsaDoppia`."""
    nuove = [r for r in righe if isinstance(r, RisorsaObiettivo)]
    sostituite = [r.pk for r in [*nuove, *tolte] if r.pk and isinstance(r, RisorsaObiettivo)]
    restano = RisorsaObiettivo.objects.filter(obiettivo=obiettivo.pk).exclude(pk__in=sostituite) if obiettivo.pk else []
    viste = Counter((r.anno, r.fondo_id) for r in [*restano, *nuove])
    for (anno, _), volte in viste.items():
        if volte > 1:
            raise RisorsaDoppia(f"Per il {anno} lo stesso fondo compare in due righe: uniscile in una.")


def _prossimo_codice(piano, area):
    """Progressivo nell’area (D1, D2…): si contano anche i codici già usati, non i posti liberi."""
    usati = Obiettivo.objects.filter(piano=piano, codice__startswith=area.codice).values_list("codice", flat=True)
    numeri = [int(c.removeprefix(area.codice)) for c in usati if c.removeprefix(area.codice).isdigit()]
    return f"{area.codice}{max(numeri, default=0) + 1}"


@transaction.atomic
def togli_obiettivo(obiettivo, *, utente, adesso):
    """Toglie una scheda dalla bozza del piano, con le sue quote vincolate; le versioni già congelate la conservano."""
    piano = blocca_in_bozza(obiettivo.piano_id)
    if piano.si_aggiorna and not in_vigore.nato_adesso(piano, obiettivo):
        raise ObiettivoInVigore(
            f"L’obiettivo {obiettivo.codice} è nel piano in vigore: adesioni, attuativi e bilancio lo citano. "
            "Se si abbandona, dillo nella sua scheda e nella valutazione."
        )
    quote = [f"{q.assegnazione}: {q.importo}" for q in obiettivo.quote.select_related("assegnazione__fondo")]
    annota(
        obiettivo,
        "obiettivo.togli",
        f"Tolto l’obiettivo {obiettivo}",
        autore=utente,
        quando=adesso,
        prima={"quote_vincolate": quote} if quote else None,
    )
    try:
        obiettivo.delete()
    except ProtectedError as errore:
        raise GiaMisurato(
            f"L’obiettivo {obiettivo.codice} ha già valori letti o valutazioni: non si può togliere. "
            "Se si abbandona, dillo nella sua valutazione."
        ) from errore
