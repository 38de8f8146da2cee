from django.http import Http404
from django.shortcuts import redirect
from django.utils.timezone import localdate

from accordo import operazioni, selezioni
from accordo.forms import IstruttoriaForm, RilievoForm
from accordo.forms.istruttoria import ESITI
from accordo.riepilogo import riepilogo
from accordo.stati import StatoAdesione, etichette, tono_di
from accordo.views.base import VistaAdesione
from ambito import flusso

FATTE = {
    "accogli_sottoscrittore": "Adesione accolta: è fra i sottoscrittori.",
    "accogli_consultiva": "Adesione accolta in forma consultiva.",
    "chiedi_integrazione": "Rimandata: chi compila trova motivo e rilievi in «Tocca a te».",
    "respingi": "Adesione respinta: chi aderisce ne legge il motivo.",
    "riesamina": "Esame riaperto.",
}


class _Esame(VistaAdesione):
    """Una pagina con cui l’Ufficio di Piano esamina un’adesione inviata."""

    permesso = "istruisce_adesioni"

    def prepara(self):
        super().prepara()
        if not self.adesione.numero:
            raise Http404("Istruttoria")
        self.finito = selezioni.triennio_finito(self.avviso, self.oggi)
        self.preparati = selezioni.rilievi_in_preparazione(self.adesione)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "riepilogo": riepilogo(self.adesione),
            "rappresentante_cf": self.adesione.rappresentante_cf,
            "stato": etichette(self.finito)[self.adesione.stato],
            "tono": tono_di(self.adesione.stato, self.finito),
            "firmatari": selezioni.firmatari(self.adesione),
            "preparati": self.preparati,
            "chiusi": selezioni.rilievi_chiusi(self.adesione),
            "url_rilievi": self.url("rilievi"),
            "url_esame": self.url("istruttoria"),
            "url_protocollo": self.url("protocollo"),
            "url_chiedi": self.url("chiedi_protocollo"),
            "in_esame": self.adesione.stato == StatoAdesione.PRESENTATA,
        }


class Istruttoria(_Esame):
    """L’Ufficio di Piano esamina un’adesione inviata e decide."""

    titolo = "Esame"
    template_name = "accordo/istruttoria.html"

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    def modulo(self, dati=None):
        possibili = [p for p in flusso.possibili(self.adesione, self.poteri) if p in ESITI]
        return IstruttoriaForm(dati, possibili=possibili, adesione=self.adesione, rilievi=self.preparati, oggi=self.oggi)

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
            self.adesione, dati["esito"], motivo=dati["motivo"], entro=dati.get("entro"), poteri=self.poteri, adesso=self.adesso
        )

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "fascicolo": self.fascicolo(),
            "servizio": selezioni.servizio_protocollo(),
            "decidibile": bool(kwargs["form"].fields["esito"].choices),
            "oltre_termine": self.reinvio_tardivo(),
        }

    def reinvio_tardivo(self):
        entro = self.adesione.integrazione_entro
        return bool(entro and self.adesione.stato == "presentata" and localdate(self.adesione.inviata_il) > entro)


class Rilievi(_Esame):
    """I rilievi che si consegnano rimandando l’adesione: uno per dato, scritti accanto a ciò che il Comune ha inviato."""

    titolo = "Rilievi"
    template_name = "accordo/rilievi.html"

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione")), ("Esame", self.url("istruttoria"))]

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=RilievoForm(adesione=self.adesione)))

    def post(self, request, *args, **kwargs):
        if togli := request.POST.get("togli", ""):
            return self.togli(togli)
        form = RilievoForm(request.POST, adesione=self.adesione)
        if not form.is_valid() or not self.prova(lambda: self.scrivi(form.cleaned_data), riuscita="Rilievo scritto."):
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return redirect(self.url("rilievi"))

    def scrivi(self, dati):
        return operazioni.scrivi_rilievo(self.adesione, **dati, poteri=self.poteri, adesso=self.adesso)

    def togli(self, numero):
        if numero.isascii() and numero.isdigit() and len(numero) < 19:
            chi = {"poteri": self.poteri, "adesso": self.adesso}
            self.prova(lambda: operazioni.togli_rilievo(self.adesione, int(numero), **chi), riuscita="Rilievo tolto.")
        return redirect(self.url("rilievi"))
