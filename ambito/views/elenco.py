"""Elenchi con filtri nell’indirizzo ed esportazione: la stessa selezione per pagina, xlsx e csv."""

from django.core.paginator import Paginator

from ambito import selezioni
from ambito.esporta import FORMATI, risposta
from ambito.views.base import VistaAmbito

SENZA_PAGINE = 100


class ConElenco:
    """Precede una vista, d’Ambito o pubblica. Dichiara `filtro` (FilterSet o `None`), `risorsa` (per esportare, o `None`),
    `nome_file`, e ridefinisce `righe()`.

    Sotto le cento righe non si divide in pagine. `?formato=xlsx` o `?formato=csv` esporta ciò che il filtro mostra.
    """

    filtro = None
    risorsa = None
    nome_file = "elenco"

    def righe(self):
        """Il queryset completo che la persona può vedere."""
        raise NotImplementedError

    def da_esportare(self):
        """La risorsa, pronta: chi ha già letto ciò che serve alle sue colonne glielo dà."""
        return self.risorsa()

    def get(self, request, *args, **kwargs):
        tutte = self.righe()
        self.filtrate = self.filtro(request.GET, queryset=tutte, request=request) if self.filtro else None
        scelte = self.filtrate.qs if self.filtrate else tutte
        if self.risorsa and request.GET.get("formato") in FORMATI:
            return risposta(self.da_esportare(), scelte, request.GET["formato"], self.nome_file)
        return self.render_to_response(self.get_context_data(scelte=scelte))

    def get_template_names(self):
        return [f"{self.template_name}#righe" if self.request.htmx else self.template_name]

    def get_context_data(self, *, scelte, **kwargs):
        pagina = Paginator(scelte, SENZA_PAGINE).get_page(self.request.GET.get("pagina"))
        return {
            **super().get_context_data(**kwargs),
            "filtro": self.filtrate,
            "pagina": pagina,
            "righe": [self.riga(oggetto) for oggetto in pagina],
            "trovate": pagina.paginator.count,
        }

    def riga(self, oggetto):
        """Ciò che la tabella mostra di un oggetto; di norma l’oggetto stesso."""
        return oggetto


class VistaElenco(ConElenco, VistaAmbito):
    """Un elenco dentro l’Ambito: in più, ciascuno vi ritrova i filtri che ha salvato."""

    @property
    def elenco(self):
        """L’indirizzo dell’elenco dentro l’Ambito."""
        return self.request.path.removeprefix(f"/{self.ambito.slug}/")

    def get_context_data(self, **kwargs):
        parametri = self.request.GET.copy()
        parametri.pop("pagina", None)
        return {
            **super().get_context_data(**kwargs),
            "parametri": parametri.urlencode(),
            "elenco": self.elenco,
            "filtri_salvati": selezioni.filtri_salvati(self.request.user.pk, self.elenco) if self.filtro else None,
        }
