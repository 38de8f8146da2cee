"""Spedisce per posta gli avvisi in attesa, un messaggio per volta: si prende, si spedisce, si segna.

Fra la consegna al server di posta e il segno può cadere tutto: una riga rimasta a metà non si rispedisce da sé, perché arriverebbe
due volte. Diventa «incerta», si vede, e una persona decide.
"""

import os
import smtplib
import socket
import uuid
from datetime import timedelta
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from ambito.contesto import in_ambito
from ambito.db.turno import RIEPILOGO, prende_il_turno
from ambito.models import Ambito, Avviso, StatoSpedizione
from ambito.nucleo.formati_italiani import conta

AFFITTO = timedelta(minutes=5)
ATTESE = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240)]
PER_VOLTA = 200
A_META = "Il portale si è fermato mentre lo spediva: potrebbe essere già arrivato."


def spedisci(ambito_id):
    """Spedisce gli avvisi dell’Ambito che aspettano; restituisce quanti ne sono partiti. Da una prova generale non esce posta."""
    partiti = 0
    with in_ambito(ambito_id):
        if not Ambito.objects.veri().filter(pk=ambito_id).exists():
            Avviso.objects.filter(spedizione=StatoSpedizione.DA_SPEDIRE).update(spedizione=StatoSpedizione.SOLO_PORTALE)
            return 0
        _dichiara_incerti()
    for _ in range(PER_VOLTA):
        presi = _prendi(ambito_id)
        if not presi:
            break
        partiti += _consegna(presi)
    return partiti


def _dichiara_incerti():
    Avviso.objects.filter(spedizione=StatoSpedizione.IN_CORSO, preso_il__lt=timezone.now() - AFFITTO).update(
        spedizione=StatoSpedizione.INCERTO, errore=A_META
    )


def _prendi(ambito_id):
    """Il prossimo avviso da spedire, o tutti quelli del riepilogo di una persona, già segnati «in spedizione».

    Due orologi insieme non prendono lo stesso.
    """
    adesso = timezone.now()
    with in_ambito(ambito_id):
        in_attesa = Avviso.objects.filter(spedizione=StatoSpedizione.DA_SPEDIRE, non_prima__lte=adesso).order_by("id")
        liberi = in_attesa.select_for_update(skip_locked=True, of=("self",))
        primo = liberi.filter(in_riepilogo=False).first()
        presi = [primo.pk] if primo else _un_riepilogo(in_attesa, liberi)
        segno = {"preso_da": f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}", "preso_il": adesso}
        Avviso.objects.filter(pk__in=presi).update(spedizione=StatoSpedizione.IN_CORSO, tentativi=F("tentativi") + 1, **segno)
        return list(Avviso.objects.filter(pk__in=presi).select_related("destinatario").order_by("id"))


def _un_riepilogo(in_attesa, liberi):
    """Gli avvisi in attesa della prima persona di cui non si sta occupando un altro: con due orologi, non due mezzi riepiloghi."""
    for persona in in_attesa.filter(in_riepilogo=True).order_by("destinatario").values_list("destinatario", flat=True).distinct():
        suoi = liberi.filter(in_riepilogo=True, destinatario=persona)
        if prende_il_turno(RIEPILOGO, persona) and (presi := [a.pk for a in suoi]):
            return presi
    return []


def _consegna(presi):
    """Spedisce il messaggio di questi avvisi e ne scrive l’esito; restituisce quanti ne sono partiti."""
    try:
        _messaggio(presi).send()
    except (smtplib.SMTPException, OSError) as errore:
        _segna(presi, **_dopo_un_errore(presi[0], errore))
        return 0
    _segna(presi, spedizione=StatoSpedizione.SPEDITO, spedito_il=timezone.now(), errore="")
    return len(presi)


def _dopo_un_errore(avviso, errore):
    """Un rifiuto definitivo ferma; ogni altro errore si ritenta, sempre più tardi."""
    frase = f"{type(errore).__name__}: {errore}"[:300]
    if _e_definitivo(errore) or avviso.tentativi > len(ATTESE):
        return {"spedizione": StatoSpedizione.FALLITO, "errore": frase}
    attesa = ATTESE[avviso.tentativi - 1]
    return {"spedizione": StatoSpedizione.DA_SPEDIRE, "non_prima": timezone.now() + attesa, "errore": frase}


def _e_definitivo(errore):
    if isinstance(errore, smtplib.SMTPRecipientsRefused):
        return all(codice >= 500 for codice, _ in errore.recipients.values())
    return isinstance(errore, smtplib.SMTPResponseException) and errore.smtp_code >= 500


def _segna(presi, **campi):
    """Scrive l’esito solo se le righe sono ancora di chi le ha prese."""
    with in_ambito(presi[0].ambito_id):
        mie = Avviso.objects.filter(pk__in=[a.pk for a in presi], preso_da=presi[0].preso_da)
        mie.filter(spedizione=StatoSpedizione.IN_CORSO).update(**campi)


def _messaggio(presi):
    """La posta di uno o più avvisi; l’identificativo dipende dal primo, così chi la ricevesse due volte la riconosce."""
    primo = presi[0]
    ambito = Ambito.objects.get(pk=primo.ambito_id)
    titolo = primo.titolo if len(presi) == 1 else conta(len(presi), "avviso", "avvisi")
    voci = [(avviso, f"{settings.INDIRIZZO_PUBBLICO}{avviso.url}") for avviso in presi]
    persona = primo.destinatario
    messaggio = EmailMessage(
        subject=f"{_riga(titolo)} – {_riga(ambito.nome)}",
        body=render_to_string("email/avviso.txt", {"voci": voci, "persona": persona, "ambito": ambito}),
        to=[formataddr((_riga(persona.nome_completo), persona.email))],
        headers={
            "Message-ID": f"<avviso-{primo.ambito_id}-{primo.pk}@{urlsplit(settings.INDIRIZZO_PUBBLICO).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=connessione(),
    )
    for avviso in presi:
        if avviso.calendario:
            messaggio.attach(f"appuntamento-{avviso.oggetto_id}.ics", avviso.calendario, "text/calendar")
    return messaggio


def connessione():
    """La via della posta: per rete non aspetta più di `ATTESA_POSTA` secondi, così un servizio muto non ferma chi scrive."""
    per_rete = settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")
    return get_connection(timeout=settings.ATTESA_POSTA) if per_rete else None


def _riga(testo):
    """Una riga sola: un a capo in un nome non deve poter scrivere un’intestazione."""
    return " ".join(testo.split())
