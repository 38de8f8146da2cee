"""Il controllo sull’accordo: collegio, suoi atti, impegni."""

from functools import partial

from django.shortcuts import redirect

from accordo.forms.accordi import AttoCollegioForm, ImpegnoFattoForm, ImpegnoForm, MembroCollegioForm
from accordo.models import AttoCollegio, Impegno, MembroCollegio
from accordo.operazioni import vigilanza as scritture
from accordo.views.accordi.base import ModuloAccordo, VistaAccordo
from ambito.views.base import SOLO_POST


class Vigilanza(VistaAccordo):
    """Gli impegni articolo per articolo, chi siede nel collegio, che cosa ha fatto."""

    titolo = "Vigilanza"
    template_name = "accordo/testo/vigilanza.html"

    def get_context_data(self, **kwargs):
        impegni = self.accordo.impegni.select_related("articolo", "parte__comune", "parte__ente")
        return {
            **super().get_context_data(**kwargs),
            "impegni": [{"impegno": i, "in_ritardo": i.in_ritardo(self.oggi)} for i in impegni],
            "collegio": list(self.accordo.collegio.all()),
            "atti": list(self.accordo.atti_collegio.all()),
        }


class ModuloVigilanza(ModuloAccordo):
    """Un modulo della vigilanza: si torna lì."""

    def dentro(self):
        return [("Vigilanza", self.url("vigilanza"))]

    def torna(self, esito):
        return self.url("vigilanza")


class NuovoMembro(ModuloVigilanza):
    """Aggiunge una persona al collegio."""

    titolo = "Aggiungi una persona al collegio"

    def modulo(self, dati=None, file=None):
        return MembroCollegioForm(dati, instance=MembroCollegio(accordo=self.accordo))

    def scrivi(self, form):
        return scritture.salva_membro(form.save(commit=False), **self.chi)


class TogliMembro(VistaAccordo):
    """Toglie una persona dal collegio."""

    permesso = "tiene_accordo"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        membro = self.trova(self.accordo.collegio.filter(pk=self.kwargs["pk"]).first(), "Membro")
        self.prova(partial(scritture.togli_membro, membro, poteri=self.poteri, adesso=self.adesso), riuscita="Tolto dal collegio.")
        return redirect(self.url("vigilanza"))


class NuovoAttoCollegio(ModuloVigilanza):
    """Registra ciò che il collegio ha fatto."""

    titolo = "Registra un atto del collegio"

    def modulo(self, dati=None, file=None):
        return AttoCollegioForm(dati, instance=AttoCollegio(accordo=self.accordo))

    def scrivi(self, form):
        return scritture.registra_atto(form.save(commit=False), **self.chi)


class NuovoImpegno(ModuloVigilanza):
    """Scrive un impegno preso in un articolo."""

    titolo = "Scrivi un impegno"

    def modulo(self, dati=None, file=None):
        return ImpegnoForm(dati, instance=Impegno(accordo=self.accordo), accordo=self.accordo)

    def scrivi(self, form):
        return scritture.prendi_impegno(form.save(commit=False), **self.chi)


class ConcludiImpegno(ModuloVigilanza):
    """Segna un impegno come mantenuto."""

    titolo = "Impegno mantenuto"

    def prepara(self):
        super().prepara()
        self.impegno = self.trova(self.accordo.impegni.filter(pk=self.kwargs["pk"]).first(), "Impegno")
        self.sommario = self.impegno.descrizione

    def modulo(self, dati=None, file=None):
        return ImpegnoFattoForm(dati, initial={"giorno": self.oggi})

    def scrivi(self, form):
        return scritture.concludi_impegno(self.impegno, **form.cleaned_data, **self.chi)
