"""I codici che aprono una pagina a chi li ha: l’Ambito in testa (serve a trovarlo), il resto a caso; se ne conserva l’impronta.

Si cercano per impronta: chi tenta a caso non impara nulla dal tempo della risposta, perché non sa che impronta ha ciò che scrive.
"""

import hashlib
import re
import secrets

from ambito.models import Ambito
from ambito.nucleo.contesto import esigi_ambito

CODICE = re.compile(r"^(\d{1,9})-[\w-]{43}$", re.ASCII)


def nuovo_codice():
    """Un codice dell’Ambito in corso, mai usato."""
    return f"{esigi_ambito()}-{secrets.token_urlsafe(32)}"


def impronta(codice):
    """Ciò che se ne conserva: da qui il codice non si ricava."""
    return hashlib.sha256(codice.encode()).hexdigest()


def ambito_del(codice):
    """L’Ambito scritto nel codice, o `None` se il codice non ha la forma giusta."""
    forma = CODICE.match(codice)
    return Ambito.objects.filter(pk=int(forma[1])).first() if forma else None
