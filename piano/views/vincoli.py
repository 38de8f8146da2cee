"""I fondi vincolati del piano: che cosa è vincolato, a quali obiettivi va, che cosa resta da collegare."""

from functools import partial

from django.shortcuts import redirect
from django.urls import reverse

from ambito.nucleo.formati_italiani import formatta_importo
from ambito.views.base import SOLO_POST
from ambito.views.modulo import ConModulo
from piano import operazioni
from piano.forms import ImportoForm, QuotaForm
from piano.selezioni import quote
from piano.views.base import VistaPiano


class Vincoli(VistaPiano):
    """Le assegnazioni degli anni del piano con una parte vincolata, e dove va."""

    titolo = "Fondi vincolati"
    template_name = "piano/vincoli.html"

    def get_context_data(self, **kwargs):
        vincoli = quote.vincoli(self.piano)
        return {
            **super().get_context_data(**kwargs),
            "righe": [self.riga(v) for v in vincoli],
            "cifre": self.cifre(vincoli),
            "collega": self.piano.quote_aperte and self.poteri.puo("redige_piano"),
        }

    def riga(self, vincolo):
        return {
            "vincolo": vincolo,
            "assegnazione": vincolo.assegnazione,
            "url": reverse("servizi:assegnazione", args=[self.ambito.slug, vincolo.assegnazione.pk]),
            "quote": [self.quota(q) for q in vincolo.quote],
            "url_collega": self.url("collega_quota", vincolo.assegnazione.pk) if vincolo.libera else "",
        }

    def quota(self, quota):
        obiettivo = self.url("obiettivo", quota.obiettivo.codice)
        return {"quota": quota, "url": obiettivo, "url_cambia": self.url("quota", quota.pk)}

    def cifre(self, vincoli):
        somme = [
            ("Vincolato", sum(v.assegnazione.vincolata for v in vincoli)),
            ("Collegato a obiettivi", sum(v.collegata for v in vincoli)),
            ("Da collegare", sum(v.libera for v in vincoli)),
        ]
        return [{"etichetta": etichetta, "valore": f"{formatta_importo(somma)} €"} for etichetta, somma in somme]


class _ModuloVincoli(ConModulo, VistaPiano):
    """Un modulo sulle quote: a piano proposto o concluso si torna all’elenco, dicendo perché."""

    permesso = "redige_piano"

    def parti(self):
        return [("Fondi vincolati", self.url("vincoli"))]

    def torna(self, esito):
        return self.url("vincoli")

    def get(self, request, *args, **kwargs):
        if not self.piano.quote_aperte:
            self.avverti(f"Il piano è {self.piano.stato_in_parole}: adesso le quote vincolate non si cambiano.")
            return redirect(self.url("vincoli"))
        return super().get(request, *args, **kwargs)


class CollegaQuota(_ModuloVincoli):
    """Collega a un obiettivo una parte di ciò che è vincolato."""

    riuscita = "Quota collegata."
    invia = "Collega"

    def prepara(self):
        super().prepara()
        self.vincolo = self.trova(quote.vincolo(self.piano, self.kwargs["pk"]), "Assegnazione")
        self.titolo = f"Collega {self.vincolo.assegnazione}"

    @property
    def sommario(self):
        a, libera = self.vincolo.assegnazione, formatta_importo(self.vincolo.libera)
        return f"Vincolati {formatta_importo(a.vincolata)} euro a «{a.vincolo}». Da collegare: {libera} euro."

    def modulo(self, dati=None, file=None):
        return QuotaForm(dati, piano=self.piano, vincolo=self.vincolo, initial={"importo": self.vincolo.libera})

    def scrivi(self, form):
        scritti = form.cleaned_data
        return operazioni.collega_quota(scritti["obiettivo"], self.vincolo.assegnazione, scritti["importo"], **self.chi)


class _DellaQuota(VistaPiano):
    """Pagina di `self.quota`."""

    def prepara(self):
        super().prepara()
        self.quota = self.trova(quote.quota(self.piano, self.kwargs["pk"]), "Quota")
        self.titolo = f"Quota di {self.quota.assegnazione}"


class ModificaQuota(_ModuloVincoli, _DellaQuota):
    """Cambia l’importo di una quota, o la toglie."""

    template_name = "piano/quota.html"
    riuscita = "Quota cambiata."

    @property
    def sommario(self):
        return f"Va a {self.quota.obiettivo}. È vincolata a «{self.quota.assegnazione.vincolo}»."

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "quota": self.quota}

    def modulo(self, dati=None, file=None):
        return ImportoForm(dati, initial={"importo": self.quota.importo})

    def scrivi(self, form):
        return operazioni.cambia_quota(self.quota, form.cleaned_data["importo"], **self.chi)


class TogliQuota(_DellaQuota):
    """Scollega una quota dal suo obiettivo."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_quota, self.quota, poteri=self.poteri, adesso=self.adesso)
        self.prova(togli, riuscita="Quota scollegata: è di nuovo fra ciò che è da collegare.")
        return redirect(self.url("vincoli"))
