from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from ambito.esporta import FORMATI, da_righe
from ambito.importazione import motore
from ambito.models import Caricamento
from rendicontazione.forms import ImportaForm
from rendicontazione.models import FormaGestione
from rendicontazione.tracciati import SPESA
from rendicontazione.tracciati.colonne import righe_del_foglio
from rendicontazione.tracciati.letture import etichetta_forma
from rendicontazione.views.base import VistaSpesa
from servizi import selezioni as catalogo


class Importa(VistaSpesa):
    """Si carica la spesa da un foglio: primo passo, il controllo; il secondo è la conferma dell’anteprima."""

    permesso_comune = "compila_spesa"
    titolo = "Carica da foglio"
    template_name = "rendicontazione/importa.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", ImportaForm())
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
        form = ImportaForm(request.POST, request.FILES)
        if self.chiusa_perche:
            self.avverti(self.chiusa_perche)
            return redirect(self.url_comune())
        if form.is_valid():
            try:
                caricamento = self.carica(form.cleaned_data["file"])
            except motore.FoglioRifiutato as errore:
                form.add_error("file", errore.frase)
            else:
                return redirect(reverse("ambito:caricamento", args=[self.ambito.slug, caricamento.pk]))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def carica(self, file):
        return motore.carica(
            SPESA, nome_file=file.name, byte=file.read(), comune=self.comune, parametri={"anno": self.campagna.anno},
            utente=self.request.user, adesso=self.adesso,
        )  # fmt: skip


class Modello(VistaSpesa):
    """Il foglio con le righe del Comune, da correggere e ricaricare."""

    def get(self, request, *args, **kwargs):
        formato = self.kwargs["formato"]
        if formato not in FORMATI:
            raise Http404("Formato")
        nome = f"spesa-{self.campagna.anno}-{self.comune.codice_istat}"
        return da_righe(nome, [c.etichetta for c in SPESA.colonne], righe_del_foglio(self.rendiconto), formato)
