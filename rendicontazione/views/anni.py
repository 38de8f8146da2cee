from functools import partial

from django.shortcuts import redirect
from django.urls import reverse

from ambito.errori import ErroreAtteso
from ambito.esporta import FORMATI, scarica
from ambito.views.base import VistaAmbito
from rendicontazione import operazioni, selezioni
from rendicontazione.forms import CampagnaForm, DateForm, MotivoForm
from rendicontazione.views.base import VistaCampagna


class Anni(VistaAmbito):
    """Le campagne: per l’Ufficio quante sono a posto, per il Comune la propria spesa anno per anno."""

    permesso = "entra"
    titolo = "Rendicontazione"
    template_name = "rendicontazione/anni.html"

    def autorizza(self):
        vede = self.poteri.puo("legge_rendiconti") or self.poteri.ha_da_qualche_parte("legge_comune")
        return super().autorizza() and vede

    def mancante(self):
        return "legge_rendiconti", None

    def get_context_data(self, **kwargs):
        tutti = self.poteri.puo("legge_rendiconti")
        return {
            **super().get_context_data(**kwargs),
            "vede_tutti": tutti,
            "apre_campagne": self.poteri.puo("controlla_rendiconti"),
            "campagne": selezioni.campagne() if tutti else [],
            "propri": [self.riga(r) for r in selezioni.rendiconti_di(self.poteri.comuni_con("legge_comune"))],
        }

    def riga(self, rendiconto):
        anno, istat = rendiconto.campagna.anno, rendiconto.comune.codice_istat
        url = reverse("rendicontazione:comune", args=[self.ambito.slug, anno, istat])
        return {"rendiconto": rendiconto, "url": url, "in_ritardo": rendiconto.e_in_ritardo(self.oggi)}


class NuovaCampagna(VistaAmbito):
    """Si apre la raccolta della spesa di un anno presso tutti i Comuni."""

    permesso = "controlla_rendiconti"
    titolo = "Nuova campagna"
    template_name = "rendicontazione/campagna_nuova.html"

    def genitori(self):
        return [("Rendicontazione", reverse("rendicontazione:anni", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", CampagnaForm(initial={"anno": self.oggi.year - 1, "apre": self.oggi}))
        return super().get_context_data(**kwargs)

    def post(self, request, *args, **kwargs):
        form = CampagnaForm(request.POST)
        if form.is_valid():
            try:
                campagna = operazioni.apri_campagna(**form.cleaned_data, poteri=self.poteri, adesso=self.adesso)
            except ErroreAtteso as errore:
                form.add_error(None, errore.frase)
            else:
                self.riferisci(f"Campagna {campagna.anno} aperta: i Comuni la trovano in «Tocca a te».")
                return redirect("rendicontazione:quadro", self.ambito.slug, campagna.anno)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class GestioneCampagna(VistaCampagna):
    """Le date della campagna, la chiusura e la riapertura."""

    permesso = "controlla_rendiconti"
    titolo = "Date, regole e chiusura"
    template_name = "rendicontazione/campagna.html"

    def get_context_data(self, **kwargs):
        iniziali = {campo: getattr(self.campagna, campo) for campo in DateForm.base_fields}
        kwargs.setdefault("form", DateForm(initial=iniziali) if self.campagna.e_aperta else MotivoForm())
        return {**super().get_context_data(**kwargs), "mancanti": self.campagna.comuni - self.campagna.inviati,
                "chiusure": [self.chiusura(c) for c in self._chiusure()]}  # fmt: skip

    def _chiusure(self):
        """Senza la copia delle righe e le corrispondenze, che pesano e qui non si mostrano."""
        return self.campagna.chiusure.select_related("chiusa_da").defer("righe_csv", "regole")

    def chiusura(self, chiusura):
        return {"chiusura": chiusura, "url": self.url("chiusura_righe", chiusura.numero)}

    def post(self, request, *args, **kwargs):
        if request.POST.get("azione") == "chiudi":
            self.prova(partial(operazioni.chiudi_campagna, self.campagna, **self._chi()), riuscita="Campagna chiusa.")
            return redirect(self.url("quadro"))
        form = (DateForm if self.campagna.e_aperta else MotivoForm)(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.prova(partial(self._scrivi, form.cleaned_data), riuscita="Fatto.")
        return redirect(self.url("campagna"))

    def _scrivi(self, dati):
        if self.campagna.e_aperta:
            return operazioni.cambia_campagna(self.campagna, **dati, **self._chi())
        return operazioni.riapri_campagna(self.campagna, nota=dati["motivo"], **self._chi())

    def _chi(self):
        return {"poteri": self.poteri, "adesso": self.adesso}


class RigheAllaChiusura(VistaCampagna):
    """Il foglio delle righe com’erano a una chiusura."""

    def get(self, request, *args, **kwargs):
        chiusura = self.trova(self.campagna.chiusure.filter(numero=self.kwargs["numero"]).first(), "Chiusura")
        nome = f"righe-{self.campagna.anno}-chiusura-{chiusura.numero}.csv"
        return scarica(bytes(chiusura.righe_csv), nome, FORMATI["csv"])
