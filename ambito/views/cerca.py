"""La ricerca su tutto ciò che la persona può aprire, e le cose che vuole avere a portata di mano."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme

from ambito import cerca
from ambito.cerca.pagine import cerca_pagine
from ambito.cerca.parole import LUNGHEZZA
from ambito.registri import CERCABILI
from ambito.views.base import SOLO_GET, SOLO_POST, VistaAmbito

# Sotto la casella le migliori; nella pagina le prime di ogni genere, o tutte quelle di uno a pagine.
SOTTO, PER_GENERE, A_PAGINE = 8, 5, 30


class Cerca(VistaAmbito):
    """Si scrive che cosa si cerca: risultati per genere, o di un genere solo (`?genere=`); a htmx, i migliori (`?sotto`)."""

    permesso = "entra"
    http_method_names = SOLO_GET
    template_name = "ambito/cerca.html"

    def prepara(self):
        self.cercato = " ".join(self.request.GET.get("q", "")[:LUNGHEZZA].split())
        self.titolo = f"Cerca «{self.cercato}»" if self.cercato else "Cerca"
        self.parole = cerca.parole(self.cercato)
        self.scelto = next((c for c in CERCABILI if c.genere == self.request.GET.get("genere")), None)
        numero = self.request.GET.get("pagina", "")
        self.numero = int(numero) if numero.isascii() and numero.isdigit() and len(numero) < 5 else 1
        self.sotto = bool(self.request.htmx) and "sotto" in self.request.GET

    def get_template_names(self):
        return [f"{self.template_name}#sotto" if self.sotto else self.template_name]

    def quali(self, genere):
        """Quali righe leggere di un genere: quando se ne guarda uno, degli altri interessa soltanto quante sono."""
        if self.sotto:
            return slice(0, SOTTO)
        if self.scelto is None:
            return slice(0, PER_GENERE)
        da = (max(self.numero, 1) - 1) * A_PAGINE
        return slice(da, da + A_PAGINE) if genere == self.scelto.genere else slice(0, 1)

    @cached_property
    def fissati(self):
        return cerca.fissati(self.request.user)

    def get_context_data(self, **kwargs):
        contesto = {**super().get_context_data(**kwargs), "cercato": self.cercato, "lunghezza": LUNGHEZZA}
        if self.parole:
            return {**contesto, **self.trovati()}
        mie = cerca.ritrova(self.fissati, self.poteri, self.oggi) if self.fissati else []
        return {**contesto, "fissate": [self.riga(t) for t in mie], "generi": [c.etichetta for c in CERCABILI]}

    def trovati(self):
        esito = cerca.cerca(self.parole, self.poteri, self.oggi, quali=self.quali)
        pagine = cerca_pagine(self.parole, self.poteri)
        if self.sotto:
            return {"migliori": esito.migliori(SOTTO), "pagine": pagine[:3], "quanti": esito.quanti + len(pagine), "esito": esito}
        scelto = self.scelto.genere if self.scelto else ""
        gruppi = [g for g in esito.gruppi if scelto in ("", g.genere)]
        return {
            "esito": esito,
            "quanti": esito.quanti + len(pagine),
            "pagine": [] if scelto else pagine,
            "gruppi": [{"g": g, "righe": [self.riga(t) for t in g.trovati], "url": self.url(g.genere)} for g in gruppi],
            "filtri": self.linguette(esito, scelto, esito.quanti + len(pagine)),
            "scelto": scelto,
            "pagina": Paginator(range(gruppi[0].quanti), A_PAGINE).get_page(self.numero) if scelto and gruppi else None,
        }  # fmt: skip

    def linguette(self, esito, scelto, in_tutto):
        """Tutti i risultati, o quelli di un genere."""
        voci = [("Tutti", "", in_tutto), *((g.etichetta, g.genere, g.quanti) for g in esito.gruppi)]
        return [{"etichetta": e, "url": self.url(genere), "attiva": genere == scelto, "numero": n} for e, genere, n in voci]

    def riga(self, trovato):
        return {"t": trovato, "fissato": trovato.pk in self.fissati.get(trovato.genere, ())}

    def url(self, genere=""):
        return f"{self.request.path}?{urlencode({'q': self.cercato, **({'genere': genere} if genere else {})})}"


class Fissa(VistaAmbito):
    """Tiene una cosa a portata di mano, o non la tiene più; poi riporta alla pagina o alla ricerca da cui si è partiti."""

    permesso = "entra"
    http_method_names = SOLO_POST

    def prepara(self):
        numero = self.request.POST.get("numero", "")
        self.numero = int(numero) if numero.isascii() and numero.isdigit() and len(numero) < 19 else 0
        self.genere = self.request.POST.get("genere", "")
        self.togli = "togli" in self.request.POST
        if not self.togli and not cerca.ritrova({self.genere: {self.numero}}, self.poteri, self.oggi):
            raise Http404("Cosa da fissare")

    def post(self, request, *args, **kwargs):
        quale = {"utente": request.user, "genere": self.genere, "numero": self.numero}
        if self.togli:
            cerca.togli(**quale)
            self.riferisci("Non è più fra le cose fissate.")
        else:
            fissa = {**quale, "adesso": self.adesso}
            self.prova(lambda: cerca.fissa(**fissa), riuscita="Fissato: lo ritrovi aprendo la casella «Cerca».")
        return redirect(self.dove(request))

    def dove(self, request):
        """La pagina di questo Ambito da cui si è partiti, o la ricerca."""
        pagina = request.POST.get("dove", "")
        if pagina.startswith(f"/{self.ambito.slug}/") and url_has_allowed_host_and_scheme(pagina, allowed_hosts=None):
            return pagina
        cercato = request.POST.get("q", "")[:LUNGHEZZA]
        dove = reverse("ambito:cerca", args=[self.ambito.slug])
        return f"{dove}?{urlencode({'q': cercato})}" if cercato else dove
