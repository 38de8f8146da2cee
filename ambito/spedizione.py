"""Spedisce per posta gli avvisi in attesa, uno per volta: si prende, si spedisce, si segna.

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
from ambito.models import Ambito, Avviso, StatoSpedizione

AFFITTO = timedelta(minutes=5)
ATTESE = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240)]
PER_VOLTA = 200
A_META = "Il portale si è fermato mentre lo spediva: potrebbe essere già arrivato."


def spedisci(ambito_id):
    """Spedisce gli avvisi dell’Ambito che aspettano; restituisce quanti ne sono partiti."""
    partiti = 0
    with in_ambito(ambito_id):
        _dichiara_incerti()
    for _ in range(PER_VOLTA):
        avviso = _prendi(ambito_id)
        if avviso is None:
            break
        partiti += _consegna(avviso)
    return partiti


def _dichiara_incerti():
    Avviso.objects.filter(spedizione=StatoSpedizione.IN_CORSO, preso_il__lt=timezone.now() - AFFITTO).update(
        spedizione=StatoSpedizione.INCERTO, errore=A_META
    )


def _prendi(ambito_id):
    """Il prossimo avviso da spedire, già segnato «in spedizione»: due orologi insieme non prendono lo stesso."""
    adesso = timezone.now()
    with in_ambito(ambito_id):
        in_attesa = Avviso.objects.filter(spedizione=StatoSpedizione.DA_SPEDIRE, non_prima__lte=adesso).order_by("id")
        avviso = in_attesa.select_for_update(skip_locked=True, of=("self",)).select_related("destinatario").first()
        if avviso is None:
            return None
        avviso.spedizione, avviso.preso_il = StatoSpedizione.IN_CORSO, adesso
        avviso.preso_da = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        avviso.tentativi = F("tentativi") + 1
        avviso.save(update_fields=["spedizione", "preso_il", "preso_da", "tentativi"])
        avviso.refresh_from_db(fields=["tentativi"])
        return avviso


def _consegna(avviso):
    try:
        _messaggio(avviso).send()
    except (smtplib.SMTPException, OSError) as errore:
        _segna(avviso, **_dopo_un_errore(avviso, errore))
        return False
    _segna(avviso, spedizione=StatoSpedizione.SPEDITO, spedito_il=timezone.now(), errore="")
    return True


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


def _segna(avviso, **campi):
    """Scrive l’esito solo se la riga è ancora di chi l’ha presa."""
    with in_ambito(avviso.ambito_id):
        Avviso.objects.filter(pk=avviso.pk, preso_da=avviso.preso_da, spedizione=StatoSpedizione.IN_CORSO).update(**campi)


def _messaggio(avviso):
    """La posta di un avviso; l’identificativo dipende dalla riga, così chi la ricevesse due volte la riconosce."""
    ambito = Ambito.objects.get(pk=avviso.ambito_id)
    dati = {"avviso": avviso, "ambito": ambito, "indirizzo": f"{settings.INDIRIZZO_PUBBLICO}{avviso.url}"}
    persona = avviso.destinatario
    return EmailMessage(
        subject=f"{_riga(avviso.titolo)} – {_riga(ambito.nome)}",
        body=render_to_string("email/avviso.txt", dati),
        to=[formataddr((_riga(persona.nome_completo), persona.email))],
        headers={
            "Message-ID": f"<avviso-{avviso.ambito_id}-{avviso.pk}@{urlsplit(settings.INDIRIZZO_PUBBLICO).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(timeout=settings.ATTESA_POSTA) if _per_rete() else None,
    )


def _per_rete():
    return settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")


def _riga(testo):
    """Una riga sola: un a capo in un nome non deve poter scrivere un’intestazione."""
    return " ".join(testo.split())
