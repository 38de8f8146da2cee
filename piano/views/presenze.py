from django.http import JsonResponse

from ambito.templatetags.formati import ora
from piano import operazioni
from piano.selezioni import presenze
from piano.views.base import VistaSezione


class Presenza(VistaSezione):
    """Il segno che la pagina di scrittura manda ogni mezzo minuto: risponde chi altro sta scrivendo. `esci` la chiude."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if "esci" in request.POST or not self.puo_scrivere:
            operazioni.lascia_sezione(self.sezione, utente=request.user)
        else:
            operazioni.segna_presenza(self.sezione, utente=request.user, adesso=self.adesso)
        altri = presenze.altri_su(self.sezione, request.user, self.adesso)
        return JsonResponse({"altri": [{"nome": p.utente.nome_completo, "dalle": ora(p.dal)} for p in altri]})
