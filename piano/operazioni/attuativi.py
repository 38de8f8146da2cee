"""Scritture sugli attuativi: nascita, schede dell’anno, proposta, esito del voto."""

from django.db import IntegrityError, transaction

from ambito import documenti, flusso
from ambito.db.numeri import seguente
from ambito.errori import ErroreAtteso
from ambito.nucleo.impronta import impronta
from ambito.registro import annota
from piano.models import PianoAttuativo, Variazione, VersioneAttuativo, VoceAttuativo
from piano.selezioni.attuativi import fotografa_attuativo


class AttuativoGiaPresente(ErroreAtteso):
    """C’è già un attuativo per quell’anno."""


class AttuativoBloccato(ErroreAtteso):
    """L’attuativo non è in bozza: non si modifica."""


class SchedaGiaPresente(ErroreAtteso):
    """L’obiettivo ha già la sua scheda dell’anno."""


class SchedaCambiata(ErroreAtteso):
    """Un collega ha salvato la stessa scheda dell’anno nel frattempo."""


class FuoriDalPiano(ErroreAtteso):
    """L’anno o l’obiettivo non sono di questo piano."""


def frase_bloccato(attuativo):
    """Perché l’attuativo non si può modificare adesso e chi può riaprirlo."""
    nome = str(attuativo).lower()
    return f"Il {nome} è {attuativo.stato_in_parole}: per modificarlo il coordinatore deve prima riportarlo in bozza."


@transaction.atomic
def apri_attuativo(piano, anno, *, poteri, adesso):
    """Comincia l’attuativo di un anno del piano; `AttuativoGiaPresente` se c’è già."""
    poteri.esigi("redige_piano")
    if anno not in piano.anni:
        raise FuoriDalPiano(f"Il {anno} non è un anno del piano {piano.triennio}.")
    try:
        with transaction.atomic():
            attuativo = PianoAttuativo.objects.create(piano=piano, anno=anno, creato_il=adesso, creato_da=poteri.utente)
    except IntegrityError as errore:
        raise AttuativoGiaPresente(f"C’è già il piano attuativo {anno}.") from errore
    annota(attuativo, "pianoattuativo.apri", f"Cominciato il piano attuativo {anno}", autore=poteri.utente, quando=adesso)
    return attuativo


def _in_bozza(attuativo, poteri):
    """Riserva l’attuativo a chi scrive fino alla fine della transazione; se non è in bozza, `AttuativoBloccato`."""
    poteri.esigi("redige_piano")
    attuativo = PianoAttuativo.objects.select_for_update(of=("self",), no_key=True).get(pk=attuativo.pk)
    if not attuativo.modificabile:
        raise AttuativoBloccato(frase_bloccato(attuativo))
    return attuativo


@transaction.atomic
def scrivi_sintesi(attuativo, sintesi, *, poteri, adesso):
    """Scrive le righe che aprono l’attuativo."""
    attuativo = _in_bozza(attuativo, poteri)
    prima, attuativo.sintesi = attuativo.sintesi, sintesi.strip()
    attuativo.save(update_fields=["sintesi"])
    annota(attuativo, "pianoattuativo.sintesi", f"Scritto «In breve» del {str(attuativo).lower()}", autore=poteri.utente,
           quando=adesso, prima={"sintesi": prima}, dopo={"sintesi": attuativo.sintesi})  # fmt: skip
    return attuativo


