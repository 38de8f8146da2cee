from urllib.parse import urlsplit

from django.http import Http404
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from ambito import operazioni
from ambito.views.base import SOLO_POST, VistaAmbito
from ambito.views.elenco import VistaElenco


class FiltriSalvati(VistaAmbito):
    """Tiene o toglie i filtri di un elenco della persona, poi la riporta lì."""

    permesso = "entra"
    http_method_names = SOLO_POST

    def prepara(self):
        self.elenco = urlsplit(self.request.POST.get("elenco", "")).path
        try:
            vista = resolve(f"/{self.ambito.slug}/{self.elenco}").func.view_class
        except (Resolver404, AttributeError):
            raise Http404("Elenco") from None
        if not issubclass(vista, VistaElenco):
            raise Http404("Elenco")

    def post(self, request, *args, **kwargs):
        parametri = request.POST.get("parametri", "")
        dove = {"utente": request.user, "elenco": self.elenco}
        if "togli" in request.POST:
            operazioni.togli_filtro(**dove, nome=request.POST["togli"])
            self.riferisci("Filtro tolto.")
        else:
            salva = {**dove, "nome": request.POST.get("nome", ""), "parametri": parametri}
            self.prova(lambda: operazioni.salva_filtro(**salva), riuscita="Filtro salvato: lo ritrovi sopra la tabella.")
        return redirect(f"/{self.ambito.slug}/{self.elenco}{f'?{parametri}' if parametri else ''}")
