from django.http import Http404
from django.urls import reverse

from ambito import selezioni
from ambito.esporta import scarica
from ambito.models import ContenutoDocumento
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco


class Documenti(VistaElenco):
    """I documenti emessi che la persona può leggere."""

    permesso = "entra"
    titolo = "Documenti"
    template_name = "ambito/documenti.html"

    def righe(self):
        return selezioni.documenti_visibili(self.poteri)


class _Documento(VistaAmbito):
    permesso = "entra"

    def prepara(self):
        self.documento = selezioni.documenti_visibili(self.poteri).filter(pk=self.kwargs["pk"]).first()
        if self.documento is None:
            raise Http404("Documento")
        self.titolo = self.documento.titolo

    def genitori(self):
        return [("Documenti", reverse("ambito:documenti", args=[self.ambito.slug]))]


class SchedaDocumento(_Documento):
    """Un documento: impronta, versione, codice di verifica, e il tasto per scaricarlo."""

    template_name = "ambito/documento.html"

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "documento": self.documento,
            "peso": f"{formatta_numero(-(-self.documento.dimensione // 1024))} kB",
        }


class ScaricaDocumento(_Documento):
    """Il PDF archiviato, byte per byte come fu emesso."""

    def get(self, request, *args, **kwargs):
        contenuto = ContenutoDocumento.objects.get(documento=self.documento)
        return scarica(bytes(contenuto.byte), self.documento.nome_file, "application/pdf")
