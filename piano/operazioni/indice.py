"""L’indice di un piano in bozza: le voci si aggiungono, si spostano, si tolgono; i codici si rifanno da sé, tutti insieme."""

from itertools import count

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.registro import annota
from piano.models import BozzaPersonale, Sezione
from piano.operazioni.piani import blocca_in_bozza

SU, GIU = -1, 1


class SpostamentoImpossibile(ErroreAtteso):
    """La voce non può andare lì."""


class SezioneNonVuota(ErroreAtteso):
    """La voce porta un testo o altre voci: non si toglie."""


@transaction.atomic
def aggiungi_sezione(piano, *, capitolo=None, poteri, adesso, **valori):
    """Aggiunge una voce in fondo al piano, o in fondo a `capitolo`; `valori`: titolo, guida, collegato, obbligatoria."""
    rami = _apri(piano.pk, poteri)
    nuova = Sezione(piano=piano, **valori)
    if capitolo is None:
        rami.append([nuova])
    else:
        _ramo(rami, capitolo).append(nuova)
    _rinumera(rami)
    annota(nuova, "sezione.aggiungi", f"Aggiunta all’indice la voce {nuova}", autore=poteri.utente, quando=adesso)
    return nuova


@transaction.atomic
def modifica_sezione(sezione, *, capitolo, poteri, adesso, **valori):
    """Cambia titolo, guida, dati collegati e obbligo di una voce, e la mette sotto `capitolo` (`None`: fra i capitoli)."""
    rami = _apri(sezione.piano_id, poteri)
    sezione = _voce(rami, sezione)
    prima = {campo: getattr(sezione, campo) for campo in valori if getattr(sezione, campo) != valori[campo]}
    dopo = {campo: valori[campo] for campo in prima}
    for campo, valore in dopo.items():
        setattr(sezione, campo, valore)
    if dopo:
        sezione.save(update_fields=list(dopo))
        annota(sezione, "sezione.modifica", f"Cambiata nell’indice la voce {sezione}", autore=poteri.utente, quando=adesso,
               prima=prima, dopo=dopo)  # fmt: skip
    _metti_sotto(rami, sezione, capitolo)
    _riordina(rami, sezione, poteri, adesso)
    return sezione


@transaction.atomic
def sposta_sezione(sezione, verso, *, poteri, adesso):
    """Scambia la voce con quella prima (`SU`) o dopo (`GIU`): un capitolo fra i capitoli, un paragrafo nel suo capitolo."""
    rami = _apri(sezione.piano_id, poteri)
    sezione = _voce(rami, sezione)
    ramo = _ramo(rami, sezione)
    e_capitolo = ramo[0] == sezione
    fila, posto = (rami, rami.index(ramo)) if e_capitolo else (ramo, ramo.index(sezione))
    altro, primo = posto + verso, 0 if e_capitolo else 1
    if not primo <= altro < len(fila):
        raise SpostamentoImpossibile(f"«{sezione}» è già {'la prima' if verso == SU else 'l’ultima'} voce del suo livello.")
    fila[posto], fila[altro] = fila[altro], fila[posto]
    _riordina(rami, sezione, poteri, adesso)
    return sezione


@transaction.atomic
def togli_sezione(sezione, *, poteri, adesso):
    """Toglie una voce vuota. Chi ha un testo, anche solo fra le revisioni o messo da parte, resta: andrebbe perso."""
    rami = _apri(sezione.piano_id, poteri)
    sezione = _voce(rami, sezione)
    ramo = _ramo(rami, sezione)
    if ramo[0] == sezione and len(ramo) > 1:
        raise SezioneNonVuota(f"«{sezione}» contiene altre voci: prima spostale sotto un’altra, o toglile.")
    if sezione.revisione or BozzaPersonale.objects.filter(sezione=sezione).exists():
        raise SezioneNonVuota(
            f"«{sezione}» ha un testo, o lo ha avuto: toglierla cancellerebbe anche le revisioni. Se non serve più, "
            "svuotala e segnala come facoltativa."
        )
    annota(sezione, "sezione.togli", f"Tolta dall’indice la voce {sezione}", autore=poteri.utente, quando=adesso)
    (rami if ramo[0] == sezione else ramo).remove(ramo if ramo[0] == sezione else sezione)
    sezione.delete()
    _rinumera(rami)


