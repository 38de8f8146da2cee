"""Il colore della testata di un Ambito: come si sceglie, e il foglio di stile che lo porta in pagina."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html

from ambito.moduli import Modulo
from ambito.nucleo.colori import ColoreNonValido, normale, piu_scuro
from ambito.operazioni import scegli_colore
from ambito.views.base import SOLO_GET, VistaAmbito, VistaPubblica

ALTRO = "altro"
DEL_PORTALE = "#0066cc"
PRONTI = [
    (DEL_PORTALE, "Il blu del portale"),
    ("#00604d", "Verde"),
    ("#8a1f2b", "Granata"),
    ("#5b2a86", "Viola"),
    ("#005f73", "Petrolio"),
    ("#7a4b00", "Ocra"),
    ("#33475b", "Ardesia"),
    (ALTRO, "Un altro colore"),
]
# Il foglio dipende solo dal suo indirizzo: chi lo ha non lo chiede più.
UN_ANNO = 365 * 86_400
FOGLIO = ".it-nav-wrapper{{--blu:{colore};--blu-scuro:{scuro}}}\n"


def _campione(colore, nome):
    """Il nome con un quadrato di quel colore: disegnato, perché la politica dei contenuti non ammette stili scritti in pagina."""
    if colore == ALTRO:
        return nome
    return format_html(
        '<svg class="icona" aria-hidden="true" viewBox="0 0 24 24"><path fill="{}" d="M2 2h20v20H2z"/></svg> {}', colore, nome
    )


class ColoreForm(Modulo):
    """Uno dei colori pronti, o un altro purché vi si legga sopra il bianco."""

    scelta = forms.ChoiceField(label="Colore", choices=[(c, _campione(c, nome)) for c, nome in PRONTI], widget=forms.RadioSelect)
    altro = forms.CharField(
        label="Quale altro",
        max_length=9,
        required=False,
        help_text="Sei cifre esadecimali, come #7a1f2b: le dà il manuale dello stemma.",
    )

    @classmethod
    def di(cls, ambito):
        """Il modulo con il colore di adesso."""
        adesso = ambito.colore or DEL_PORTALE
        pronto = adesso in dict(PRONTI)
        return cls(initial={"scelta": adesso if pronto else ALTRO, "altro": "" if pronto else adesso})

    def clean(self):
        dati = super().clean()
        scelto = dati.get("altro", "") if dati.get("scelta") == ALTRO else dati.get("scelta", DEL_PORTALE)
        try:
            colore = normale(scelto)
            return {**dati, "colore": "" if colore == DEL_PORTALE else colore}
        except ColoreNonValido as errore:
            self.add_error("altro", str(errore))
            return dati


class Aspetto(VistaAmbito):
    """Il colore della testata, in tutte le pagine dell’Ambito, comprese quelle aperte a tutti."""

    permesso = "cura_documenti"
    titolo = "Colore della testata"
    template_name = "ambito/aspetto.html"

    def genitori(self):
        return [("Documenti", reverse("ambito:documenti", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        return {"form": ColoreForm.di(self.ambito), **super().get_context_data(**kwargs), **kwargs}

    def post(self, request, *args, **kwargs):
        form = ColoreForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        scegli_colore(self.ambito, form.cleaned_data["colore"], poteri=self.poteri, adesso=self.adesso)
        self.riferisci("Colore salvato.")
        return redirect(request.path)


class FoglioColore(VistaPubblica):
    """Il foglio di stile di un colore, che sta nell’indirizzo: non sa di quale Ambito è."""

    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        try:
            colore = normale(kwargs["esadecimale"])
        except ColoreNonValido as errore:
            raise Http404(str(errore)) from errore
        risposta = HttpResponse(FOGLIO.format(colore=colore, scuro=piu_scuro(colore)), content_type="text/css; charset=utf-8")
        patch_cache_control(risposta, public=True, max_age=UN_ANNO, immutable=True)
        return risposta
