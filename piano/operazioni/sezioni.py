"""Scritture sulle sezioni: nessun testo salvato va perso, nessuno copre in silenzio quello di un collega."""

from dataclasses import dataclass

from django.db import transaction

from ambito.errori import ErroreAtteso
from ambito.nucleo.citazioni import senza_valori
from ambito.nucleo.testo import fondi
from ambito.registro import annota
from piano.condiviso import intreccia
from piano.models import BozzaPersonale, RevisioneSezione, Sezione
from piano.models.sezione import ModoRevisione
from piano.operazioni.piani import blocca, blocca_in_bozza, blocca_sezione, frase_bloccato
from piano.operazioni.testo import testo_pulito
from piano.selezioni import TRATTO


class SezioneVuota(ErroreAtteso):
    """Una sezione vuota non si può dire completa."""


@dataclass(frozen=True)
class EsitoSalvataggio:
    """Com’è andata: `salvata`, oppure no e allora il testo è in una `BozzaPersonale` e `motivo` dice perché.

    `revisione` contiene il testo inviato: chi continua a scrivere riparte da lì. Se nel frattempo un collega aveva scritto
    altrove, `unita` è il numero della revisione con i due testi insieme.
    """

    salvata: bool
    sezione: Sezione
    revisione: int
    unita: int | None = None
    motivo: str = ""


@transaction.atomic
def salva_sezione(sezione, testo, *, partenza, utente, adesso, insieme_a=""):
    """Salva il testo scritto a partire da `partenza`; se intanto è cambiato prova a unire, altrimenti lo mette da parte.

    `insieme_a`: i nomi di chi altro l’ha scritto, in tempo reale.
    """
    pulito = testo_pulito(testo)
    piano = blocca(sezione.piano_id)
    sezione = blocca_sezione(sezione)
    if not piano.modificabile:
        return _metti_da_parte(sezione, pulito, partenza, utente, adesso, frase_bloccato(piano))
    # I valori dei dati citati si aggiornano da sé: aprire e richiudere una sezione non è scriverla.
    if senza_valori(pulito) == senza_valori(sezione.testo):
        return EsitoSalvataggio(True, sezione, sezione.revisione)
    if partenza == sezione.revisione:
        return EsitoSalvataggio(True, sezione, _scrivi(sezione, pulito, ModoRevisione.SCRITTA, utente, adesso, insieme_a))
    return _unisci(sezione, pulito, partenza, utente, adesso)


def _unisci(sezione, mio, partenza, utente, adesso):
    """Unione a tre: il mio testo entra comunque nella storia, poi quello unito, che è ciò che resta."""
    base = RevisioneSezione.objects.filter(sezione=sezione, numero=partenza).first()
    if base is None and partenza != 0:
        return _metti_da_parte(sezione, mio, partenza, utente, adesso, CONFLITTO)
    di_partenza = base.testo if base else ""
    if mio == di_partenza:
        return EsitoSalvataggio(True, sezione, partenza, unita=sezione.revisione)
    unito, conflitti = fondi(di_partenza, mio, sezione.testo)
    if conflitti:
        # Forse uno dei due testi contiene già l’altro: è chi scriveva insieme ed è rimasto solo.
        blocchi, conflitti = intreccia(di_partenza, mio, sezione.testo, severa=True)
        unito = "".join(blocchi)
    if conflitti:
        return _metti_da_parte(sezione, mio, partenza, utente, adesso, CONFLITTO)
    mia = _scrivi(sezione, mio, ModoRevisione.SCRITTA, utente, adesso)
    if testo_pulito(unito) == mio:
        return EsitoSalvataggio(True, sezione, mia)
    unita = _scrivi(sezione, testo_pulito(unito), ModoRevisione.UNITA, utente, adesso)
    return EsitoSalvataggio(True, sezione, mia, unita=unita)


CONFLITTO = "Un collega ha cambiato lo stesso punto mentre scrivevi. Il tuo testo è conservato: confrontalo con il suo e scegli."