def _apri(piano_id, poteri):
    """Riserva il piano, se è in bozza, e dà l’indice come rami: ogni capitolo con i suoi paragrafi, nell’ordine."""
    poteri.esigi("redige_piano")
    blocca_in_bozza(piano_id)
    rami = []
    for sezione in Sezione.objects.filter(piano=piano_id).defer("testo"):
        if sezione.livello == 1:
            rami.append([sezione])
        else:
            rami[-1].append(sezione)
    return rami


def _ramo(rami, sezione):
    """Il ramo che contiene la voce. Se un collega l’ha tolta intanto, `SpostamentoImpossibile`."""
    ramo = next((ramo for ramo in rami if sezione in ramo), None)
    if ramo is None:
        raise SpostamentoImpossibile("Un collega ha appena tolto questa voce dall’indice: guarda di nuovo.")
    return ramo


def _voce(rami, sezione):
    """La voce com’è adesso nella banca dati."""
    ramo = _ramo(rami, sezione)
    return ramo[ramo.index(sezione)]


def _metti_sotto(rami, sezione, capitolo):
    """Sposta la voce nel ramo di `capitolo`, in fondo; senza capitolo la fa capitolo, subito dopo quello in cui stava."""
    ramo = _ramo(rami, sezione)
    e_capitolo = ramo[0] == sezione
    if capitolo is None and not e_capitolo:
        ramo.remove(sezione)
        rami.insert(rami.index(ramo) + 1, [sezione])
    elif capitolo is not None and ramo[0] != capitolo:
        if e_capitolo and len(ramo) > 1:
            raise SpostamentoImpossibile(f"«{sezione}» contiene altre voci: prima spostale, poi potrà stare sotto un’altra.")
        meta = _ramo(rami, capitolo)
        if meta[0] != capitolo:
            raise SpostamentoImpossibile(f"«{capitolo}» non è più al primo livello dell’indice: scegline un’altra.")
        rami.remove(ramo) if e_capitolo else ramo.remove(sezione)
        meta.append(sezione)


def _riordina(rami, sezione, poteri, adesso):
    """Rifà i codici; se qualcosa è cambiato lo scrive nel registro."""
    prima = sezione.codice
    cambiate = _rinumera(rami)
    if cambiate:
        frase = f"Spostata nell’indice la voce {sezione} (era la {prima})"
        annota(sezione, "sezione.sposta", frase, autore=poteri.utente, quando=adesso,
               prima={"codice": prima}, dopo={"codice": sezione.codice, "voci_rinumerate": len(cambiate)})  # fmt: skip


def _rinumera(rami):
    """Dà a ogni voce il codice e l’ordine del suo posto e salva ciò che cambia; restituisce le voci cambiate.

    Chi comincia da 0 (la premessa) continua così finché c’è una voce 0 al primo livello.
    """
    primo = 0 if any(ramo[0].codice == "0" for ramo in rami) else 1
    ordine, cambiate = count(), []
    for n, ramo in enumerate(rami, primo):
        for m, sezione in enumerate(ramo):
            posto = (f"{n}.{m}" if m else str(n), next(ordine))
            if posto != (sezione.codice, sezione.ordine):
                sezione.codice, sezione.ordine = posto
                cambiate.append(sezione)
    Sezione.objects.bulk_update([s for s in cambiate if s.pk], ["codice", "ordine"])
    for nuova in (s for s in cambiate if s.pk is None):
        nuova.save()
    return cambiate
