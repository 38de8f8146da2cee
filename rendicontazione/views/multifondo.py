"""Il monitoraggio Multifondo: la griglia cumulata e il motivo di ciò che non è ancora impegnato."""

from functools import partial

from django.shortcuts import redirect
from django.urls import reverse

from ambito.esporta import FORMATI, da_righe
from rendicontazione.forms.multifondo import MotivoResiduoForm
from rendicontazione.griglie import multifondo, operazioni
from rendicontazione.views.base import VistaCampagna
from rendicontazione.views.griglie import Griglie


class Multifondo(VistaCampagna):
    """Per fondo e annualità: assegnato, impegnato, non impegnato col motivo, liquidato. Cifre dall’inizio."""

    titolo = "Multifondo, risorse per annualità"
    template_name = "rendicontazione/griglie/multifondo.html"

    def genitori(self):
        return [*super().genitori(), (Griglie.titolo, self.url("griglie"))]

    def get(self, request, *args, **kwargs):
        self.righe = multifondo.situazioni(self.campagna.anno)
        if (formato := request.GET.get("formato")) in FORMATI:
            nome = f"multifondo-{self.campagna.anno}"
            return da_righe(nome, multifondo.INTESTAZIONI, multifondo.foglio(self.righe), formato)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        righe = [self.riga(r) for r in self.righe]
        scrive = self.poteri.puo("controlla_rendiconti")
        return {**super().get_context_data(**kwargs), "righe": righe, "scrive": scrive}

    def riga(self, situazione):
        s = situazione
        return {
            "situazione": s,
            "rilievi": multifondo.rilievi(s.storia, s.residuo, s.motivo, s.impegno_previsto, self.oggi),
            "url": reverse("servizi:assegnazione", args=[self.ambito.slug, s.assegnazione.pk]),
            "url_motivo": self.url("residuo", s.assegnazione.pk),
        }


class Residuo(VistaCampagna):
    """Perché una parte dell’assegnazione non è impegnata, e quando lo sarà."""

    permesso = "controlla_rendiconti"
    titolo = "Motivo del non impegnato"
    template_name = "rendicontazione/griglie/residuo.html"

    def prepara(self):
        super().prepara()
        self.assegnazione = self.trova(multifondo.assegnazione(self.kwargs["pk"], self.campagna.anno), "Assegnazione")

    def genitori(self):
        return [*super().genitori(), (Griglie.titolo, self.url("griglie")), (Multifondo.titolo, self.url("multifondo"))]

    def get_context_data(self, **kwargs):
        scritto = multifondo.motivo_di(self.assegnazione)
        iniziali = {"motivo": scritto.motivo, "impegno_previsto": scritto.impegno_previsto}
        kwargs.setdefault("form", MotivoResiduoForm(initial=iniziali))
        dati = {"assegnazione": self.assegnazione, "url_elenco": self.url("multifondo")}
        return {**super().get_context_data(**kwargs), **dati}

    def post(self, request, *args, **kwargs):
        form = MotivoResiduoForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        self.prova(partial(operazioni.spiega_residuo, self.assegnazione, **form.cleaned_data, **chi), riuscita="Motivo salvato.")
        return redirect(self.url("multifondo"))
