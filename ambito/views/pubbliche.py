"""Pagine fuori dagli Ambiti: scelta, verifica di un documento, pagine di legge."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect

from ambito.models import Ambito
from ambito.moduli import CampoFile, Modulo
from ambito.verifica import Confronto, cerca, codice_nel_file, confronta
from ambito.vetrina import esempi
from ambito.views.base import VistaConservata, VistaPubblica


class ScegliAmbito(VistaConservata):
    """Chi entra vede i suoi Ambiti; se è uno solo ci va diritto. Chi non entra trova la trasparenza di ciascuno."""

    template_name = "ambito/scegli.html"

    def get(self, request, *args, **kwargs):
        ambiti = list(Ambito.objects.visibili_a(request.user).select_related("capofila"))
        if len(ambiti) == 1:
            return redirect("ambito:home", ambito=ambiti[0].slug)
        tutti = [] if ambiti else Ambito.objects.veri().select_related("capofila")
        return self.render_to_response({"ambiti": ambiti, "pubblici": tutti})


class FileForm(Modulo):
    file = CampoFile(label="Il file PDF che hai", estensioni=("pdf",), massimo_mb=30)


class CercaVerifica(VistaPubblica):
    """Verifica di un documento: dal codice stampato, o dal file, che si confronta byte per byte e non si conserva."""

    template_name = "ambito/verifica.html"

    def get(self, request, *args, **kwargs):
        if codice := request.GET.get("codice", "").strip():
            return redirect("verifica", codice=codice[:40].replace("/", "-"))
        return self.render_to_response({"codice": "", "esito": None, "form": FileForm()})

    def post(self, request, *args, **kwargs):
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response({"codice": "", "esito": None, "form": form}, status=422)
        byte = form.cleaned_data["file"].read()
        codice = codice_nel_file(byte)
        esito = cerca(codice)
        trovato = confronta(byte, esito) if esito else Confronto.SENZA_CODICE if not codice else ""
        return self.render_to_response({"codice": codice, "esito": esito, "form": FileForm(), "confronto": trovato})


class Verifica(VistaPubblica):
    """Dice se un codice corrisponde a un documento emesso, e se ce n’è uno più recente. Non mostra il contenuto."""

    template_name = "ambito/verifica.html"

    def get_context_data(self, **kwargs):
        return {"codice": kwargs["codice"], "esito": cerca(kwargs["codice"]), "form": FileForm()}


class Vetrina(VistaPubblica):
    """Tutti i componenti in una pagina, per chi costruisce il portale: in produzione non c’è."""

    template_name = "ambito/vetrina.html"

    def get(self, request, *args, **kwargs):
        if settings.PRODUZIONE:
            raise Http404("Vetrina")
        return self.render_to_response(esempi())


class Accessibilita(VistaConservata):
    template_name = "ambito/accessibilita.html"


class Privacy(VistaConservata):
    template_name = "ambito/privacy.html"
