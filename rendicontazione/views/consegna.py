"""La spesa di un Comune passa di mano: si controlla e si invia, si certifica, si valida o si rimanda."""

from functools import partial

from django.shortcuts import redirect

from ambito.errori import ErroreAtteso
from ambito.views.base import SOLO_POST
from rendicontazione import operazioni, selezioni
from rendicontazione.controlli import CATALOGO, Livello
from rendicontazione.forms import InviaForm, RimandaForm
from rendicontazione.selezioni.controlli import quanti, rilevati_di, senza_prova
from rendicontazione.views.base import VistaSpesa


class Invia(VistaSpesa):
    """I controlli prima dell’invio, le spiegazioni e l’invio."""

    permesso_comune = "compila_spesa"
    titolo = "Controlla e invia"
    template_name = "rendicontazione/invia.html"

    def modulo(self, dati=None):
        iniziali = {"messaggio": self.rendiconto.messaggio, "totale_dichiarato": self.rendiconto.totale_dichiarato}
        bozza = dati is not None and "salva" in dati
        return InviaForm(dati, con_righe=self.righe > 0, rilevati=self.rilevati, in_bozza=bozza, initial=iniziali)

    def prepara(self):
        super().prepara()
        self.righe = self.rendiconto.voci.count()
        self.rilevati = rilevati_di(self.rendiconto)

    def get_context_data(self, **kwargs):
        senza = [{"voce": v, "url": self.url_comune("prove", v.pk)} for v in senza_prova(self.rendiconto)]
        conto = quanti(r for r in self.rilevati if r.scoperto)
        conto["C13"] = len(senza)
        da_completare = self.rendiconto.voci.da_completare().per_elenco()
        kwargs.setdefault("form", self.modulo())
        return {
            **super().get_context_data(**kwargs),
            "controlli": [{"regola": c, "quante": conto[c.codice]} for c in CATALOGO if c.livello is not Livello.INFORMA],
            "da_completare": [{"voce": v, "url": self.url_comune("voce", v.pk)} for v in da_completare],
            "senza_prova": senza,
            "da_affrontare": list(self.rendiconto.rilievi.da_affrontare()),
            "quante_righe": self.righe,
            "totali": selezioni.totali(self.rendiconto.voci.all()),
            "in_ritardo": self.rendiconto.e_in_ritardo(self.oggi),
        }

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if form.is_valid():
            try:
                return self.scrivi(form)
            except ErroreAtteso as errore:
                form.add_error(None, errore.frase)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def scrivi(self, form):
        """Ciò che si è scritto si conserva anche se poi l’invio non riesce."""
        chi, dati = {"poteri": self.poteri, "adesso": self.adesso}, form.dati_invio()
        operazioni.spiega(self.rendiconto, form.spiegazioni(), **chi)
        if "salva" in self.request.POST:
            operazioni.prepara_invio(self.rendiconto, dati["messaggio"], dati["totale_dichiarato"], **chi)
            self.riferisci("Spiegazioni salvate. La spesa non è ancora inviata.")
            return redirect(self.request.path)
        operazioni.invia(self.rendiconto, **dati, **chi)
        self.riferisci("Spesa inviata all’Ufficio di Piano.")
        return redirect(self.url_comune())


class Passo(VistaSpesa):
    """Certificazione della ragioneria, primo controllo e validazione dell’Ufficio: un clic, un passo."""

    http_method_names = SOLO_POST
    PASSI = {
        "certifica": (operazioni.certifica, "Spesa certificata.", "certifica_spesa"),
        "controlla": (operazioni.controlla, "Primo controllo segnato: la valida un’altra persona.", "controlla_rendiconti"),
        "valida": (operazioni.valida, "Spesa validata.", "controlla_rendiconti"),
    }

    def autorizza(self):
        diritto = self.PASSI[self.kwargs["passo"]][2]
        return super().autorizza() and (self.poteri.puo(diritto) or self.poteri.puo(diritto, self.comune.pk))

    def mancante(self):
        return self.PASSI[self.kwargs["passo"]][2], self.comune.pk

    def post(self, request, *args, **kwargs):
        operazione, riuscita, _ = self.PASSI[self.kwargs["passo"]]
        self.prova(partial(operazione, self.rendiconto, poteri=self.poteri, adesso=self.adesso), riuscita=riuscita)
        return redirect(self.url_comune())


class Rimanda(VistaSpesa):
    """L’Ufficio rimanda la spesa al Comune, con il motivo."""

    permesso = "controlla_rendiconti"
    titolo = "Rimanda al Comune"
    template_name = "rendicontazione/rimanda.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", RimandaForm())
        return {**super().get_context_data(**kwargs), "rilievi": list(self.rendiconto.rilievi.in_preparazione())}

    def post(self, request, *args, **kwargs):
        form = RimandaForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        motivo = form.cleaned_data["motivo"]
        rimanda = partial(operazioni.rimanda, self.rendiconto, motivo=motivo, poteri=self.poteri, adesso=self.adesso)
        self.prova(rimanda, riuscita=f"Spesa rimandata a {self.comune.nome}.")
        return redirect(self.url_comune())
