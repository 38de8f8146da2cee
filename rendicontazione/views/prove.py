"""Le prove di una riga di spesa: si leggono, si allegano, si tolgono."""

from functools import partial

from django.shortcuts import redirect

from ambito.errori import ErroreAtteso
from ambito.views import allegati
from ambito.views.base import SOLO_POST
from rendicontazione import operazioni
from rendicontazione.forms import ProvaForm
from rendicontazione.selezioni.correzioni import aperture, si_toglie
from rendicontazione.views.base import VistaSpesa


class _DellaRiga(VistaSpesa):
    def prepara(self):
        super().prepara()
        voci = self.rendiconto.voci.select_related("rendiconto", "intervento", "area", "fondo")
        self.voce = self.trova(voci.filter(pk=self.kwargs["pk"]).first(), "Riga")

    @property
    def url_prove(self):
        return self.url_comune("prove", self.voce.pk)


class Prove(_DellaRiga):
    """Le prove di una riga, e il modulo per allegarne una finché la spesa è del Comune."""

    titolo = "Prove della riga"
    template_name = "rendicontazione/prove.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", ProvaForm())
        scrive = self.poteri.puo("compila_spesa", self.comune.pk) and not self.chiusa_perche
        prove = self.voce.prove.senza_file().select_related("caricata_da")
        return {
            **super().get_context_data(**kwargs),
            "voce": self.voce,
            "scrive": scrive,
            "prove": [self.riga(p, scrive and si_toglie(p, self.rendiconto, aperture(self.rendiconto))) for p in prove],
        }

    def riga(self, prova, si_toglie_adesso):
        url_togli = si_toglie_adesso and self.url_comune("prova_togli", self.voce.pk, prova.pk)
        return {"prova": prova, "url": self.url_comune("prova", self.voce.pk, prova.pk), "url_togli": url_togli}

    def post(self, request, *args, **kwargs):
        self.poteri.esigi("compila_spesa", self.comune.pk)
        form = ProvaForm(request.POST, request.FILES)
        if form.is_valid():
            file, chi = form.cleaned_data["file"], {"poteri": self.poteri, "adesso": self.adesso}
            try:
                operazioni.aggiungi_prova(self.voce, nome=file.name, byte=file.read(), **chi)
            except ErroreAtteso as errore:
                form.add_error("file", errore.frase)
            else:
                self.riferisci("Prova allegata.")
                return redirect(self.url_prove)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class _DellaProva(_DellaRiga):
    def prepara(self):
        super().prepara()
        prove = self.voce.prove.select_related("voce__rendiconto__campagna", "voce__rendiconto__comune", "voce__area")
        self.documento = self.trova(prove.filter(pk=self.kwargs["prova"]).first(), "Prova")


class Prova(_DellaProva):
    """Il file."""

    def get(self, request, *args, **kwargs):
        return allegati.scarica(self.documento.nome, self.documento.formato, self.documento.byte)


class TogliProva(_DellaProva):
    """Toglie la prova."""

    permesso_comune = "compila_spesa"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_prova, self.documento, poteri=self.poteri, adesso=self.adesso)
        self.prova(togli, riuscita="Prova tolta.")
        return redirect(self.url_prove)
