"""Il riepilogo dei guasti di ieri a chi gestisce la macchina: un messaggio al giorno, nessuno se non è successo niente.

Dice quanti, Ambito per Ambito, e mai di che cosa: chi gestisce la piattaforma non vede contenuti (decisione 0011).
"""

import logging
import smtplib
from datetime import datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from redis import RedisError

from ambito import misure, salute
from ambito.models import RiepilogoGuasti
from ambito.spedizione import connessione

diario = logging.getLogger("portale.guasti")
# Prima di quest’ora chi lo riceve dorme, e la notte non è ancora finita.
DALLE = 7
# Il server ha detto di no prima di prendere il messaggio: si può ritentare.
RIFIUTI = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused, smtplib.SMTPConnectError, ConnectionRefusedError)


def riepiloga(adesso):
    """Spedisce il riepilogo di ieri, se non è già partito e se c’è che cosa dire. Vero se è partito adesso."""
    giorno = timezone.localdate(adesso) - timedelta(days=1)
    if not settings.OPERATORE or timezone.localtime(adesso).hour < DALLE or RiepilogoGuasti.objects.filter(giorno=giorno).exists():
        return False
    righe, richieste = guasti_del(giorno), richieste_in_errore(giorno)
    if not righe and not richieste:
        return False
    with transaction.atomic():
        riga, nuova = RiepilogoGuasti.objects.get_or_create(giorno=giorno, defaults={"preparato_il": adesso})
    return nuova and _spedisci(riga, righe, richieste)


def guasti_del(giorno):
    """`(slug, Attese)` degli Ambiti in cui quel giorno qualcosa non è riuscito."""
    dal = timezone.make_aware(datetime.combine(giorno, time.min))
    al = timezone.make_aware(datetime.combine(giorno + timedelta(days=1), time.min))
    return [(slug, cifre) for (_, slug), cifre in salute.attese(dal, al).items() if cifre.guasti]


def richieste_in_errore(giorno):
    """Quante richieste di quel giorno sono finite con un errore del portale; zero se le misure non si leggono."""
    fine = timezone.make_aware(datetime.combine(giorno, time(23, 59)))
    try:
        conti, _, _ = misure.ultimo_giorno(fine)
    except RedisError:
        return 0
    return int(sum(valore for (_, _, esito, misura), valore in conti.items() if misura == "conta" and esito >= "500"))


def _spedisci(riga, righe, richieste):
    ospite = urlsplit(settings.INDIRIZZO_PUBBLICO).hostname
    contesto = {"giorno": riga.giorno, "righe": righe, "richieste": richieste, "indirizzo": settings.INDIRIZZO_PUBBLICO}
    messaggio = EmailMessage(
        subject=f"Portale {ospite}: guasti del {riga.giorno:%d/%m/%Y}",
        body=render_to_string("email/guasti.txt", contesto),
        to=settings.OPERATORE,
        headers={"Message-ID": f"<guasti-{riga.giorno:%Y-%m-%d}@{ospite}>", "Auto-Submitted": "auto-generated"},
        connection=connessione(),
    )
    try:
        messaggio.send()
    except RIFIUTI as errore:
        riga.delete()
        diario.warning("Il riepilogo dei guasti non è partito: si ritenta fra un’ora (%s).", type(errore).__name__)
        return False
    except (smtplib.SMTPException, OSError) as errore:
        diario.error("Non si sa se il riepilogo dei guasti è partito: non si ritenta (%s).", type(errore).__name__)
        return False
    RiepilogoGuasti.objects.filter(pk=riga.pk).update(spedito_il=timezone.now())
    return True
