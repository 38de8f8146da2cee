from functools import partial

from django.shortcuts import redirect
from django.urls import reverse

from ambito import documenti
from ambito.errori import ErroreAtteso
from ambito.views.base import SOLO_POST, trovato
from ambito.views.elenco import VistaElenco
from piano import operazioni, selezioni
from piano.documenti import schede
from piano.documenti.scheda_obiettivo import SCHEDA, SchedaDa
from piano.filtri import ObiettiviFilter
from piano.forms import SchedaObiettivo
from piano.models import Obiettivo
from piano.risorse import ObiettiviResource
from piano.selezioni import in_vigore, quote
from piano.views.base import VistaPiano

GRUPPI = ("azioni", "indicatori", "risorse", "soggetti", "personale")


class Obiettivi(VistaPiano, VistaElenco):
    """Gli obiettivi del piano: area, azioni, indicatori, risorse, e che cosa manca a ciascuno."""

    titolo = "Obiettivi"
    template_name = "piano/obiettivi.html"
    filtro = ObiettiviFilter
    risorsa = ObiettiviResource
    nome_file = "obiettivi"

    def righe(self):
        return selezioni.obiettivi(self.piano)

    def riga(self, obiettivo):
        return {"obiettivo": obiettivo, "manca": obiettivo.mancanze(), "url": self.url("obiettivo", obiettivo.codice)}

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "totale": selezioni.obiettivi(self.piano).count(), "importo": sum(o.importo for o in kwargs["scelte"])}


def obiettivo_di(piano, codice):
    """L’obiettivo di quel piano con quel codice; 404 se non c’è."""
    return trovato(selezioni.obiettivi(piano).filter(codice=codice).first(), "Obiettivo")


class VistaObiettivo(VistaPiano):
    """Pagina di `self.obiettivo`."""

    def prepara(self):
        super().prepara()
        self.obiettivo = obiettivo_di(self.piano, self.kwargs["codice"])
        self.titolo = str(self.obiettivo)

    def parti(self):
        return [("Obiettivi", self.url("obiettivi"))]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "obiettivo": self.obiettivo}


class SchedaDiObiettivo(VistaObiettivo):
    """La scheda obiettivo in lettura."""

    template_name = "piano/obiettivo.html"

    def get_context_data(self, **kwargs):
        o = schede.da_fotografare(selezioni.obiettivi(self.piano)).get(pk=self.obiettivo.pk)
        scritta = schede.impagina(schede.fotografa(o), self.piano.anni)
        voci = ("target", "in_breve", "testi", "personale", "indicatori", "anni_intermedi")
        return {
            **super().get_context_data(**kwargs),
            **{nome: scritta[nome] for nome in voci},
            "azioni": list(o.azioni.all()),
            "quadro": selezioni.quadro_obiettivo(o),
            "quote": quote.quote_di(o),
            "url_vincoli": self.url("vincoli"),
            "manca": o.mancanze(),
            "si_segue": not in_vigore.nato_adesso(self.piano, o),
        }


class DocumentoObiettivo(VistaObiettivo):
    """Chiede il PDF della scheda: della bozza, o della versione che leggono tutti, come il PDF del piano."""

    permesso_scrittura = "legge_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        scheda = SchedaDa(self.obiettivo, None if self.da_leggere == self.piano else self.da_leggere)
        lavoro = self.prova(partial(documenti.richiedi, SCHEDA.nome, scheda, utente=request.user, adesso=self.adesso))
        if lavoro is None:
            return redirect(self.url("obiettivo", self.obiettivo.codice))
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))


class _Modulo(VistaPiano):
    """Salvataggio di una scheda, nuova o esistente. Se non va, tutto ciò che si è scritto resta nella pagina."""

    permesso = "redige_piano"
    template_name = "piano/modifica_obiettivo.html"

    def get_context_data(self, **kwargs):
        scheda = kwargs.pop("scheda", None) or SchedaObiettivo(self.piano, self.obiettivo, oggi=self.oggi)
        return {**super().get_context_data(**kwargs), "scheda": scheda, "form": scheda.form, "obiettivo": self.obiettivo}

    def get(self, request, *args, **kwargs):
        if not self.piano.modificabile:
            self.avverti(operazioni.frase_bloccato(self.piano))
            return redirect(self.url("obiettivi"))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        scheda = SchedaObiettivo(self.piano, self.obiettivo, request.POST, oggi=self.oggi)
        if not scheda.is_valid() or not self.salva(scheda):
            return self.render_to_response(self.get_context_data(scheda=scheda), status=422)
        if gruppo := request.POST.get("aggiungi"):
            self.riferisci("Scheda salvata: ecco una riga in più.")
            ancora = gruppo if gruppo in GRUPPI else ""
            return redirect(f"{self.url('modifica_obiettivo', self.obiettivo.codice)}#{ancora}")
        self.riferisci(f"Obiettivo {self.obiettivo} salvato.")
        return redirect(self.url("obiettivo", self.obiettivo.codice))

    def salva(self, scheda):
        righe, tolte = scheda.righe()
        try:
            operazioni.salva_obiettivo(
                self.obiettivo, **scheda.legami(), righe=righe, tolte=tolte, traguardi=scheda.traguardi(),
                partenza=scheda.form.cleaned_data["partenza"], utente=self.request.user, adesso=self.adesso,
            )  # fmt: skip
        except ErroreAtteso as errore:
            scheda.form.add_error(None, errore.frase)
            return False
        return True


class NuovoObiettivo(_Modulo):
    """Una scheda nuova."""

    titolo = "Nuovo obiettivo"

    def prepara(self):
        super().prepara()
        self.obiettivo = Obiettivo(piano=self.piano)

    def parti(self):
        return [("Obiettivi", self.url("obiettivi"))]


class ModificaObiettivo(_Modulo, VistaObiettivo):
    """Una scheda esistente."""

    def parti(self):
        return [("Obiettivi", self.url("obiettivi")), (self.obiettivo.codice, self.url("obiettivo", self.obiettivo.codice))]

    def prepara(self):
        super().prepara()
        self.titolo = f"Modifica {self.obiettivo.codice}"


class TogliObiettivo(VistaObiettivo):
    """Toglie la scheda dalla bozza."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_obiettivo, self.obiettivo, utente=request.user, adesso=self.adesso)
        self.prova(togli, riuscita=f"Obiettivo {self.obiettivo.codice} tolto.")
        return redirect(self.url("obiettivi"))
