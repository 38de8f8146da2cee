"""Gli inviti: chi è nuovo nell’Ambito riceve per posta un collegamento, e con quello l’incarico.

Uno per volta parte nella richiesta; molti insieme li spedisce un lavoro, e il codice di ciascuno nasce quando il messaggio parte.

Una persona che ha già un accesso per un altro Ambito è invitata esattamente come chi non l’ha: chi invita non può sapere se un
indirizzo esiste altrove. Il codice vale una volta e ha una scadenza; dice anche l’Ambito, così la regola di riga resta chiusa.
"""

from copy import copy
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from ambito import incarichi, lavori
from ambito.avvisi import esigi_posta
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Incarico, Invito, Utente
from ambito.nucleo.formati_italiani import conta
from ambito.permessi import RUOLI
from ambito.registri import LAVORI, TipoLavoro
from ambito.registro import annota
from ambito.segreti import impronta, nuovo_codice

VALIDITA = timedelta(days=7)
TIPO_LAVORO = "inviti"


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
def conferisci_o_invita(*, email, nome, cognome, autore, adesso, parte=True, **proposta):
    """Conferisce subito l’incarico a chi è già dell’Ambito, altrimenti lo propone con un invito; dà `Incarico` o `Invito`.

    `proposta`: ruolo, comune, ente, dal, al, atto; `parte` vale per l’invito, come in `invita`.
    `IncaricoNonValido` o `InvitoNonValido` se non si può.
    """
    if utente := persona_dell_ambito(email):
        return incarichi.conferisci(utente=utente, autore=autore, adesso=adesso, **proposta)
    return invita(email=email, nome=nome, cognome=cognome, autore=autore, adesso=adesso, parte=parte, **proposta)


@transaction.atomic
def invita(*, email, nome, cognome, ruolo, dal, atto, autore, adesso, al=None, comune=None, ente=None, parte=True):
    """Scrive l’invito nell’Ambito in corso e lo manda; vale `VALIDITA` da `adesso`. Se non `parte`, lo manderà `spedisci_poi`."""
    incarichi.esigi_valido(ruolo=ruolo, dal=dal, al=al, comune=comune, ente=ente)
    email = normale(email)
    if Invito.objects.in_attesa().filter(email=email, ruolo=ruolo, comune=comune, ente=ente).exists():
        raise InvitoNonValido("A questo indirizzo c’è già un invito per lo stesso incarico: dall’elenco degli inviti lo rimandi.")
    codice = nuovo_codice()
    invito = Invito.objects.create(
        email=email, nome=nome, cognome=cognome, ruolo=ruolo, comune=comune, ente=ente, dal=dal, al=al, atto=atto,
        impronta=impronta(codice), invitato_da=autore, creato_il=adesso, inviato_il=adesso if parte else None,
        scade_il=adesso + VALIDITA,
    )  # fmt: skip
    annota(invito, "invito.manda", f"Invitato {invito.persona}: {invito}", autore=autore, quando=adesso,
           dopo={"ruolo": ruolo, "dal": dal, "al": al, "atto": atto})  # fmt: skip
    if parte:
        invia_invito(invito, codice)
    return invito


@transaction.atomic
def rimanda(invito, *, autore, adesso):
    """Manda un codice nuovo, con una scadenza nuova; il vecchio collegamento non vale più."""
    invito = _in_attesa(invito)
    _annota_rimandato(invito, autore, adesso)
    return _manda(invito, adesso)


def _annota_rimandato(invito, autore, adesso):
    annota(invito, "invito.rimanda", f"Rimandato l’invito: {invito}", autore=autore, quando=adesso)


def _manda(invito, adesso):
    codice = nuovo_codice()
    invito.impronta, invito.inviato_il, invito.scade_il = impronta(codice), adesso, adesso + VALIDITA
    invito.save(update_fields=["impronta", "inviato_il", "scade_il"])
    invia_invito(invito, codice)
    return invito


