"""Ciò che il piano fa quando l’Assemblea vota."""

from django.dispatch import receiver
from django.utils import timezone

from ambito.assemblea.segnali import votazione_conclusa
from piano import operazioni, selezioni
from piano.models import VersioneAttuativo, VersionePiano
from piano.operazioni.attuativi import registra_voto_attuativo
from piano.selezioni import attuativi
from piano.stati import PROPOSTI, StatoAttuativo


@receiver(votazione_conclusa, dispatch_uid="piano.voto")
def dopo_il_voto(sender, *, punto, deliberazione, approvata, adesso, **altro):
    """Approvata l’ultima versione: il piano è approvato con quella deliberazione. Altrimenti lo stato resta, e lo si dice."""
    if punto.oggetto_tipo != "piano":
        return
    versione = VersionePiano.objects.filter(pk=punto.oggetto_id).select_related("piano").first()
    if versione is None:
        return
    piano = versione.piano
    chi = piano.ambito.organo.con_il_maiuscolo
    attuale = selezioni.ultima_versione(piano) == versione and piano.stato in PROPOSTI
    if approvata and attuale:
        giorno = timezone.localdate(deliberazione.adottata_il)
        approva = operazioni.adotta_aggiornamento if piano.si_aggiorna else operazioni.approva
        approva(piano, deliberazione=deliberazione.sigla, deliberato_il=giorno, adesso=adesso)
    elif approvata:
        frase = f"{chi} ha approvato la versione {versione.numero}, che non è più quella proposta: il piano non cambia stato."
        operazioni.registra_voto_contrario(piano, frase, adesso=adesso)
    else:
        operazioni.registra_voto_contrario(piano, f"{chi} non ha approvato la versione {versione.numero}.", adesso=adesso)


@receiver(votazione_conclusa, dispatch_uid="piano.voto_attuativo")
def dopo_il_voto_sull_attuativo(sender, *, punto, deliberazione, approvata, adesso, **altro):
    """Approvata l’ultima versione proposta, l’attuativo è approvato con quella deliberazione; altrimenti si dice perché no."""
    if punto.oggetto_tipo != "attuativo":
        return
    versione = VersioneAttuativo.objects.filter(pk=punto.oggetto_id).select_related("attuativo").first()
    if versione is None:
        return
    ultima = attuativi.ultima_versione(versione.attuativo).pk == versione.pk
    proposto = versione.attuativo.stato == StatoAttuativo.PROPOSTO
    registra_voto_attuativo(
        versione,
        deliberazione.sigla if approvata else "",
        ultima=ultima and proposto,
        giorno=timezone.localdate(deliberazione.adottata_il) if approvata else None,
        adesso=adesso,
    )
