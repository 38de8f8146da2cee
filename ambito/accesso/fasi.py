"""Le fasi dell’ingresso che il portale cambia."""

from allauth.mfa.stages import AuthenticateStage

from ambito.accesso.fattori import IDENTITA, prove


class FaseSecondoFattore(AuthenticateStage):
    """Chiede il secondo fattore, salvo a chi è appena arrivato con l’identità digitale di livello 2 o più."""

    def _should_handle(self, request):
        ultima = next(reversed(prove(request, self.login.user)), None)
        return not (ultima and ultima["method"] == IDENTITA) and super()._should_handle(request)
