from django.http import Http404
from django.shortcuts import redirect

from accordo import operazioni
from accordo.forms import IstruttoriaForm
from accordo.forms.istruttoria import ESITI
from accordo.riepilogo import riepilogo
from accordo.views.base import VistaAdesione
from ambito import flusso

FATTE = {
    "accogli_sottoscrittore": "Adesione accolta: il Comune è fra i sottoscrittori.",
    "accogli_consultiva": "Adesione accolta in forma consultiva.",
    "chiedi_integrazione": "Rimandata: il Comune trova il motivo in «Tocca a te».",
    "respingi": "Adesione respinta: il Comune ne legge il motivo.",
    "riesamina": "Esame riaperto.",
}


class Istruttoria(VistaAdesione):
    """L’Ufficio di Piano esamina un’adesione inviata e decide."""

    permesso = "istruisce_adesioni"
    template_name = "accordo/istruttoria.html"

    def prepara(self):
        super().prepara()
        if not self.adesione.numero:
            raise Http404("Istruttoria")
        self.titolo = "Esame"

    def genitori(self):
        return [*super().genitori(), (self.comune.nome, self.url("adesione"))]

    def modulo(self, dati=None):
        possibili = [p for p in flusso.possibili(self.adesione, self.poteri) if p in ESITI]
        return IstruttoriaForm(dati, possibili=possibili, adesione=self.adesione, oggi=self.oggi)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.modulo()))

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid() or not self.prova(lambda: self.decidi(form.cleaned_data)):
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.riferisci(FATTE[form.cleaned_data["esito"]])
        return redirect(self.url("adesione"))

    def decidi(self, dati):
        return operazioni.istruisci(
            self.adesione, dati["esito"], motivo=dati["motivo"], entro=dati.get("entro"), parti=dati.get("parti", ()),
            poteri=self.poteri, adesso=self.adesso,
        )  # fmt: skip

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "riepilogo": riepilogo(self.adesione),
            "rappresentante_cf": self.adesione.rappresentante_cf,
            "decidibile": bool(kwargs["form"].fields["esito"].choices),
            "oltre_termine": self.reinvio_tardivo(),
        }

    def reinvio_tardivo(self):
        entro = self.adesione.integrazione_entro
        return bool(entro and self.adesione.stato == "presentata" and self.adesione.inviata_il.date() > entro)
