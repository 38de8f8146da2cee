from functools import partial

from django.shortcuts import redirect

from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import conta
from ambito.views.base import SOLO_POST
from rendicontazione import operazioni
from rendicontazione.forms import VoceForm, iniziali, netta_in_corso
from rendicontazione.selezioni.correzioni import aperture
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
        return {**super().get_context_data(**kwargs), "netta": self.netta()}

    def netta(self, voce=None):
        """La spesa netta da mostrare accanto agli importi: di ciò che si sta scrivendo."""
        return netta_in_corso(self.request.GET if self.request.htmx else self.request.POST, voce)

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
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

    def modulo(self, dati=None):
        return VoceForm(dati)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.modulo())
        return super().get_context_data(**kwargs)

    def scrivi(self, form):
        return operazioni.aggiungi_voce(self.rendiconto, valori=form.valori(), poteri=self.poteri, adesso=self.adesso)


class Riporta(VistaSpesa):
    """Riporta l’elenco delle righe dell’anno prima, senza cifre."""

    permesso_comune = "compila_spesa"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        riporta = partial(operazioni.riporta_righe, self.rendiconto, poteri=self.poteri, adesso=self.adesso)
        if quante := self.prova(riporta):
            self.riferisci(f"Riportato dall’anno prima: {conta(quante, 'riga', 'righe')}. Adesso scrivi le cifre.")
        return redirect(self.url_comune())


class _VoceEsistente(_Voce):
    def prepara(self):
        super().prepara()
        voci = self.rendiconto.voci.select_related("rendiconto", "intervento", "area", "fondo")
        self.voce = self.trova(voci.filter(pk=self.kwargs["pk"]).first(), "Riga")


class VoceModifica(_VoceEsistente):
    """Una riga di spesa da cambiare o togliere."""

    titolo = "Modifica riga"

    def prepara(self):
        super().prepara()
        self.aperte = aperture(self.rendiconto)
        self.rilievi = [r for r in self.rendiconto.rilievi.aperti() if r.voce_id == self.voce.pk]

    def modulo(self, dati=None):
        aperti = self.aperte and self.aperte.campi(self.voce.pk)
        return VoceForm(dati, initial=iniziali(self.voce), aperti=aperti)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.modulo())
        toglie = self.aperte is None or self.aperte.toglie(self.voce.pk)
        url_togli = toglie and self.url_comune("voce_togli", self.voce.pk)
        return {**super().get_context_data(**kwargs), "voce": self.voce, "rilievi": self.rilievi, "url_togli": url_togli}

    def netta(self):
        scrive = self.request.htmx or self.request.method == "POST"
        return super().netta(self.voce) if scrive else self.voce.spesa_netta

    def scrivi(self, form):
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        return operazioni.cambia_voce(self.voce, valori=form.valori(), revisione=form.cleaned_data["revisione"], **chi)


class VoceTogli(_VoceEsistente):
    """Toglie la riga."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_voce, self.voce, poteri=self.poteri, adesso=self.adesso)
        self.prova(togli, riuscita="Riga tolta.")
        return redirect(self.url_comune())
