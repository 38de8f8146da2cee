"""Chi si avvisa e di che cosa: l’avviso si scrive con ciò che lo causa, nella stessa transazione; a spedirlo pensa l’orologio."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ambito.errori import ErroreAtteso
from ambito.models import Ambito, Avviso, CadenzaPosta, Incarico, PreferenzaPosta, StatoSpedizione, Utente
from ambito.nucleo.contesto import esigi_ambito
from ambito.permessi import GUIDA, RUOLI
from ambito.registri import ANNUNCI, OGNI_COMUNE

ORA_RIEPILOGO = 7
IN_RIEPILOGO = (CadenzaPosta.GIORNALIERA, CadenzaPosta.SETTIMANALE)
DI_RISERVA = "\n\nRicevi tu questo avviso perché oggi nessuno ha l’incarico di chi lo riceverebbe."


class PostaFerma(ErroreAtteso):
    """Da una prova generale non esce posta."""


def esigi_posta(ambito):
    """`PostaFerma` se da quell’Ambito non parte nulla: la chiama chi spedisce da sé, senza passare da un avviso."""
    if ambito.prova_di:
        raise PostaFerma("Questa è la prova generale: da qui non parte posta. Nell’Ambito vero partirebbe adesso.")


def persone_con(permesso, oggi, *, comune_id=None):
    """Chi ha oggi quel diritto nell’Ambito in corso: sull’Ambito, su quel Comune, o su un Comune qualunque (`OGNI_COMUNE`)."""
    ruoli = [r.codice for r in RUOLI.values() if permesso in (r.ambito if comune_id is None else r.comune)]
    incarichi = Incarico.objects.vigenti(oggi).filter(ruolo__in=ruoli)
    if comune_id not in (None, OGNI_COMUNE):
        incarichi = incarichi.filter(comune=comune_id)
    return Utente.objects.filter(pk__in=incarichi.values("utente"), is_active=True).order_by("pk")


def persone_dell_ente(permesso, ente_id, oggi):
    """Chi ha oggi quel diritto su quell’ente dell’Ambito in corso, per un incarico vigente; senza, chiunque ne abbia uno."""
    incarichi = Incarico.objects.vigenti(oggi).filter(ente=ente_id)
    if permesso:
        incarichi = incarichi.filter(ruolo__in=[r.codice for r in RUOLI.values() if permesso in r.ente])
    return Utente.objects.filter(pk__in=incarichi.values("utente"), is_active=True).order_by("pk")


def persone_dei_comuni(permesso, oggi, comuni):
    """Chi ha oggi quel diritto su ognuno di quei Comuni (id → persone), in un’interrogazione sola."""
    ruoli = [r.codice for r in RUOLI.values() if permesso in r.comune]
    return _per_posto(Incarico.objects.vigenti(oggi).filter(ruolo__in=ruoli, comune__in=comuni), "comune_id")


def persone_degli_enti(oggi, enti):
    """Chiunque abbia oggi un incarico per ognuno di quegli enti (id → persone), in un’interrogazione sola."""
    return _per_posto(Incarico.objects.vigenti(oggi).filter(ente__in=enti), "ente_id")


def _per_posto(incarichi, quale):
    """Le persone che possono entrare, ciascuna una volta, per Comune o ente."""
    per_posto = {}
    for incarico in incarichi.filter(utente__is_active=True).select_related("utente").order_by("utente"):
        per_posto.setdefault(getattr(incarico, quale), {})[incarico.utente_id] = incarico.utente
    return {posto: list(persone.values()) for posto, persone in per_posto.items()}


def di_riserva(oggi):
    """Chi riceve ciò che non riceverebbe nessuno: il coordinatore o, se non c’è, chi ha un incarico per il Comune capofila."""
    in_carica = Incarico.objects.vigenti(oggi).filter(utente__is_active=True)
    capofila = Ambito.objects.filter(pk=esigi_ambito()).values("capofila")
    for incarichi in (in_carica.filter(ruolo=GUIDA), in_carica.filter(comune__in=capofila)):
        if persone := list(Utente.objects.filter(pk__in=incarichi.values("utente")).order_by("pk")):
            return persone
    return []


@dataclass(frozen=True)
class Messaggio:
    """Che cosa si dice a quelle persone, e a proposito di che cosa."""

    persone: list
    oggetto: object
    titolo: str
    testo: str
    url: str


def avvisa(persone, *, genere, oggetto, titolo, testo, url, adesso, giorno=None, urgente=False, calendario=""):
    """Un avviso a ciascuna persona; chi l’ha già avuto (stesso genere, oggetto e giorno) non ne riceve un altro.

    Per posta parte con la cadenza scelta da ciascuno, o subito se è `urgente`.
    """
    messaggio = Messaggio(list(persone), oggetto, titolo, testo, url)
    return avvisa_ciascuno([messaggio], genere=genere, adesso=adesso, giorno=giorno, urgente=urgente, calendario=calendario)


def avvisa_ciascuno(messaggi, *, genere, adesso, giorno=None, urgente=False, calendario="", in_riepilogo=False, invio=None):
    """Come `avvisa`, con un messaggio diverso per gruppo di persone: tutti in due interrogazioni, per quanti siano.

    `in_riepilogo`: per posta parte alle sette con gli altri, anche a chi di solito li vuole subito. Con un `invio`, niente parte
    prima di quando parte lui.
    """
    cadenze = {} if urgente else _cadenze([p for m in messaggi for p in m.persone])
    parte_il = invio.parte_il if invio else adesso
    comuni = {
        "genere": genere,
        "invio": invio,
        "giorno": giorno or timezone.localdate(adesso),
        "creato_il": adesso,
        "calendario": calendario,
    }
    righe = [
        Avviso(
            destinatario=persona, oggetto_tipo=m.oggetto._meta.label_lower, oggetto_id=m.oggetto.pk, titolo=m.titolo[:200],
            testo=m.testo, url=m.url, **comuni,
            **_quando_parte(cadenze.get(persona.pk), parte_il, in_riepilogo=in_riepilogo),
        )
        for m in messaggi for persona in m.persone
    ]  # fmt: skip
    return Avviso.objects.bulk_create(righe, ignore_conflicts=True)


def _cadenze(persone):
    return dict(PreferenzaPosta.objects.filter(utente__in=[p.pk for p in persone]).values_list("utente", "cadenza"))


def _quando_parte(cadenza, adesso, *, in_riepilogo):
    """I campi dell’avviso che dicono se e quando va per posta."""
    if cadenza == CadenzaPosta.MAI:
        return {"spedizione": StatoSpedizione.SOLO_PORTALE, "non_prima": adesso}
    if in_riepilogo or cadenza in IN_RIEPILOGO:
        scelta = cadenza if cadenza in IN_RIEPILOGO else CadenzaPosta.GIORNALIERA
        return {"in_riepilogo": True, "non_prima": prossimo_riepilogo(adesso, scelta)}
    return {"non_prima": adesso}


def prossimo_riepilogo(adesso, cadenza=CadenzaPosta.GIORNALIERA):
    """Le prossime sette del mattino, all’ora di Roma; di un lunedì, per chi vuole il riepilogo della settimana."""
    qui = timezone.localtime(adesso)
    alle_sette = qui.replace(hour=ORA_RIEPILOGO, minute=0, second=0, microsecond=0)
    prossime = alle_sette if alle_sette > qui else alle_sette + timedelta(days=1)
    return prossime + timedelta(days=-prossime.weekday() % 7) if cadenza == CadenzaPosta.SETTIMANALE else prossime


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
    else:
        aspettano.update(non_prima=prossimo_riepilogo(adesso, cadenza))


def annuncia(oggetto, passo, *, autore, adesso, nota=""):
    """Avvisa chi deve sapere che `oggetto` ha compiuto il passo, se qualcuno l’ha chiesto nel registro; non chi l’ha compiuto."""
    annuncio, persone = anteprima(oggetto, passo, autore=autore, adesso=adesso, nota=nota)
    if annuncio is None:
        return
    persone = list(persone)
    if not persone and not _chi_riceve(annuncio, timezone.localdate(adesso)).exists():
        persone = [p for p in di_riserva(timezone.localdate(adesso)) if p != autore]
        annuncio = replace(annuncio, testo=annuncio.testo + DI_RISERVA)
    genere = f"{oggetto._meta.model_name}.{passo}{annuncio.edizione}"[:40]
    detto = {campo: getattr(annuncio, campo) for campo in ("titolo", "testo", "url", "urgente", "calendario")}
    avvisa(persone, genere=genere, oggetto=oggetto, adesso=adesso, **detto)


def anteprima(oggetto, passo, *, autore, adesso, nota=""):
    """`(Annuncio, persone)` che il passo manderebbe, senza mandarlo; `(None, nessuno)` se di quel passo non si avvisa."""
    if not (prepara := ANNUNCI.get((oggetto._meta.label_lower, passo))):
        return None, Utente.objects.none()
    annuncio = prepara(oggetto, nota)
    persone = _chi_riceve(annuncio, timezone.localdate(adesso))
    return annuncio, persone.exclude(pk=autore.pk) if autore is not None else persone


def _chi_riceve(annuncio, oggi):
    if annuncio.ente_id:
        return persone_dell_ente(annuncio.permesso, annuncio.ente_id, oggi)
    return persone_con(annuncio.permesso, oggi, comune_id=annuncio.comune_id)


def di(utente):
    """Gli avvisi della persona nell’Ambito in corso, dal più recente."""
    return Avviso.objects.arrivati().filter(destinatario=utente)


def segna_letti(utente, adesso):
    """Segna letti tutti gli avvisi della persona; restituisce quanti."""
    return di(utente).filter(letto_il__isnull=True).update(letto_il=adesso)


def rispedisci(avviso, adesso):
    """Rimette in coda un avviso non riuscito o incerto: lo decide una persona, perché un incerto può essere già arrivato."""
    Avviso.objects.filter(pk=avviso.pk, spedizione__in=[StatoSpedizione.FALLITO, StatoSpedizione.INCERTO]).update(
        spedizione=StatoSpedizione.DA_SPEDIRE, tentativi=0, non_prima=adesso, errore=""
    )
