"""Letture del nucleo: che cosa una persona può vedere, e le cifre che accompagnano gli elenchi."""

from django.db.models import Q

from ambito.models import Appartenenza, Avviso, Documento, Evento, FiltroSalvato, Incarico, Lavoro


def appartenenze(oggi):
    """I Comuni dell’Ambito in corso vigenti `oggi`, con la popolazione più recente, per nome."""
    return Appartenenza.objects.vigenti(oggi).select_related("comune").con_popolazione().order_by("comune__nome")


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
