"""Letture del nucleo: che cosa una persona può vedere, e le cifre che accompagnano gli elenchi."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Exists, F, Q

from ambito.db.pronte import pronta
from ambito.models import (
    Ambito,
    Appartenenza,
    Avviso,
    Comune,
    Documento,
    Evento,
    FiltroSalvato,
    Incarico,
    Invio,
    Invito,
    Lavoro,
    PopolazioneComune,
    StatoLavoro,
    Utente,
)
from ambito.nucleo.contesto import esigi_ambito
from ambito.permessi import GUIDA, RUOLI

# I ruoli che in ogni Ambito, o in ogni Comune, qualcuno deve avere.
NECESSARI_AMBITO, NECESSARI_COMUNE = ("segretario", "presidente"), ("sindaco", "operatore")
# Un incarico che finisce entro questi giorni si annuncia.
PREAVVISO = timedelta(days=30)
AVVISI_IN_CASA = 3


@pronta
def ambiti_di(utente_id):
    """Gli Ambiti in cui quella persona può entrare."""
    return Ambito.objects.aperti_a(utente_id)


def appartenenze(oggi):
    """I Comuni dell’Ambito in corso vigenti `oggi`, con la popolazione più recente, per nome."""
    return Appartenenza.objects.vigenti(oggi).select_related("comune").con_popolazione().order_by("comune__nome")


@pronta
def appartenenze_lette(oggi):
    """Quelle di `appartenenze`, in una lista: per le pagine che le mostrano tutte."""
    return appartenenze(oggi)


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


def documenti_emessi(tipo, oggetto_id):
    """Le versioni emesse, e non annullate, del documento di quel tipo per quell’oggetto."""
    return Documento.objects.filter(tipo=tipo, oggetto_id=oggetto_id, annullato_il__isnull=True)


def ultimo_documento(tipo, oggetto_id):
    """L’ultima versione emessa, e non annullata, del documento di quel tipo per quell’oggetto, o `None`."""
    return documenti_emessi(tipo, oggetto_id).order_by("-versione").first()


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


def invii():
    """Gli invii a più persone, dal più recente, con quante lettere hanno e quante ne restano da consegnare."""
    da_consegnare = Count("lettere", filter=Q(lettere__consegnata_il__isnull=True))
    return Invio.objects.select_related("chiesto_da").annotate(quante_lettere=Count("lettere"), da_consegnare=da_consegnare)


@pronta
def avvisi_da_leggere(utente_id):
    """I primi avvisi non letti della persona, per la sua prima pagina."""
    return Avviso.objects.arrivati().filter(destinatario=utente_id, letto_il__isnull=True)[:AVVISI_IN_CASA]


@pronta
def filtri_salvati(utente_id, elenco):
    """I filtri che la persona ha tenuto per quell’elenco, per nome."""
    return FiltroSalvato.objects.filter(utente=utente_id, elenco=elenco)


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


def inviti_senza_risposta(adesso):
    """Gli inviti che si possono rimandare, prima quelli mandati da più tempo."""
    return inviti(adesso).in_attesa().order_by(F("inviato_il").asc(nulls_first=True), "pk")


def spedizione_di_inviti():
    """L’ultima spedizione di più inviti insieme, se qualcuno deve ancora partire e non è finita bene; altrimenti `None`."""
    fermi = Invito.objects.in_attesa().filter(inviato_il__isnull=True)
    ultima = Lavoro.objects.filter(Exists(fermi), tipo="inviti").first()
    return ultima if ultima and ultima.avvio != StatoLavoro.FATTO else None


# A ogni apertura della casa di chi conferisce: si leggono le sole mancanze, non le 61 righe da cui si ricavano.
MANCANZE = """
with in_carica as (
  select distinct ruolo, comune_id from ambito_incarico
  where ambito_id = %(ambito)s and dal <= %(oggi)s and (al is null or al >= %(oggi)s) and ruolo = any(%(ruoli)s)
)
select r.ruolo, null, null, null::bigint, null::date from unnest(%(dell_ambito)s) r(ruolo)
  where not exists (select 1 from in_carica i where i.ruolo = r.ruolo)
union all
select r.ruolo, c.codice_istat, c.nome, null, null from unnest(%(del_comune)s) r(ruolo)
  cross join ambito_appartenenza a join ambito_comune c on c.id = a.comune_id
  where a.ambito_id = %(ambito)s and a.dal <= %(oggi)s and (a.al is null or a.al >= %(oggi)s)
  and not exists (select 1 from in_carica i where i.ruolo = r.ruolo and i.comune_id = a.comune_id)
union all
select null, null, null, count(*), null from ambito_invito
  where ambito_id = %(ambito)s and accettato_il is null and revocato_il is null and scade_il <= %(adesso)s
union all
(select i.ruolo, coalesce(c.nome, e.denominazione, ''), coalesce(nullif(trim(u.nome || ' ' || u.cognome), ''), u.email),
        count(*) over (), i.al
  from ambito_incarico i join ambito_utente u on u.id = i.utente_id
  left join ambito_comune c on c.id = i.comune_id left join ambito_ente e on e.id = i.ente_id
  where i.ambito_id = %(ambito)s and i.dal <= %(oggi)s and i.al between %(oggi)s and %(entro)s
  and not exists (select 1 from ambito_incarico s where s.ambito_id = i.ambito_id and s.utente_id = i.utente_id
                  and s.gruppo_id = i.gruppo_id and s.dal > i.dal)
  order by i.al, u.cognome limit 1)
"""


class Posto(NamedTuple):
    """Un Comune in cui un ruolo manca."""

    codice_istat: str
    nome: str


class CheFinisce(NamedTuple):
    """Il primo incarico che finisce entro il preavviso e che nessun altro, della stessa persona nello stesso posto, continua."""

    incarico: str
    persona: str
    quanti: int
    al: date


@dataclass(frozen=True)
class Vuoti:
    """Ciò che manca oggi: `posti` come `(ruolo, Comuni)`, senza Comuni se il ruolo è dell’Ambito; inviti scaduti senza risposta.

    `finisce`: il primo degli incarichi che stanno per finire, con quanti sono; `None` se nessuno.
    """

    posti: list
    inviti_scaduti: int
    finisce: CheFinisce | None


def vuoti(oggi, adesso):
    """I ruoli necessari che oggi nessuno ha, gli inviti rimasti senza risposta, gli incarichi che finiscono: una lettura sola."""
    dell_ambito, del_comune = list(NECESSARI_AMBITO), list(NECESSARI_COMUNE)
    with connection.cursor() as cursore:
        cursore.execute(MANCANZE, {"ambito": esigi_ambito(), "oggi": oggi, "entro": oggi + PREAVVISO, "adesso": adesso,
                                   "ruoli": dell_ambito + del_comune, "dell_ambito": dell_ambito,
                                   "del_comune": del_comune})  # fmt: skip
        righe = cursore.fetchall()
    senza = {ruolo: [] for ruolo in (*dell_ambito, *del_comune)}
    mancano, finisce, inviti_scaduti = set(), None, 0
    for ruolo, luogo, nome, quanti, al in righe:
        if al:
            finisce = CheFinisce(f"{RUOLI[ruolo].nome}{f' – {luogo}' if luogo else ''}", nome, quanti, al)
        elif ruolo is None:
            inviti_scaduti = quanti
        else:
            mancano.add(ruolo)
            if luogo:
                senza[ruolo].append(Posto(luogo, nome))
    posti = [(ruolo, sorted(comuni, key=lambda c: c.nome)) for ruolo, comuni in senza.items() if ruolo in mancano]
    return Vuoti(posti, inviti_scaduti, finisce)