@transaction.atomic
def rimanda_tutti(scelti, *, poteri, adesso):
    """Rimette in partenza gli inviti `scelti` (le loro chiavi) che aspettano ancora; dà il lavoro che li spedisce.

    Ripeterlo prima che siano partiti dà lo stesso lavoro: nessuno riceve due messaggi. `InvitoNonValido` se non ne resta nessuno.
    """
    poteri.esigi("conferisce_incarichi")
    attesi = list(Invito.objects.in_attesa().filter(pk__in=scelti).per_elenco().select_for_update(of=("self",)))
    if not attesi:
        raise InvitoNonValido("Nessuno degli inviti scelti aspetta ancora una risposta.")
    for invito in attesi:
        if invito.inviato_il:
            _annota_rimandato(invito, poteri.utente, adesso)
    Invito.objects.filter(pk__in=[i.pk for i in attesi]).update(inviato_il=None)
    return spedisci_poi(attesi, utente=poteri.utente, adesso=adesso)


def spedisci_poi(attesi, *, utente, adesso):
    """Mette in coda la spedizione di inviti non ancora partiti; degli stessi, finché non partono, il lavoro è lo stesso."""
    chiavi = sorted((i.pk, i.impronta) for i in attesi)
    chiave = f"{TIPO_LAVORO}:{impronta(str(chiavi))}"
    titolo = f"Spedizione di {conta(len(chiavi), 'invito', 'inviti')}"
    return lavori.accoda(TIPO_LAVORO, chiave, titolo, argomenti={"inviti": [pk for pk, _ in chiavi]}, utente=utente, adesso=adesso)


def _spedisci(lavoro, avanza):
    """Un invito, una transazione: se la posta si ferma a metà, i partiti valgono e gli altri si possono riprovare."""
    attesi, rifiutati = lavoro.argomenti["inviti"], 0
    for posto, pk in enumerate(attesi):
        try:
            with in_ambito(lavoro.ambito_id, lavoro.chiesto_da_id):
                _parte(pk)
        except InvitoNonValido as errore:
            if not isinstance(errore.__cause__, SMTPRecipientsRefused):
                mancano = f"Ne mancano {len(attesi) - posto}; chi l’ha già avuto non lo riceve di nuovo."
                raise InvitoNonValido(f"{errore.frase} {mancano}") from errore
            rifiutati += 1
        avanza(posto + 1, len(attesi), "Spedizione")
    if rifiutati:
        quanti = conta(rifiutati, "indirizzo", "indirizzi")
        raise InvitoNonValido(f"La posta ha rifiutato {quanti}: quegli inviti restano «Da spedire». Gli altri sono partiti.")


def _parte(pk):
    """Manda l’invito, se intanto nessuno l’ha mandato, accettato o revocato."""
    invito = Invito.objects.per_elenco().select_for_update(of=("self",)).filter(pk=pk).first()
    if invito and invito.in_attesa and invito.inviato_il is None:
        _manda(invito, timezone.now())


LAVORI.registra(TIPO_LAVORO, TipoLavoro(TIPO_LAVORO, _spedisci))


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


def anteprima(invito, adesso):
    """Il messaggio come partirebbe `adesso`, con una frase al posto del collegamento: il codice non c’è ancora."""
    mostrato = copy(invito)
    mostrato.scade_il = adesso + VALIDITA
    return _testo(mostrato, "(qui il collegamento personale, che nasce quando il messaggio parte)")


def _testo(invito, collegamento):
    return render_to_string("email/invito.txt", {"invito": invito, "ruolo": RUOLI[invito.ruolo], "collegamento": collegamento})


def invia_invito(invito, codice):
    """Manda all’invitato il collegamento, nella transazione di chi invita: se la posta non parte, l’invito non c’è.

    È l’unico posto in cui il codice esce in chiaro. `InvitoNonValido` se il servizio di posta non risponde.
    """
    esigi_posta(invito.ambito)
    testo = _testo(invito, f"{settings.INDIRIZZO_PUBBLICO}{reverse('invito', args=[codice])}")
    try:
        # L’oggetto è una riga sola, qualunque cosa ci sia nel nome dell’Ambito.
        send_mail(" ".join(f"Invito al portale: {invito.ambito}".split()), testo, None, [invito.email])
    except OSError as errore:
        raise InvitoNonValido("L’invito non è partito: la posta del portale non risponde. Riprova fra qualche minuto.") from errore
