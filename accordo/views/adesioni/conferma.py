"""La conferma di chi impegna il Comune: legge in una pagina ciò che parte, conferma o rimanda; chi compila può riprendere."""

from django.shortcuts import redirect

from accordo import operazioni, selezioni
from accordo.forms.accordi import NotaForm
from accordo.parole.adesioni import del_ritardo
from accordo.riepilogo import riepilogo
from accordo.views.base import VistaAdesione
from ambito import documenti
from ambito.views.base import SOLO_POST
from ambito.views.modulo import ConModulo


class Conferma(VistaAdesione):
    """Il riepilogo di ciò che il Comune invia, con due sole cose da fare: confermare, o rimandare."""

    permesso_comune = selezioni.CONFERMA
    titolo = "Conferma dell’adesione"
    template_name = "accordo/conferma.html"

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    def get(self, request, *args, **kwargs):
        if not self.adesione.da_confermare:
            return redirect(self.url("adesione"))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        letta = request.POST.get("revisione", "")
        revisione = int(letta) if letta.isascii() and letta.isdigit() and len(letta) < 10 else -1
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        if not (inviata := self.prova(lambda: operazioni.conferma(self.adesione, revisione, **chi))):
            return redirect(self.url("conferma"))
        documenti.richiedi("adesione", inviata, utente=request.user, adesso=self.adesso)
        self.riferisci(f"Adesione inviata: ha il numero {inviata.numero_scritto}. La ricevuta si prepara fra pochi istanti.")
        return redirect(self.url("adesione"))

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "riepilogo": riepilogo(selezioni.come_inviata(self.adesione, self.oggi)),
            "rappresentante_cf": self.adesione.rappresentante_cf,
            "pronta": selezioni.pronta_da(self.adesione),
            "incarico": selezioni.incarico_di_conferma(self.poteri, self.comune),
            "chiuso": selezioni.perche_non_si_invia(self.adesione, self.oggi),
            "ritardo": del_ritardo(self.avviso) if self.in_ritardo else "",
            "url_rimanda": self.url("rimanda"),
        }


class Rimanda(ConModulo, VistaAdesione):
    """Chi conferma rende l’adesione a chi l’ha compilata."""

    permesso_comune = selezioni.CONFERMA
    titolo = "Rimanda a chi l’ha compilata"
    sommario = "L’adesione non parte: chi la compila legge il motivo in «Tocca a te», la corregge e te la ripassa."
    invia, riuscita = "Rimanda", "Rimandata a chi la compila, con il motivo."

    def get(self, request, *args, **kwargs):
        if not self.adesione.da_confermare:
            return redirect(self.url("adesione"))
        return super().get(request, *args, **kwargs)

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    def modulo(self, dati=None, file=None):
        return NotaForm(dati)

    def scrivi(self, form):
        return operazioni.rimanda_a_chi_compila(self.adesione, form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.url("adesione" if esito else "conferma")


class Riprendi(VistaAdesione):
    """Chi compila la riprende per cambiarla, finché non è confermata."""

    http_method_names = SOLO_POST
    permesso_comune = "compila_adesione"

    def post(self, request, *args, **kwargs):
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: operazioni.riprendi(self.adesione, **chi), riuscita="Ripresa: adesso si può cambiare.")
        return redirect(self.url("adesione"))
