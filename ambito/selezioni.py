"""Letture del nucleo: che cosa una persona può vedere, e le cifre che accompagnano gli elenchi."""

from datetime import timedelta

from django.db.models import Q

from ambito.models import Appartenenza, Comune, Documento, Evento, Incarico, Invito, Lavoro, Utente
from ambito.permessi import GUIDA

# Un incarico che finisce entro questi giorni si annuncia.
PREAVVISO = timedelta(days=30)


def appartenenze(oggi):
    """I Comuni dell’Ambito in corso vigenti `oggi`, con la popolazione più recente, per nome."""
    return Appartenenza.objects.vigenti(oggi).select_related("comune").con_popolazione().order_by("comune__nome")


def comuni(oggi):
    """I Comuni vigenti `oggi` nell’Ambito in corso, per nome."""
    return Comune.objects.filter(pk__in=Appartenenza.objects.vigenti(oggi).values("comune")).order_by("nome")


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
    return Documento.objects.filter(sull_ambito | su_comune).select_related("comune", "emesso_da")


def ultimo_documento(tipo, oggetto_id):
    """L’ultima versione emessa del documento di quel tipo per quell’oggetto, o `None`."""
    return Documento.objects.filter(tipo=tipo, oggetto_id=oggetto_id).order_by("-versione").first()


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


def coordinatori(oggi):
    """Chi può conferire incarichi `oggi` nell’Ambito in corso: persone con l’accesso attivo, per cognome."""
    in_carica = Incarico.objects.vigenti(oggi).filter(ruolo=GUIDA)
    return Utente.objects.filter(pk__in=in_carica.values("utente"), is_active=True)


def inviti(adesso):
    """Gli inviti dell’Ambito in corso con la loro `situazione`, dal più recente."""
    return Invito.objects.con_situazione(adesso).per_elenco()
