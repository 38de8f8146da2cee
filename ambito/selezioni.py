"""Letture del nucleo: che cosa una persona può vedere, e le cifre che accompagnano gli elenchi."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from ambito.models import (
    Appartenenza,
    Avviso,
    Comune,
    Documento,
    Evento,
    FiltroSalvato,
    Incarico,
    Invito,
    Lavoro,
    PopolazioneComune,
    Utente,
)
from ambito.permessi import GUIDA

# I ruoli che in ogni Ambito, o in ogni Comune, qualcuno deve avere.
NECESSARI_AMBITO, NECESSARI_COMUNE = ("segretario", "presidente"), ("sindaco", "operatore")
# Un incarico che finisce entro questi giorni si annuncia.
PREAVVISO = timedelta(days=30)


def appartenenze(oggi):
    """I Comuni dell’Ambito in corso vigenti `oggi`, con la popolazione più recente, per nome."""
    return Appartenenza.objects.vigenti(oggi).select_related("comune").con_popolazione().order_by("comune__nome")


def comuni(oggi):
    """I Comuni vigenti `oggi` nell’Ambito in corso, per nome."""
    return Comune.objects.filter(pk__in=Appartenenza.objects.vigenti(oggi).values("comune")).order_by("nome")


def residenti(comuni):
    """I residenti di quei Comuni insieme, secondo l’ultimo dato noto di ciascuno."""
    ultime = PopolazioneComune.objects.filter(comune__in=comuni).order_by("comune_id", "-data").distinct("comune_id")
    return sum(popolazione.valore for popolazione in ultime)


def appartenenza(codice_istat, oggi):
    """Il Comune con quel codice nell’Ambito in corso, o `None`."""
    return appartenenze(oggi).filter(comune__codice_istat=codice_istat).first()


def documenti_visibili(poteri):
    """I documenti che la persona può leggere: per diritto sull’Ambito o sul Comune a cui si riferiscono."""
    sull_ambito = Q(comune__isnull=True, permesso__in=poteri.sull_ambito)
    su_comune = Q(pk__in=[])
    for comune_id, diritti in poteri.sui_comuni.items():
        su_comune |= Q(comune_id=comune_id, permesso__in=diritti)
    if poteri.ovunque("legge_comune"):
        su_comune |= Q(comune__isnull=False, permesso="legge_comune")
    return Documento.objects.con_stato().filter(sull_ambito | su_comune).select_related("comune", "emesso_da", "annullato_da")


def ultimo_documento(tipo, oggetto_id):
    """L’ultima versione emessa, e non annullata, del documento di quel tipo per quell’oggetto, o `None`."""
    validi = Documento.objects.filter(tipo=tipo, oggetto_id=oggetto_id, annullato_il__isnull=True)
    return validi.order_by("-versione").first()


def lavori_visibili(poteri):
    """I propri lavori; quelli di tutti per chi ne ha il diritto."""
    lavori = Lavoro.objects.select_related("chiesto_da", "documento")
    return lavori if poteri.puo("legge_lavori") else lavori.filter(chiesto_da=poteri.utente)


def eventi():
    """Il registro dell’Ambito in corso, dal più recente."""
    return Evento.objects.select_related("autore").order_by("-id")


def storia(oggetto):
    """Gli eventi di un oggetto, dal più recente."""
    return eventi().filter(oggetto_tipo=oggetto._meta.label_lower, oggetto_id=oggetto.pk)


def incarichi():
    """Tutti gli incarichi dell’Ambito in corso, con persona e luogo."""
    return Incarico.objects.per_elenco()


def spedizioni():
    """Gli avvisi dell’Ambito con il loro destinatario e l’esito della posta, dal più recente."""
    return Avviso.objects.select_related("destinatario")


def avvisi_da_leggere(utente, quanti):
    """I primi avvisi non letti della persona."""
    return list(Avviso.objects.filter(destinatario=utente, letto_il__isnull=True)[:quanti])


def filtri_salvati(utente, elenco):
    """I filtri che la persona ha tenuto per quell’elenco, per nome."""
    return list(FiltroSalvato.objects.filter(utente=utente, elenco=elenco))


def persone_del_comune(comune, oggi):
    """Gli incarichi vigenti `oggi` per quel Comune: chi lo rappresenta e chi compila per lui."""
    return incarichi().vigenti(oggi).filter(comune=comune)


def coordinatori(oggi):
    """Chi può conferire incarichi `oggi` nell’Ambito in corso: persone con l’accesso attivo, per cognome."""
    in_carica = Incarico.objects.vigenti(oggi).filter(ruolo=GUIDA)
    return Utente.objects.filter(pk__in=in_carica.values("utente"), is_active=True)


def inviti(adesso):
    """Gli inviti dell’Ambito in corso con la loro `situazione`, dal più recente."""
    return Invito.objects.con_situazione(adesso).per_elenco()


def in_scadenza(oggi):
    """Gli incarichi che finiscono entro il preavviso e che nessun altro, della stessa persona nello stesso posto, continua."""
    seguito = Incarico.objects.filter(utente=OuterRef("utente"), gruppo=OuterRef("gruppo"), dal__gt=OuterRef("dal"))
    finiscono = Incarico.objects.in_scadenza(oggi, oggi + PREAVVISO).filter(~Exists(seguito))
    return finiscono.select_related("utente", "comune", "ente").order_by("al", "utente__cognome")


@dataclass(frozen=True)
class Vuoti:
    """Ciò che manca oggi: `posti` come `(ruolo, Comuni)`, senza Comuni se il ruolo è dell’Ambito; inviti scaduti senza risposta."""

    posti: list
    inviti_scaduti: int


def vuoti(oggi, adesso):
    """I ruoli necessari che oggi nessuno ha e gli inviti rimasti senza risposta, in una lettura sola."""
    vigenti = Incarico.objects.vigenti(oggi)
    scaduti = Invito.objects.in_attesa().filter(scade_il__lte=adesso).order_by().values("ambito").annotate(n=Count("pk"))
    dell_ambito = {ruolo: Exists(vigenti.filter(ruolo=ruolo)) for ruolo in NECESSARI_AMBITO}
    del_comune = {ruolo: Exists(vigenti.filter(ruolo=ruolo, comune=OuterRef("pk"))) for ruolo in NECESSARI_COMUNE}
    # Ciò che riguarda l’Ambito intero è uguale su ogni riga: PostgreSQL lo calcola una volta.
    righe = comuni(oggi).annotate(**dell_ambito, **del_comune, scaduti=Subquery(scaduti.values("n")))
    righe = list(righe.only("codice_istat", "nome"))
    posti = [(ruolo, []) for ruolo in NECESSARI_AMBITO if righe and not getattr(righe[0], ruolo)]
    for ruolo in NECESSARI_COMUNE:
        if senza := [comune for comune in righe if not getattr(comune, ruolo)]:
            posti.append((ruolo, senza))
    return Vuoti(posti, (righe[0].scaduti if righe else 0) or 0)
