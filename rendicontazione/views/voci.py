from functools import partial

from django.http import Http404
from django.shortcuts import redirect

from ambito.errori import ErroreAtteso
from rendicontazione import operazioni
from rendicontazione.forms import VoceForm, iniziali, netta_in_corso
from rendicontazione.views.base import VistaSpesa


class _Voce(VistaSpesa):
    """Pagina che scrive una riga: se la spesa è già stata inviata lo dice e torna indietro."""

    permesso_comune = "compila_spesa"
    template_name = "rendicontazione/voce.html"

    def get(self, request, *args, **kwargs):
        if self.chiusa_perche:
            self.avverti(self.chiusa_perche)
            return redirect(self.url_comune())
        return super().get(request, *args, **kwargs)

    def get_template_names(self):
        return [f"{self.template_name}#netta" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs):
        netta = netta_in_corso(self.request.GET if self.request.htmx else self.request.POST)
        return {**super().get_context_data(**kwargs), "netta": self.netta(netta)}

    def netta(self, in_corso):
        """La spesa netta da mostrare accanto agli importi."""
        return in_corso

    def post(self, request, *args, **kwargs):
        form = VoceForm(request.POST)
        if form.is_valid():
            try:
                self.scrivi(form)
            except ErroreAtteso as errore:
                form.add_error(None, errore.frase)
            else:
                self.riferisci("Riga salvata.")
                return redirect(self.url_comune("voce_nuova") if "continua" in request.POST else self.url_comune())
        return self.render_to_response(self.get_context_data(form=form), status=422)


class VoceNuova(_Voce):
    """Una riga di spesa in più."""

    titolo = "Nuova riga"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", VoceForm())
        return super().get_context_data(**kwargs)

    def scrivi(self, form):
        return operazioni.aggiungi_voce(self.rendiconto, valori=form.valori(), poteri=self.poteri, adesso=self.adesso)


class _VoceEsistente(_Voce):
    def prepara(self):
        super().prepara()
        self.voce = self.rendiconto.voci.select_related("rendiconto", "intervento", "area").filter(pk=self.kwargs["pk"]).first()
        if self.voce is None:
            raise Http404("Riga")


class VoceModifica(_VoceEsistente):
    """Una riga di spesa da cambiare o togliere."""

    titolo = "Modifica riga"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", VoceForm(initial=iniziali(self.voce)))
        return {**super().get_context_data(**kwargs), "voce": self.voce, "url_togli": self.url_comune("voce_togli", self.voce.pk)}

    def netta(self, in_corso):
        scrive = self.request.htmx or self.request.method == "POST"
        return in_corso if scrive else self.voce.spesa_netta

    def scrivi(self, form):
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        return operazioni.cambia_voce(self.voce, valori=form.valori(), revisione=form.cleaned_data["revisione"], **chi)


class VoceTogli(_VoceEsistente):
    """Toglie la riga."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_voce, self.voce, poteri=self.poteri, adesso=self.adesso)
        self.prova(togli, riuscita="Riga tolta.")
        return redirect(self.url_comune())
