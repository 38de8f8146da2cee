"""Dove stanno le sessioni: la banca dati, come le tiene Django; ma la lettura, che ogni pagina fa, è già pronta."""

from django.contrib.sessions.backends.db import SessionStore as Archivio
from django.contrib.sessions.models import Session
from django.utils import timezone

from ambito.db.pronte import pronta


@pronta
def _valide(chiave, adesso):
    return Session.objects.filter(session_key=chiave, expire_date__gt=adesso)


class SessionStore(Archivio):
    """Il nome è quello che `SESSION_ENGINE` cerca."""

    def _get_session_from_db(self):
        trovata = next(iter(_valide(self.session_key, timezone.now())), None)
        if trovata is None:
            self._session_key = None
        return trovata
