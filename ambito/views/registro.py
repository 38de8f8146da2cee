from django.shortcuts import redirect

from ambito import registro, selezioni
from ambito.filtri import EventiFilter
from ambito.risorse import EventiResource
from ambito.views.elenco import VistaElenco


class RegistroOperazioni(VistaElenco):
    """Il registro: chi ha fatto che cosa e quando. Con POST si sigilla e si verifica la catena."""

    permesso = "legge_registro"
    titolo = "Registro delle operazioni"
    template_name = "ambito/registro.html"
    filtro = EventiFilter
    risorsa = EventiResource
    nome_file = "registro"

    def righe(self):
        return selezioni.eventi()

    def post(self, request, *args, **kwargs):
        registro.sigilla()
        esito = registro.verifica()
        if esito.integro:
            self.riferisci(f"Il registro è integro: {esito.righe} righe controllate. Ultima impronta: {esito.testa[:16]}…")
        else:
            self.avverti(f"Il registro NON torna dalla riga {esito.rotta}: avvisa subito chi gestisce il portale.")
        return redirect(request.path)
