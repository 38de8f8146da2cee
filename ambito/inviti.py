"""Gli inviti: chi è nuovo nell’Ambito riceve per posta un collegamento, e con quello l’incarico.

Una persona che ha già un accesso per un altro Ambito è invitata esattamente come chi non l’ha: chi invita non può sapere se un
indirizzo esiste altrove. Il codice vale una volta e ha una scadenza; dice anche l’Ambito, così la regola di riga resta chiusa.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from ambito import incarichi
from ambito.errori import ErroreAtteso
from ambito.models import Incarico, Invito, Utente
from ambito.permessi import RUOLI
from ambito.registro import annota
from ambito.segreti import impronta, nuovo_codice

VALIDITA = timedelta(days=7)


class InvitoNonValido(ErroreAtteso):
    """L’invito non si può mandare, o non vale più: la frase dice perché."""


def persona_dell_ambito(email):
    """Chi ha o ha avuto un incarico in questo Ambito con quell’indirizzo, o `None` (anche se ha un accesso altrove)."""
    incarico = Incarico.objects.filter(utente__email__iexact=normale(email)).select_related("utente").first()
    return incarico.utente if incarico else None


def normale(email):
    """L’indirizzo come si conserva e si confronta."""
    return email.strip().lower()


@transaction.atomic
def conferisci_o_invita(*, email, nome, cognome, autore, adesso, **proposta):
    """Conferisce subito l’incarico a chi è già dell’Ambito, altrimenti lo propone con un invito; dà `Incarico` o `Invito`.

    `proposta`: ruolo, comune, ente, dal, al, atto. `IncaricoNonValido` o `InvitoNonValido` se non si può.
    """
    if utente := persona_dell_ambito(email):
        return incarichi.conferisci(utente=utente, autore=autore, adesso=adesso, **proposta)
    return invita(email=email, nome=nome, cognome=cognome, autore=autore, adesso=adesso, **proposta)


@transaction.atomic
def invita(*, email, nome, cognome, ruolo, dal, atto, autore, adesso, al=None, comune=None, ente=None):
    """Scrive l’invito nell’Ambito in corso e lo manda; vale `VALIDITA` da `adesso`."""
    incarichi.esigi_valido(ruolo=ruolo, dal=dal, al=al, comune=comune, ente=ente)
    email = normale(email)
    if Invito.objects.in_attesa().filter(email=email, ruolo=ruolo, comune=comune, ente=ente).exists():
        raise InvitoNonValido("A questo indirizzo c’è già un invito per lo stesso incarico: dall’elenco degli inviti lo rimandi.")
    codice = nuovo_codice()
    invito = Invito.objects.create(
        email=email, nome=nome, cognome=cognome, ruolo=ruolo, comune=comune, ente=ente, dal=dal, al=al, atto=atto,
        impronta=impronta(codice), invitato_da=autore, creato_il=adesso, inviato_il=adesso, scade_il=adesso + VALIDITA,
    )  # fmt: skip
    annota(invito, "invito.manda", f"Invitato {invito.persona}: {invito}", autore=autore, quando=adesso,
           dopo={"ruolo": ruolo, "dal": dal, "al": al, "atto": atto})  # fmt: skip
    invia_invito(invito, codice)
    return invito


@transaction.atomic
def rimanda(invito, *, autore, adesso):
    """Manda un codice nuovo, con una scadenza nuova; il vecchio collegamento non vale più."""
    invito = _in_attesa(invito)
    codice = nuovo_codice()
    invito.impronta, invito.inviato_il, invito.scade_il = impronta(codice), adesso, adesso + VALIDITA
    invito.save(update_fields=["impronta", "inviato_il", "scade_il"])
    annota(invito, "invito.rimanda", f"Rimandato l’invito: {invito}", autore=autore, quando=adesso)
    invia_invito(invito, codice)
    return invito


@transaction.atomic
def revoca(invito, *, autore, adesso):
    """Ritira l’invito: il collegamento non vale più."""
    invito = _in_attesa(invito)
    invito.revocato_il = adesso
    invito.save(update_fields=["revocato_il"])
    annota(invito, "invito.revoca", f"Revocato l’invito: {invito}", autore=autore, quando=adesso)
    return invito


def aperto(codice, adesso):
    """L’invito che quel codice apre nell’Ambito in corso, o `None`: sconosciuto, usato, revocato e scaduto sono lo stesso."""
    return Invito.objects.in_attesa().filter(impronta=impronta(codice), scade_il__gt=adesso).per_elenco().first()


@transaction.atomic
def accetta(codice, *, adesso, utente=None, nome="", cognome="", password=None):
    """Usa il codice una volta sola: conferisce l’incarico a `utente`, o a una persona nuova con quel nome e quella password.

    Restituisce la persona. `InvitoNonValido` se il codice non vale (più), o se l’invito è per un altro indirizzo.
    """
    invito = Invito.objects.select_for_update(of=("self",)).filter(impronta=impronta(codice)).first()
    if invito is None or not invito.in_attesa or invito.scade_il <= adesso:
        raise InvitoNonValido("L’invito non vale più.")
    if utente is None:
        utente = _persona_nuova(invito, nome, cognome, password)
    elif normale(utente.email) != invito.email:
        raise InvitoNonValido("Questo invito è per un altro indirizzo e-mail.")
    invito.accettato_il = adesso
    invito.save(update_fields=["accettato_il"])
    annota(invito, "invito.accetta", f"Accettato l’invito: {invito}", autore=utente, quando=adesso)
    incarichi.conferisci(
        utente=utente, ruolo=invito.ruolo, comune=invito.comune, ente=invito.ente, dal=invito.dal, al=invito.al,
        atto=invito.atto, autore=invito.invitato_da, adesso=adesso,
    )  # fmt: skip
    return utente


def _persona_nuova(invito, nome, cognome, password):
    if Utente.objects.filter(email__iexact=invito.email).exists():
        raise InvitoNonValido("Con questo indirizzo c’è già un accesso: entra con la tua password e riapri il collegamento.")
    return Utente.objects.create_user(invito.email, password, nome=nome, cognome=cognome)


def _in_attesa(invito):
    invito = Invito.objects.select_for_update(of=("self",)).get(pk=invito.pk)
    if not invito.in_attesa:
        raise InvitoNonValido("Questo invito è già stato accettato o revocato.")
    return invito


def invia_invito(invito, codice):
    """Manda all’invitato il collegamento, nella transazione di chi invita: se la posta non parte, l’invito non c’è.

    È l’unico posto in cui il codice esce in chiaro. `InvitoNonValido` se il servizio di posta non risponde.
    """
    dati = {
        "invito": invito,
        "ruolo": RUOLI[invito.ruolo],
        "collegamento": f"{settings.INDIRIZZO_PUBBLICO}{reverse('invito', args=[codice])}",
    }
    testo = render_to_string("email/invito.txt", dati)
    try:
        # L’oggetto è una riga sola, qualunque cosa ci sia nel nome dell’Ambito.
        send_mail(" ".join(f"Invito al portale: {invito.ambito}".split()), testo, None, [invito.email])
    except OSError as errore:
        raise InvitoNonValido("L’invito non è partito: la posta del portale non risponde. Riprova fra qualche minuto.") from errore
