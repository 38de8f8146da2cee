"""Fra chi compila per un Comune e chi lo impegna: si passa, si riprende, si rimanda, si conferma."""

from django.db import transaction
from django.utils import timezone

from accordo import selezioni
from accordo.operazioni.adesioni import AdesioneChiusa, ModificataNelFrattempo, bloccata, presenta
from ambito import flusso


@transaction.atomic
def passa_al_sindaco(adesione, *, poteri, adesso):
    """Chi compila la dice pronta: da qui non si scrive più, finché qualcuno non la riprende o la rimanda."""
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    if adesione.in_compilazione and (motivo := selezioni.perche_chiusa(adesione, timezone.localdate(adesso))):
        raise AdesioneChiusa(motivo)
    # Una revisione nuova: chi stava per confermare quella di prima se ne accorge, anche se è cambiato soltanto un allegato.
    adesione.revisione, adesione.rimando = adesione.revisione + 1, ""
    adesione.save(update_fields=["revisione", "rimando"])
    return flusso.esegui(adesione, "passa_al_sindaco", poteri=poteri, adesso=adesso)


@transaction.atomic
def riprendi(adesione, *, poteri, adesso):
    """Chi compila la riprende per cambiarla: torna in compilazione, o in correzione."""
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    return flusso.esegui(adesione, _di_questo_giro("riprendi", adesione), poteri=poteri, adesso=adesso)


@transaction.atomic
def rimanda_a_chi_compila(adesione, motivo, *, poteri, adesso):
    """Chi conferma la rende a chi l’ha compilata, con il motivo."""
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    if adesione.da_confermare:
        adesione.rimando = motivo.strip()
        adesione.save(update_fields=["rimando"])
    passo = _di_questo_giro("rimanda", adesione)
    return flusso.esegui(adesione, passo, poteri=poteri, adesso=adesso, nota=motivo.strip())


def _di_questo_giro(passo, adesione):
    return f"{passo}_correzione" if adesione.numero else passo


@transaction.atomic
def conferma(adesione, revisione, *, poteri, adesso):
    """Conferma e invia ciò che la persona ha letto: se nel frattempo è cambiato, `ModificataNelFrattempo`."""
    adesione = bloccata(adesione.avviso, adesione.soggetto)
    if adesione.in_compilazione or (adesione.da_confermare and adesione.revisione != revisione):
        raise ModificataNelFrattempo(
            "Nel frattempo chi compila l’ha ripresa: non è stata inviata. Quando è di nuovo pronta la trovi in «Tocca a te»."
            if adesione.in_compilazione
            else "Nel frattempo è cambiata: non è stata inviata. Rileggi il riepilogo qui sotto e conferma di nuovo."
        )
    return presenta(adesione, poteri=poteri, adesso=adesso)
