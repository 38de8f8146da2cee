"""I rilievi sulla spesa: l’Ufficio li prepara, il Comune risponde."""

from functools import partial

from django.shortcuts import redirect

from ambito.errori import ErroreAtteso
from ambito.views.base import SOLO_POST
from rendicontazione import operazioni
from rendicontazione.forms import RilievoForm, RilievoMancaForm, RispostaForm
from rendicontazione.views.base import VistaSpesa


class _Prepara(VistaSpesa):
    """Si prepara un rilievo: il Comune lo vede quando la spesa è rimandata."""

    permesso = "controlla_rendiconti"
    template_name = "rendicontazione/rilievo.html"
    voce = None

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.modulo())
        gia = self.rendiconto.rilievi.in_preparazione().filter(voce=self.voce)
        return {**super().get_context_data(**kwargs), "voce": self.voce, "gia": list(gia)}

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if form.is_valid():
            try:
                self.scrivi(**form.cleaned_data)
            except ErroreAtteso as errore:
                form.add_error(None, errore.frase)
            else:
                self.riferisci("Rilievo preparato: il Comune lo legge quando rimandi la spesa.")
                return redirect(f"{self.url_comune()}#rilievi")
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def scrivi(self, testo, campo=""):
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        return operazioni.scrivi_rilievo(self.rendiconto, voce=self.voce, campo=campo, testo=testo, **chi)


class RilievoSuRiga(_Prepara):
    """Un rilievo su una riga o su una sua cella."""

    titolo = "Rilievo su una riga"
    modulo = RilievoForm

    def prepara(self):
        super().prepara()
        voci = self.rendiconto.voci.select_related("intervento", "area", "fondo")
        self.voce = self.trova(voci.filter(pk=self.kwargs["pk"]).first(), "Riga")


class RilievoSuCioCheManca(_Prepara):
    """Un rilievo su una riga che il Comune non ha scritto."""

    titolo = "Manca una riga"
    modulo = RilievoMancaForm


class TogliRilievo(VistaSpesa):
    """Toglie un rilievo non ancora consegnato."""

    permesso = "controlla_rendiconti"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_rilievo, self.rendiconto, self.kwargs["pk"], poteri=self.poteri, adesso=self.adesso)
        if self.prova(togli):
            self.riferisci("Rilievo tolto.")
        return redirect(self.url_comune())


class Rispondi(VistaSpesa):
    """Il Comune risponde a un rilievo: la cifra va bene, e dice perché."""

    permesso_comune = "compila_spesa"
    titolo = "Rispondi al rilievo"
    template_name = "rendicontazione/risposta.html"

    def prepara(self):
        super().prepara()
        self.rilievo = self.trova(self.rendiconto.rilievi.aperti().filter(pk=self.kwargs["pk"]).first(), "Rilievo")

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", RispostaForm(initial={"risposta": self.rilievo.risposta}))
        return {**super().get_context_data(**kwargs), "rilievo": self.rilievo}

    def post(self, request, *args, **kwargs):
        form = RispostaForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        testo = form.cleaned_data["risposta"]
        self.prova(partial(operazioni.rispondi, self.rendiconto, self.rilievo.pk, testo, **chi), riuscita="Risposta salvata.")
        return redirect(self.url_comune())
