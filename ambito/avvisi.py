"""Chi si avvisa e di che cosa: l’avviso si scrive con ciò che lo causa, nella stessa transazione; a spedirlo pensa l’orologio."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ambito.models import Avviso, CadenzaPosta, Incarico, PreferenzaPosta, StatoSpedizione, Utente
from ambito.permessi import RUOLI
from ambito.registri import ANNUNCI, OGNI_COMUNE

ORA_RIEPILOGO = 7


def persone_con(permesso, oggi, *, comune_id=None):
    """Chi ha oggi quel diritto nell’Ambito in corso: sull’Ambito, su quel Comune, o su un Comune qualunque (`OGNI_COMUNE`)."""
    ruoli = [r.codice for r in RUOLI.values() if permesso in (r.ambito if comune_id is None else r.comune)]
    incarichi = Incarico.objects.vigenti(oggi).filter(ruolo__in=ruoli)
    if comune_id not in (None, OGNI_COMUNE):
        incarichi = incarichi.filter(comune=comune_id)
    return Utente.objects.filter(pk__in=incarichi.values("utente"), is_active=True).order_by("pk")


def avvisa(persone, *, genere, oggetto, titolo, testo, url, adesso, giorno=None, urgente=False, calendario=""):
    """Un avviso a ciascuna persona; chi l’ha già avuto (stesso genere, oggetto e giorno) non ne riceve un altro.

    Per posta parte con la cadenza scelta da ciascuno, o subito se è `urgente`.
    """
    persone = list(persone)
    cadenze = {} if urgente else _cadenze(persone)
    giorno = giorno or timezone.localdate(adesso)
    oggetto = {"oggetto_tipo": oggetto._meta.label_lower, "oggetto_id": oggetto.pk}
    comuni = {"genere": genere, "titolo": titolo[:200], "testo": testo, "url": url, "giorno": giorno, "creato_il": adesso,
              "calendario": calendario}  # fmt: skip
    righe = [Avviso(destinatario=p, **oggetto, **comuni, **_quando_parte(cadenze.get(p.pk), adesso)) for p in persone]
    return Avviso.objects.bulk_create(righe, ignore_conflicts=True)


def _cadenze(persone):
    return dict(PreferenzaPosta.objects.filter(utente__in=[p.pk for p in persone]).values_list("utente", "cadenza"))


def _quando_parte(cadenza, adesso):
    """I campi dell’avviso che dicono se e quando va per posta."""
    if cadenza == CadenzaPosta.MAI:
        return {"spedizione": StatoSpedizione.SOLO_PORTALE, "non_prima": adesso}
    if cadenza == CadenzaPosta.GIORNALIERA:
        return {"in_riepilogo": True, "non_prima": prossimo_riepilogo(adesso)}
    return {"non_prima": adesso}


def prossimo_riepilogo(adesso):
    """Le prossime sette del mattino, all’ora di Roma."""
    qui = timezone.localtime(adesso)
    alle_sette = qui.replace(hour=ORA_RIEPILOGO, minute=0, second=0, microsecond=0)
    return alle_sette if alle_sette > qui else alle_sette + timedelta(days=1)


def cadenza_di(utente):
    """La cadenza scelta dalla persona nell’Ambito in corso."""
    return _cadenze([utente]).get(utente.pk, CadenzaPosta.SUBITO)


@transaction.atomic
def scegli_cadenza(utente, cadenza, *, adesso):
    """La persona sceglie come ricevere gli avvisi non urgenti; ciò che aspettava il riepilogo parte con la scelta nuova."""
    PreferenzaPosta.objects.update_or_create(utente=utente, defaults={"cadenza": CadenzaPosta(cadenza)})
    aspettano = di(utente).filter(spedizione=StatoSpedizione.DA_SPEDIRE, in_riepilogo=True)
    if cadenza == CadenzaPosta.SUBITO:
        aspettano.update(non_prima=adesso)
    elif cadenza == CadenzaPosta.MAI:
        aspettano.update(spedizione=StatoSpedizione.SOLO_PORTALE)


def annuncia(oggetto, passo, *, autore, adesso, nota=""):
    """Avvisa chi deve sapere che `oggetto` ha compiuto il passo, se qualcuno l’ha chiesto nel registro; non chi l’ha compiuto."""
    annuncio, persone = anteprima(oggetto, passo, autore=autore, adesso=adesso, nota=nota)
    if annuncio is None:
        return
    genere = f"{oggetto._meta.model_name}.{passo}{annuncio.edizione}"[:40]
    detto = {campo: getattr(annuncio, campo) for campo in ("titolo", "testo", "url", "urgente", "calendario")}
    avvisa(persone, genere=genere, oggetto=oggetto, adesso=adesso, **detto)


def anteprima(oggetto, passo, *, autore, adesso, nota=""):
    """`(Annuncio, persone)` che il passo manderebbe, senza mandarlo; `(None, nessuno)` se di quel passo non si avvisa."""
    if not (prepara := ANNUNCI.get((oggetto._meta.label_lower, passo))):
        return None, Utente.objects.none()
    annuncio = prepara(oggetto, nota)
    persone = persone_con(annuncio.permesso, timezone.localdate(adesso), comune_id=annuncio.comune_id)
    return annuncio, persone.exclude(pk=autore.pk) if autore is not None else persone


def di(utente):
    """Gli avvisi della persona nell’Ambito in corso, dal più recente."""
    return Avviso.objects.filter(destinatario=utente)


def segna_letti(utente, adesso):
    """Segna letti tutti gli avvisi della persona; restituisce quanti."""
    return di(utente).filter(letto_il__isnull=True).update(letto_il=adesso)


def rispedisci(avviso, adesso):
    """Rimette in coda un avviso non riuscito o incerto: lo decide una persona, perché un incerto può essere già arrivato."""
    Avviso.objects.filter(pk=avviso.pk, spedizione__in=[StatoSpedizione.FALLITO, StatoSpedizione.INCERTO]).update(
        spedizione=StatoSpedizione.DA_SPEDIRE, tentativi=0, non_prima=adesso, errore=""
    )
