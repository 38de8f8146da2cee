"""Chi può entrare in una stanza: le stesse domande della pagina, fatte al collegamento e di nuovo mentre dura."""

import time
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.utils import timezone

from ambito.accesso import fattori
from ambito.accesso.sessioni import scaduta
from ambito.contesto import in_ambito
from ambito.models import Ambito, Utente
from ambito.poteri import Poteri
from piano.models import Sezione
from piano.operazioni import frase_bloccato

SESSIONE, DIRITTO, MANCA, BLOCCATO = 4401, 4403, 4404, 4409


class Rifiutato(Exception):
    """Non si entra, o non si resta: il codice di chiusura e la frase per chi scrive."""

    def __init__(self, codice, frase):
        super().__init__(frase)
        self.codice, self.frase = codice, frase


@dataclass(frozen=True)
class Biglietto:
    """Con che cosa ci si presenta: il cookie di sessione, l’Ambito e la sezione dell’indirizzo."""

    cookie: str
    slug: str
    sezione: int


@dataclass(frozen=True)
class Ammesso:
    """Chi è entrato, dove."""

    utente: Utente
    ambito_id: int
    sezione: Sezione


def origine_ammessa(origine):
    """La pagina che chiama è del portale: stesso schema, stessa porta, un nome ammesso. Il navigatore dice sempre la verità."""
    nostra, sua = urlsplit(settings.INDIRIZZO_PUBBLICO), urlsplit(origine)
    return (sua.scheme, sua.port) == (nostra.scheme, nostra.port) and sua.hostname in settings.ALLOWED_HOSTS


def riconosci(biglietto):
    """`Ammesso`, o `Rifiutato`. Non allunga la sessione: quello lo fa la pagina."""
    richiesta = HttpRequest()
    sessioni = import_module(settings.SESSION_ENGINE)
    richiesta.session = sessioni.SessionStore(parse_cookie(biglietto.cookie).get(settings.SESSION_COOKIE_NAME))
    richiesta.user = get_user(richiesta)
    if not richiesta.user.is_authenticated or scaduta(richiesta.session, int(time.time())):
        raise Rifiutato(SESSIONE, "La sessione è finita: accedi di nuovo.")
    ambito = Ambito.objects.visibili_a(richiesta.user).filter(slug=biglietto.slug).first()
    if ambito is None:
        raise Rifiutato(MANCA, "Questa sezione non c’è.")
    with in_ambito(ambito.pk, richiesta.user.pk, sola_lettura=True):
        return _dentro(richiesta, ambito, biglietto.sezione)


def _dentro(richiesta, ambito, sezione_pk):
    poteri = Poteri(richiesta.user, ambito, timezone.localdate())
    sezione = Sezione.objects.select_related("piano").defer("testo").filter(pk=sezione_pk).first()
    if not poteri.puo("entra") or sezione is None:
        raise Rifiutato(MANCA, "Questa sezione non c’è.")
    tenuto = fattori.tenuto(poteri) or fattori.gestore_tenuto(richiesta.user)
    if not poteri.puo("redige_piano") or (tenuto and not fattori.prove(richiesta)):
        raise Rifiutato(DIRITTO, "Non hai il diritto di scrivere il piano.")
    if not sezione.piano.modificabile:
        raise Rifiutato(BLOCCATO, frase_bloccato(sezione.piano))
    return Ammesso(richiesta.user, ambito.pk, sezione)