@transaction.atomic
def salva_voce(voce, *, risorse=(), tolte=(), partenza=0, poteri, adesso):
    """Salva una scheda dell’anno con le sue risorse. Su un obiettivo ce n’è una sola; `SchedaGiaPresente` altrimenti.

    `partenza` è la revisione letta: se un collega ha salvato o tolto la scheda intanto, `SchedaCambiata`.
    """
    attuativo = _in_bozza(voce.attuativo, poteri)
    _esigi_attuale(voce, partenza)
    for parte in (voce.obiettivo, voce.area):
        if parte is not None and parte.piano_id != attuativo.piano_id:
            raise FuoriDalPiano("L’obiettivo o l’area sono di un altro piano.")
    nuova = voce._state.adding
    voce.revisione = partenza + 1
    try:
        with transaction.atomic():
            voce.save()
    except IntegrityError as errore:
        raise SchedaGiaPresente(f"«{voce}» ha già la sua scheda per il {attuativo.anno}: modifica quella.") from errore
    for riga in tolte:
        riga.delete()
    for riga in risorse:
        riga.voce = voce
        riga.save()
    frase = f"{attuativo}: {voce}, {Variazione(voce.variazione).label.lower()}"
    annota(voce, f"voceattuativo.{'aggiungi' if nuova else 'cambia'}", frase, autore=poteri.utente, quando=adesso, nota=voce.motivo)
    return voce


def _esigi_attuale(voce, partenza):
    """La scheda è ancora quella letta? Chi salva tiene fermo l’attuativo: nessun altro la cambia da qui alla fine."""
    if voce._state.adding:
        return
    attuale = VoceAttuativo.objects.filter(pk=voce.pk).values_list("revisione", flat=True).first()
    if attuale is None:
        raise SchedaCambiata("Un collega ha tolto questa scheda mentre la modificavi: se serve ancora, aggiungine una nuova.")
    if attuale != partenza:
        raise SchedaCambiata(
            "Un collega ha cambiato questa scheda mentre la modificavi: apri di nuovo la pagina, poi riporta le tue modifiche."
        )


@transaction.atomic
def togli_voce(voce, *, poteri, adesso):
    """Toglie la scheda: sull’obiettivo torna a valere ciò che dice il piano."""
    attuativo = _in_bozza(voce.attuativo, poteri)
    annota(voce, "voceattuativo.togli", f"{attuativo}: tolta la scheda «{voce}»", autore=poteri.utente, quando=adesso)
    voce.delete()


@transaction.atomic
def proponi_attuativo(attuativo, *, poteri, adesso):
    """Propone l’attuativo all’Assemblea: lo congela, consolidato, in una versione numerata e ne mette in coda il PDF."""
    attuativo = flusso.esegui(attuativo, "proponi", poteri=poteri, adesso=adesso)
    PianoAttuativo.objects.filter(pk=attuativo.pk).update(esito_voto="")
    dati = fotografa_attuativo(attuativo)
    numero = seguente(VersioneAttuativo.objects.filter(attuativo=attuativo))
    versione = VersioneAttuativo.objects.create(
        attuativo=attuativo, numero=numero, dati=dati, impronta=impronta(dati), quando=adesso, autore=poteri.utente
    )
    frase = f"Congelata la versione {versione.numero} del {str(attuativo).lower()}"
    annota(versione, "versioneattuativo.congela", frase, autore=poteri.utente, quando=adesso, dopo={"impronta": versione.impronta})
    documenti.richiedi("attuativo", versione, utente=poteri.utente, adesso=adesso)
    return versione


@transaction.atomic
def registra_voto_attuativo(versione, deliberazione, *, ultima, giorno, adesso):
    """Porta nell’attuativo l’esito del voto: approvato, se la versione è l’ultima proposta; altrimenti la frase che spiega."""
    attuativo, organo = versione.attuativo, versione.ambito.organo
    righe = PianoAttuativo.objects.filter(pk=attuativo.pk)
    if deliberazione and ultima:
        righe.update(deliberazione=deliberazione[:120], deliberato_il=giorno, esito_voto=f"Approvato {organo.con_da}.")
        return flusso.esegui(attuativo, "approva", poteri=None, adesso=adesso, nota=deliberazione)
    chi = organo.con_il_maiuscolo
    superata = f"{chi} ha approvato la versione {versione.numero}, che non è più quella proposta: lo stato non cambia."
    frase = superata if deliberazione else f"{chi} non ha approvato la versione {versione.numero}."
    righe.update(esito_voto=frase)
    annota(attuativo, "pianoattuativo.voto", frase, autore=None, quando=adesso)
    return attuativo