def _scrivi(sezione, testo, modo, utente, adesso, insieme_a=""):
    """Il testo diventa quello della sezione e una nuova revisione; restituisce il suo numero."""
    precedente = RevisioneSezione.objects.filter(sezione=sezione).first()
    sezione.revisione += 1
    sezione.testo, sezione.aggiornata_da, sezione.aggiornata_il = testo, utente, adesso
    sezione.completa = sezione.completa and bool(testo)
    sezione.save(update_fields=["revisione", "testo", "aggiornata_da", "aggiornata_il", "completa"])
    dati = {"testo": testo, "modo": modo, "autore": utente, "insieme_a": insieme_a[:500], "quando": adesso}
    RevisioneSezione.objects.create(sezione=sezione, numero=sezione.revisione, **dati)
    # Di un tratto di lavoro basta una riga nel registro: ogni salvataggio sta già fra le revisioni.
    stesso_lavoro = precedente and precedente.autore_id == utente.pk and adesso - precedente.quando <= TRATTO
    if not stesso_lavoro:
        con = f" insieme a {insieme_a}" if insieme_a else ""
        annota(sezione, "sezione.scrivi", f"Scritta la sezione {sezione}{con}", autore=utente, quando=adesso,
               dopo={"revisione": sezione.revisione})  # fmt: skip
    return sezione.revisione


def _metti_da_parte(sezione, testo, partenza, utente, adesso, motivo):
    BozzaPersonale.objects.update_or_create(
        ambito_id=sezione.ambito_id, sezione=sezione, utente=utente, partenza=partenza, defaults={"testo": testo, "quando": adesso}
    )
    return EsitoSalvataggio(False, sezione, sezione.revisione, motivo=motivo)


@transaction.atomic
def scegli_testo(bozza, testo, *, partenza, utente, adesso):
    """Chiude un conflitto con il testo scelto (il proprio o i due uniti), se la sezione è ancora alla revisione `partenza`."""
    blocca_in_bozza(bozza.sezione.piano_id)
    sezione = blocca_sezione(bozza.sezione)
    if partenza != sezione.revisione:
        return EsitoSalvataggio(False, sezione, sezione.revisione, motivo="Intanto la sezione è cambiata ancora: guarda di nuovo.")
    numero = _scrivi(sezione, testo_pulito(testo), ModoRevisione.SCELTA, utente, adesso)
    bozza.delete()
    return EsitoSalvataggio(True, sezione, numero)


@transaction.atomic
def scarta_bozza(bozza, *, utente, adesso):
    """Rinuncia al proprio testo messo da parte e tiene quello della sezione."""
    annota(
        bozza.sezione, "sezione.scarta", f"Scartato il proprio testo per la sezione {bozza.sezione}", autore=utente, quando=adesso
    )
    bozza.delete()


@transaction.atomic
def riprendi_revisione(revisione, *, utente, adesso):
    """Riporta la sezione al testo di una revisione precedente: diventa una revisione nuova, quelle in mezzo restano."""
    blocca_in_bozza(revisione.sezione.piano_id)
    sezione = blocca_sezione(revisione.sezione)
    if sezione.testo == revisione.testo:
        return sezione.revisione
    return _scrivi(sezione, revisione.testo, ModoRevisione.RIPRESA, utente, adesso)


@transaction.atomic
def segna_completa(sezione, completa, *, utente, adesso):
    """Dice che la sezione è completa, o la riapre."""
    blocca_in_bozza(sezione.piano_id)
    sezione = blocca_sezione(sezione)
    if completa and not sezione.testo:
        raise SezioneVuota("La sezione è vuota: scrivi qualcosa prima di segnarla come completa.")
    if sezione.completa != completa:
        sezione.completa = completa
        sezione.save(update_fields=["completa"])
        frase = f"{'Segnata come completa' if completa else 'Riaperta'} la sezione {sezione}"
        annota(sezione, "sezione.completa" if completa else "sezione.riapri", frase, autore=utente, quando=adesso)
    return sezione
