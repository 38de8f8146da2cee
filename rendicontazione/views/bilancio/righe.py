"""Le righe di una bozza: aggiungere, cambiare, togliere."""

from functools import partial

from django.shortcuts import redirect

from ambito.views.foglio import ConFoglio
from ambito.views.modulo import ConModulo
from rendicontazione.forms.bilancio import FoglioForm, ImportoForm, RigaForm
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.selezioni import bilancio
from rendicontazione.stati.bilancio import TIENE
from rendicontazione.tracciati.bilancio import BILANCIO
from rendicontazione.views.bilancio.base import AzioneBilancio, VistaVersione


class SoloInBozza:
    """Precede una pagina che scrive righe: se la versione è approvata lo dice e torna a lei."""

    permesso = TIENE

    def get(self, request, *args, **kwargs):
        return self.rifiuta() or super().get(request, *args, **kwargs)

    def rifiuta(self):
        if self.versione.e_bozza:
            return None
        self.avverti("Questa versione è approvata: per cambiare gli importi comincia un assestamento.")
        return redirect(self.url_versione())


class RigaNuova(SoloInBozza, ConModulo, VistaVersione):
    """Una riga in più: obiettivo, fondo, Comune se è di uno solo, importo."""

    titolo = "Nuova riga"
    sommario = "Importi in euro, per esempio 1.234,56."
    invia, riuscita = "Salva la riga", "Riga salvata."

    def modulo(self, dati=None, file=None):
        return RigaForm(dati, anno=self.anno, oggi=self.oggi)

    def scrivi(self, form):
        return operazioni.aggiungi_riga(self.versione, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url_versione()


class _DellaRiga(VistaVersione):
    permesso = TIENE

    def prepara(self):
        super().prepara()
        self.riga = self.trova(bilancio.riga(self.versione, self.kwargs["pk"]), "Riga")


class RigaModifica(_DellaRiga, RigaNuova):
    """L’importo di una riga in bozza."""

    template_name = "rendicontazione/bilancio/riga.html"

    def prepara(self):
        super().prepara()
        self.titolo = str(self.riga.capitolo)
        self.sommario = f"{self.riga.capitolo.obiettivo.titolo}. {self.riga.capitolo.fondo.nome}. {self.riga.capitolo.di_chi}."

    def modulo(self, dati=None, file=None):
        iniziali = {nome: getattr(self.riga, nome) for nome in ("importo", "nota", "revisione")}
        return ImportoForm(dati, initial=iniziali)

    def scrivi(self, form):
        return operazioni.cambia_riga(self.riga, **form.cleaned_data, **self.chi)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "url_togli": self.url_versione("riga_bilancio_togli", self.riga.pk)}


class RigaTogli(AzioneBilancio, _DellaRiga):
    """Toglie la riga dalla bozza."""

    def post(self, request, *args, **kwargs):
        self.prova(partial(operazioni.togli_riga, self.riga, **self.chi), riuscita="Riga tolta.")
        return redirect(self.url_versione())


class FoglioBilancio(SoloInBozza, ConFoglio, VistaVersione):
    """Le righe si caricano da un foglio: prima si controlla tutto e si mostra che cosa cambierebbe."""

    titolo = "Carica da foglio"
    template_name = "rendicontazione/bilancio/foglio.html"
    tracciato, modulo_foglio = BILANCIO, FoglioForm

    def post(self, request, *args, **kwargs):
        return self.rifiuta() or self.carica_foglio()

    def parametri(self):
        return {"anno": self.anno, "numero": self.versione.numero}
