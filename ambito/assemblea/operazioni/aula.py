"""La sala: appello, ingressi e uscite, inizio e fine della seduta."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from ambito import flusso
from ambito.assemblea.models import Presenza
from ambito.assemblea.operazioni.atti import apri_verbale
from ambito.assemblea.operazioni.comuni import blocca
from ambito.assemblea.operazioni.sedute import ferma_seggi
from ambito.assemblea.parole import giorno_e_ora
from ambito.assemblea.selezioni import deleghe
from ambito.assemblea.stati import CONVOCA, StatoSeduta
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import conta
from ambito.registro import annota

ANTICIPO, RITARDO = timedelta(hours=1), timedelta(hours=12)


class SalaNonAperta(ErroreAtteso):
    """In questo momento non si entra e non si esce."""


class DelegaNonAmmessa(ErroreAtteso):
    """La regola di voto non ammette questo delegato, o il Sindaco è già in sala."""


class TroppoPresto(ErroreAtteso):
    """L’ora della convocazione non è ancora arrivata."""


class TroppoTardi(ErroreAtteso):
    """Il giorno della convocazione è passato."""


def _non_prima(istante, adesso, che_cosa):
    if adesso < istante:
        raise TroppoPresto(f"La seduta è convocata per il {giorno_e_ora(istante)}: prima non si può {che_cosa}.")


@transaction.atomic
def apri(seduta, convocazione, *, poteri, adesso, presiede=""):
    """Apre l’appello in prima (1) o seconda (2) convocazione, non più di un’ora prima. Chi era entrato prima si richiama."""
    poteri.esigi(CONVOCA)
    seduta = blocca(seduta)
    _e_l_ora(seduta.quando(convocazione), adesso)
    if seduta.stato == StatoSeduta.CONVOCATA:
        ferma_seggi(seduta, adesso)
    _escono_tutti(seduta, adesso)
    seduta.convocazione, seduta.segretario = convocazione, poteri.utente
    seduta.presiede = presiede.strip() or seduta.presiede
    if seduta.stato in (StatoSeduta.CONVOCATA, StatoSeduta.APERTA_PRIMA):
        seduta.save(update_fields=["convocazione", "segretario", "presiede"])
    passo = "apri_prima" if convocazione == 1 else "apri_seconda"
    return flusso.esegui(seduta, passo, poteri=poteri, adesso=adesso)


def _e_l_ora(quando, adesso):
    if quando is None:
        raise SalaNonAperta("Per questa seduta non è prevista una seconda convocazione.")
    if adesso < quando - ANTICIPO:
        raise TroppoPresto(f"La seduta è convocata per il {giorno_e_ora(quando)}: la sala si apre nell’ora precedente.")
    if adesso > quando + RITARDO:
        raise TroppoTardi(f"La convocazione era per il {giorno_e_ora(quando)}: è passata, annulla la seduta e convocane un’altra.")


@transaction.atomic
def entra(seggio, *, utente, poteri, adesso, persona="", delega="", in_aula=False):
    """Segna presente un Comune; se lo è già non cambia nulla, salvo che il Sindaco, arrivando, prende il posto del suo delegato.

    `in_aula`: lo registra il segretario per chi è in sala. `DelegaNonAmmessa`: dalla regola, o perché il Sindaco c’è già.
    """
    poteri.esigi(*((CONVOCA,) if in_aula else ("vota", seggio.comune_id)))
    seduta = _sala_aperta(seggio.seduta, "segnare la presenza")
    delega = delega.strip() if in_aula else _delega_che_vale(poteri, seggio)
    gia = seggio.presenze.filter(uscita__isnull=True).first()
    if delega:
        _delegato_ammesso(seduta, poteri, None if in_aula else utente, gia)
    if gia and (in_aula or delega or not gia.del_delegato):
        return gia
    if gia:
        _segna_uscita(gia, poteri, adesso)
    presenza = Presenza.objects.create(
        seduta=seduta,
        seggio=seggio,
        convocazione=seduta.convocazione,
        persona=persona.strip() or (seggio.sindaco if in_aula else utente.nome_completo) or str(seggio),
        delega=delega,
        utente=None if in_aula else utente,
        modo=Presenza.Modo.AULA if in_aula else Presenza.Modo.PERSONA,
        entrata=adesso,
    )
    annota(presenza, "presenza.entra", f"Entra in sala {presenza}", autore=poteri.utente, quando=adesso)
    return presenza


def _delega_che_vale(poteri, seggio):
    """L’atto con cui siede chi entra dal suo dispositivo; vuoto se è il Sindaco."""
    delega = deleghe.delega_di(poteri, seggio.comune_id)
    if delega and deleghe.decaduta(delega, poteri.oggi):
        raise DelegaNonAmmessa("La delega è decaduta con il mandato del Sindaco che l’ha data: ne serve una nuova.")
    return delega.atto if delega else ""


def _delegato_ammesso(seduta, poteri, utente, gia):
    """`utente`: il delegato che entra dal suo dispositivo; `None` se lo registra il segretario, che ne ha visto la delega."""
    regola = seduta.regola_di_voto
    if regola.delega == "nessuna":
        raise DelegaNonAmmessa("La regola di voto di questa seduta non ammette delegati.")
    if utente is None:
        return
    if gia and not gia.del_delegato:
        raise DelegaNonAmmessa(f"In sala c’è già {gia.persona}: siede lui, non il delegato.")
    if regola.delega == "stesso_comune" and len(poteri.comuni_con("vota")) > 1:
        raise DelegaNonAmmessa("La regola di voto non ammette che chi siede per un Comune ne rappresenti un altro per delega.")
    altre = seduta.presenze.filter(uscita__isnull=True, utente=utente).exclude(delega="")
    if (altre.exclude(pk=gia.pk) if gia else altre).count() >= regola.deleghe_massime:
        massimo = conta(regola.deleghe_massime, "delega", "deleghe")
        raise DelegaNonAmmessa(f"La regola di voto ammette al più {massimo} a testa, e le hai già usate.")


def _sala_aperta(seduta, che_cosa):
    seduta = blocca(seduta)
    if not seduta.in_sala:
        raise SalaNonAperta(f"La sala non è aperta: non si può {che_cosa}.")
    return seduta


@transaction.atomic
def fai_appello(seggi, *, poteri, adesso):
    """Segna presenti in una volta i Comuni che sono in sala; restituisce quanti sono entrati adesso."""
    entrati = [entra(s, utente=poteri.utente, poteri=poteri, adesso=adesso, in_aula=True) for s in seggi]
    return sum(p.entrata == adesso for p in entrati)


@transaction.atomic
def esce(seggio, *, poteri, adesso):
    """Segna l’uscita di un Comune: da qui non conta più per il numero legale. La scheda già consegnata resta."""
    if not poteri.puo(CONVOCA):
        poteri.esigi("vota", seggio.comune_id)
    _sala_aperta(seggio.seduta, "segnare l’uscita")
    presenza = seggio.presenze.filter(uscita__isnull=True).first()
    if presenza is None:
        raise SalaNonAperta(f"{seggio}: non risulta presente.")
    return _segna_uscita(presenza, poteri, adesso)


def _segna_uscita(presenza, poteri, adesso):
    presenza.uscita = max(adesso, presenza.entrata)
    presenza.save(update_fields=["uscita"])
    annota(presenza, "presenza.esce", f"Esce dalla sala {presenza}", autore=poteri.utente, quando=adesso)
    return presenza


@transaction.atomic
def escono_i_delegati(utente, comune_id, *, poteri, adesso):
    """Chi ha perso la delega non siede più per quel Comune: esce dalle sale in cui si trova."""
    dove = {"utente": utente, "seggio__comune": comune_id, "uscita__isnull": True}
    for presenza in Presenza.objects.filter(**dove).exclude(delega="").select_related("seduta", "seggio__comune"):
        blocca(presenza.seduta)
        presenza.refresh_from_db(fields=["uscita"])
        if presenza.uscita is None:
            _segna_uscita(presenza, poteri, adesso)


@transaction.atomic
def inizia(seduta, *, poteri, adesso, presiede="", seggio_presidente=None):
    """Dichiara aperta la seduta se c’è il numero legale e l’ora è arrivata."""
    poteri.esigi(CONVOCA)
    seduta = blocca(seduta)
    if seduta.stato in (StatoSeduta.APERTA_PRIMA, StatoSeduta.APERTA_SECONDA):
        _non_prima(seduta.quando(seduta.convocazione), adesso, "iniziare")
        seduta.iniziata_il, seduta.seggio_presidente = adesso, seggio_presidente
        seduta.presiede = presiede.strip() or seduta.presiede
        seduta.save(update_fields=["iniziata_il", "seggio_presidente", "presiede"])
    return flusso.esegui(seduta, "inizia", poteri=poteri, adesso=adesso)


@transaction.atomic
def dichiara_deserta(seduta, *, poteri, adesso):
    """Senza numero legale la seduta è deserta: si chiude con un verbale che lo dice."""
    poteri.esigi(CONVOCA)
    seduta = blocca(seduta)
    if seduta.stato in (StatoSeduta.APERTA_PRIMA, StatoSeduta.APERTA_SECONDA):
        _non_prima(seduta.quando(seduta.convocazione), adesso, "dichiararla deserta")
    return _termina(seduta, "dichiara_deserta", poteri, adesso)


@transaction.atomic
def chiudi(seduta, *, poteri, adesso):
    """Chiude la seduta: tutti escono, nasce il verbale con il suo numero."""
    poteri.esigi(CONVOCA)
    return _termina(blocca(seduta), "chiudi", poteri, adesso)


def _escono_tutti(seduta, adesso):
    seduta.presenze.filter(uscita__isnull=True).update(uscita=Greatest("entrata", Value(adesso)))


def _termina(seduta, passo, poteri, adesso):
    if seduta.in_sala:
        seduta.chiusa_il = adesso
        seduta.save(update_fields=["chiusa_il"])
    seduta = flusso.esegui(seduta, passo, poteri=poteri, adesso=adesso)
    apri_verbale(seduta, poteri=poteri, adesso=adesso)
    _escono_tutti(seduta, adesso)
    return seduta
