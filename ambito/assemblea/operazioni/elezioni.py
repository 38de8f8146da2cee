"""Eleggere presidente e vice: si apre sul punto in discussione, si scrive lo spoglio di ogni turno, l’eletto entra in carica."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from ambito import flusso, incarichi
from ambito.assemblea.models import Elezione, PuntoOdg, Turno
from ambito.assemblea.operazioni.comuni import blocca
from ambito.assemblea.parole import giorno
from ambito.assemblea.selezioni import elezioni
from ambito.assemblea.stati import CONVOCA, StatoPunto, StatoSeduta
from ambito.errori import ErroreAtteso
from ambito.models import Incarico
from ambito.nucleo.elezione import ErroreElezione, scrutina_turno
from ambito.nucleo.periodi import piu_mesi
from ambito.registro import annota


class ElezioneNonValida(ErroreAtteso):
    """L’elezione non si può aprire, o il turno non si può scrivere così."""


class TurnoGiaScritto(ElezioneNonValida):
    """Quel turno è già scritto: da un altro dispositivo, o dalla stessa pressione ripetuta."""


@transaction.atomic
def apri(punto, carica, *, poteri, adesso):
    """Comincia l’elezione sul punto in discussione; serve il numero legale in questo momento."""
    poteri.esigi(CONVOCA)
    seduta = blocca(punto.seduta)
    punto = PuntoOdg.objects.get(pk=punto.pk)
    if seduta.stato != StatoSeduta.IN_CORSO or punto.stato != StatoPunto.IN_DISCUSSIONE:
        raise ElezioneNonValida("Si elegge solo sul punto in discussione, a seduta in corso.")
    if elezioni.aperta(seduta) or seduta.votazioni.filter(stato="aperta").exists():
        raise ElezioneNonValida("C’è già una votazione o un’elezione in corso: prima va conclusa.")
    if not (legale := seduta.numero_legale()).valido:
        raise ElezioneNonValida(" ".join(legale.passaggi))
    elezione = Elezione.objects.create(
        seduta=seduta, punto=punto, carica=carica, regola=seduta.regola.regola_elezione.to_dict(), aperta_il=adesso
    )
    annota(elezione, "elezione.apri", f"Comincia: {elezione}", autore=poteri.utente, quando=adesso)
    return elezione


@transaction.atomic
def scrutina(elezione, voti, *, turno, bianche, nulle, poteri, adesso):
    """Scrive lo spoglio del turno numero `turno` (codice del seggio → voti); se c’è un eletto lo proclama, e conclude il punto.

    Errori: `TurnoGiaScritto`, `ElezioneNonValida`.
    """
    poteri.esigi(CONVOCA)
    seduta = blocca(elezione.seduta)
    elezione = Elezione.objects.select_for_update(of=("self",)).select_related("seduta__organo", "punto").get(pk=elezione.pk)
    numero = elezioni.prossimo_turno(elezione)
    if turno != numero:
        raise TurnoGiaScritto(f"Il turno {turno} è già scritto: è quello qui sotto.")
    if not elezione.e_aperta:
        raise ElezioneNonValida("L’elezione è già conclusa.")
    nomi = {s.codice: s.sindaco or str(s) for s in elezioni.votabili(elezione)}
    if estranei := set(voti) - set(nomi):
        raise ElezioneNonValida(f"In questo turno non si può votare: {', '.join(sorted(estranei))}.")
    numeri = {"componenti": len(seduta.seggi_di()), "presenti": len(seduta.codici_presenti())}
    try:
        esito = scrutina_turno(elezione.di_voto, numero, voti=voti, nomi=nomi, bianche=bianche, nulle=nulle, **numeri)
    except ErroreElezione as errore:
        raise ElezioneNonValida(str(errore)) from errore
    scritto = Turno.objects.create(
        elezione=elezione, numero=numero, voti=voti, bianche=bianche, nulle=nulle, ammessi=list(esito.ammessi),
        passaggi=list(esito.passaggi), scrutinato_il=adesso, **numeri,
    )  # fmt: skip
    annota(
        scritto,
        "elezione.turno",
        f"{elezione.get_carica_display()}, {scritto}: {esito.passaggi[-1]}",
        autore=poteri.utente,
        quando=adesso,
    )
    if esito.eletto:
        _proclama(elezione, seduta, esito.eletto, poteri, adesso)
    return scritto


def _proclama(elezione, seduta, codice, poteri, adesso):
    oggi, seggio = timezone.localdate(adesso), seduta.seggi.get(codice=codice)
    durata = elezione.di_voto.durata_mesi
    elezione.eletto, elezione.persona, elezione.dal = seggio, seggio.sindaco or str(seggio), oggi
    elezione.al = piu_mesi(oggi, durata) - timedelta(days=1) if durata else None
    elezione.save(update_fields=["eletto", "persona", "dal", "al"])
    flusso.esegui(elezione, "proclama", poteri=poteri, adesso=adesso)
    flusso.esegui(elezione.punto, "prendi_atto", poteri=poteri, adesso=adesso)
    if elezione.carica == Elezione.Carica.PRESIDENTE:
        _entra_in_carica(elezione, seduta, oggi, poteri, adesso)


def _entra_in_carica(elezione, seduta, oggi: date, poteri, adesso):
    """Chi era presidente cessa; l’eletto riceve l’incarico, se ha un accesso al portale."""
    utente = elezioni.chi_siede(elezione.eletto, oggi)
    in_carica = Incarico.objects.vigenti(oggi).filter(ruolo="presidente").select_related("utente")
    # Chi era già presidente da oggi resta con quell’incarico; chi è rieletto ne riceve uno nuovo, con il nuovo termine.
    for incarico in in_carica.exclude(utente=utente, dal=oggi):
        incarichi.cessa(incarico, al=oggi, autore=poteri.utente, adesso=adesso, nota=f"Eletto {elezione.persona}")
    if utente and not in_carica.filter(utente=utente, dal=oggi).exists():
        atto = f"Elezione di {seduta.organo} nella seduta del {giorno(seduta.prima_convocazione)}"[:200]
        incarichi.conferisci(
            utente=utente, ruolo="presidente", dal=oggi, al=elezione.al, atto=atto, autore=poteri.utente, adesso=adesso
        )


@transaction.atomic
def annulla(elezione, *, motivo, poteri, adesso):
    """Annulla un’elezione in corso: i turni restano scritti, e il punto si può trattare di nuovo."""
    poteri.esigi(CONVOCA)
    elezione = Elezione.objects.select_for_update(of=("self",)).get(pk=elezione.pk)
    if elezione.e_aperta:
        elezione.motivo_annullamento = motivo.strip()
        elezione.save(update_fields=["motivo_annullamento"])
    return flusso.esegui(elezione, "annulla", poteri=poteri, adesso=adesso, nota=motivo)
