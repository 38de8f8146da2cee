from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone

from accordo import operazioni, selezioni
from accordo.requisiti.adesioni import mancanze_di_contenuto
from accordo.riepilogo import ancora_uguale
from accordo.views.base import VistaAdesione
from ambito.nucleo.formati_italiani import formatta_data
from ambito.views.allegati import scarica


class DaFirmare(VistaAdesione):
    """Il PDF che il legale rappresentante firma digitalmente: si prepara, si scarica, si prepara di nuovo se l’adesione cambia."""

    permesso_comune = "compila_adesione"
    template_name = "accordo/adesione_da_firmare.html"
    titolo = "Il PDF da firmare"

    def prepara(self):
        super().prepara()
        self.chiusa = selezioni.perche_chiusa(self.adesione, self.oggi)

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    def get(self, request, *args, **kwargs):
        if self.chiusa:
            return redirect(self.url("adesione"))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        self.prova(
            lambda: operazioni.prepara_da_firmare(self.adesione, poteri=self.poteri, adesso=self.adesso),
            riuscita="Il PDF si prepara: ricarica la pagina fra qualche istante.",
        )
        return redirect(self.url("da_firmare"))

    def get_context_data(self, **kwargs):
        documento = selezioni.pdf_da_firmare(self.adesione) if self.adesione.pk else None
        uguale = bool(documento) and ancora_uguale(documento, self.adesione)
        return {
            **super().get_context_data(**kwargs),
            "mancanze": [(self.url(p), selezioni.PARTI[p], frase) for p, frase in mancanze_di_contenuto(self.adesione)],
            "documento": documento if uguale else None,
            "preparato_il": formatta_data(timezone.localdate(documento.emesso_il)) if uguale else "",
            "cambiata": bool(documento) and not uguale,
            "si_prepara": bool(self.adesione.pk) and not uguale and selezioni.si_prepara(self.adesione),
            "url_pdf": self.url("pdf_da_firmare"),
            "url_prepara": self.url("da_firmare"),
            "url_allegati": f"{self.url('risorse')}#allegati",
        }


class ScaricaDaFirmare(VistaAdesione):
    """I byte del PDF da firmare: solo di quello che dice ciò che l’adesione dice adesso."""

    permesso_comune = "compila_adesione"

    def get(self, request, *args, **kwargs):
        documento = selezioni.pdf_da_firmare(self.adesione) if self.adesione.pk else None
        if documento is None or not ancora_uguale(documento, self.adesione):
            raise Http404("PDF da firmare")
        return scarica(documento.nome_file, "application/pdf", documento.contenuto.byte)
