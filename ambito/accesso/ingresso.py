"""Chi è la persona di questa sessione: come allauth, ma la lettura, che ogni pagina fa, è già pronta."""

from allauth.account.auth_backends import AuthenticationBackend

from ambito.db.pronte import pronta
from ambito.models import Utente


@pronta
def _per_numero(utente_id):
    return Utente.objects.filter(pk=utente_id)


class Ingresso(AuthenticationBackend):
    """L’ingresso con l’e-mail e la password."""

    def get_user(self, user_id):
        trovato = next(iter(_per_numero(user_id)), None)
        return trovato if trovato and self.user_can_authenticate(trovato) else None
