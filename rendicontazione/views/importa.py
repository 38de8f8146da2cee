from django.http import Http404
from django.shortcuts import redirect

from ambito.esporta import FORMATI, da_righe
from ambito.models import Caricamento
from ambito.views.foglio import ConFoglio
from rendicontazione.forms import ImportaForm
from rendicontazione.models import FormaGestione
from rendicontazione.tracciati import SPESA
from rendicontazione.tracciati.colonne import righe_del_foglio
from rendicontazione.tracciati.letture import etichetta_forma
from rendicontazione.views.base import VistaSpesa
from servizi import selezioni as catalogo


class Importa(ConFoglio, VistaSpesa):
    """Si carica la spesa da un foglio: primo passo, il controllo; il secondo è la conferma dell’anteprima."""

    permesso_comune = "compila_spesa"
    titolo = "Carica da foglio"
    template_name = "rendicontazione/importa.html"
    tracciato, modulo_foglio = SPESA, ImportaForm

    def get_context_data(self, **kwargs):
        caricati = Caricamento.objects.filter(tracciato=SPESA.nome, comune=self.comune, parametri__anno=self.campagna.anno)
        return {
            **super().get_context_data(**kwargs),
            "caricamenti": caricati.defer("byte").select_related("caricato_da")[:5],
            "colonne": SPESA.colonne,
            "interventi": catalogo.interventi(),
            "aree": catalogo.aree(),
            "fondi": catalogo.fondi(),
            "forme": [(etichetta_forma(f), f.label) for f in FormaGestione],
            "modelli": [(f.upper(), self.url_comune("modello", f)) for f in FORMATI],
        }

    def post(self, request, *args, **kwargs):
        if self.chiusa_perche:
            self.avverti(self.chiusa_perche)
            return redirect(self.url_comune())
        return self.carica_foglio()

    def parametri(self):
        return {"anno": self.campagna.anno}


class Modello(VistaSpesa):
    """Il foglio con le righe del Comune, da correggere e ricaricare."""

    def get(self, request, *args, **kwargs):
        formato = self.kwargs["formato"]
        if formato not in FORMATI:
            raise Http404("Formato")
        nome = f"spesa-{self.campagna.anno}-{self.comune.codice_istat}"
        return da_righe(nome, [c.etichetta for c in SPESA.colonne], righe_del_foglio(self.rendiconto), formato)
