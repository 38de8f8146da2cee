"""Le corrispondenze delle griglie nella console di chi gestisce la piattaforma: si leggono, si copiano, si cambiano."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from ambito.errori import ErroreAtteso
from ambito.views.base import SOLO_POST
from ambito.views.gestione import VistaGestione
from rendicontazione.forms.corrispondenze import CorrispondenzaForm, iniziali
from rendicontazione.griglie import corrispondenze, versioni


class Elenco(VistaGestione):
    """Ogni griglia in ogni anno: da dove vengono le sue corrispondenze, e se si cambiano."""

    template_name = "rendicontazione/corrispondenze/elenco.html"

    def get_context_data(self, **kwargs):
        righe = [{"schema": s, "url": reverse("corrispondenze:schema", args=_dove(s))} for s in corrispondenze.schemi(self.oggi)]
        return {**super().get_context_data(**kwargs), "righe": righe}


def _dove(schema):
    return [schema.anno, schema.griglia.codice.lower()]


class _DiSchema(VistaGestione):
    """Trova `self.schema` dall’anno e dalla griglia nell’indirizzo."""

    def prepara(self):
        codice = self.kwargs["griglia"]
        self.schema = corrispondenze.schema(codice.upper(), self.kwargs["anno"], self.oggi)
        if self.schema is None or codice != codice.lower():
            raise Http404("Griglia")

    def get(self, request, *args, **kwargs):
        self.prepara()
        return super().get(request, *args, **kwargs)

    def url(self, nome="schema", *argomenti):
        return reverse(f"corrispondenze:{nome}", args=[*_dove(self.schema), *argomenti])

    @property
    def chi(self):
        return {"gestore": self.request.user, "adesso": self.adesso}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "schema": self.schema, "url_schema": self.url()}


class PaginaSchema(_DiSchema):
    """Le corrispondenze di una griglia in un anno; se l’anno è chiuso, perché non si cambiano."""

    template_name = "rendicontazione/corrispondenze/schema.html"

    def get_context_data(self, **kwargs):
        nomi = {(asse, v.codice): v.nome for asse, voci in self.assi() for v in voci}
        righe = [{"riga": r, "nome": nomi.get((r.asse, r.voce), "non c’è nella griglia"), "url": self.url_riga(r)}
                 for r in corrispondenze.righe(self.schema)]  # fmt: skip
        return {**super().get_context_data(**kwargs), "righe": righe}

    def assi(self):
        return ("riga", self.schema.griglia.righe), ("colonna", self.schema.griglia.colonne)

    def url_riga(self, riga):
        return self.url("riga", riga.pk) if self.schema.si_cambia else ""


class Copia(_DiSchema):
    """Comincia la versione dell’anno con le corrispondenze che vi valgono adesso."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        self.prepara()
        operazione = partial(versioni.copia, self.schema.griglia.codice, self.schema.anno, **self.chi)
        self.prova(operazione, f"Corrispondenze copiate nel {self.schema.anno}: adesso si possono cambiare.")
        return redirect(self.url())


class _ConModulo(_DiSchema):
    """Una corrispondenza da scrivere: l’errore torna accanto al suo campo."""

    template_name = "rendicontazione/corrispondenze/riga.html"
    riga = None

    def prepara(self):
        super().prepara()
        if not self.schema.si_cambia:
            raise Http404("Corrispondenza")

    def modulo(self, dati=None):
        prima = iniziali(self.riga) if self.riga else None
        return CorrispondenzaForm(dati, griglia=self.schema.griglia, scritta=self.riga, initial=prima)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.modulo())
        return {**super().get_context_data(**kwargs), "riga": self.riga}

    def post(self, request, *args, **kwargs):
        self.prepara()
        form = self.modulo(request.POST)
        if form.is_valid() and self.salva(form):
            return redirect(self.url())
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def salva(self, form):
        """Scrive; vero se è riuscita."""
        try:
            self.scrivi(form.valori())
        except ErroreAtteso as errore:
            form.add_error("casella" if getattr(errore, "campo", None) else None, errore.frase)
            return False
        return True


class Nuova(_ConModulo):
    """Una corrispondenza in più."""

    def scrivi(self, valori):
        return versioni.aggiungi(self.schema.griglia.codice, self.schema.anno, valori=valori, **self.chi)


class Riga(_ConModulo):
    """Una corrispondenza da cambiare."""

    def prepara(self):
        super().prepara()
        self.riga = corrispondenze.riga(self.schema, self.kwargs["pk"])
        if self.riga is None:
            raise Http404("Corrispondenza")

    def scrivi(self, valori):
        return versioni.cambia(self.riga, valori=valori, **self.chi)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "url_togli": self.url("togli", self.riga.pk)}


class Togli(Riga):
    """Toglie una corrispondenza."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        self.prepara()
        self.prova(partial(versioni.togli, self.riga, **self.chi), "Corrispondenza tolta.")
        return redirect(self.url())
