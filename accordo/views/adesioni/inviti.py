from django.shortcuts import redirect

from accordo import operazioni
from accordo.forms import InvitiForm
from accordo.views.base import VistaAvviso


class InvitaEnti(VistaAvviso):
    """Invita gli enti del terzo settore da un elenco incollato: prima si vede che cosa ne sarebbe, poi parte un invito ciascuno."""

    permesso = "conferisce_incarichi"
    titolo = "Invita gli enti"
    template_name = "accordo/invita_enti.html"

    def genitori(self):
        return [*super().genitori(), ("Enti", self.url("enti", self.avviso.triennio))]

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=InvitiForm()))

    def post(self, request, *args, **kwargs):
        form = InvitiForm(request.POST)
        lette = self.prova(lambda: operazioni.leggi_inviti(form.cleaned_data["righe"], self.oggi)) if form.is_valid() else None
        if not lette or "manda" not in request.POST:
            return self.render_to_response(self.get_context_data(form=form, lette=lette), status=200 if lette else 422)
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        quanti = self.prova(lambda: operazioni.invita_enti(self.avviso, form.cleaned_data["righe"], **chi))
        if not quanti:
            return self.render_to_response(self.get_context_data(form=form, lette=lette), status=422)
        self.riferisci("Un invito è partito." if quanti == 1 else f"{quanti} inviti sono partiti.")
        return redirect(self.url("enti", self.avviso.triennio))

    def get_context_data(self, *, form, lette=None, **kwargs):
        pronte = sum(not r.problema for r in lette or ())
        return {**super().get_context_data(**kwargs), "form": form, "lette": lette, "pronte": pronte}
