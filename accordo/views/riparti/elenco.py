from copy import copy

from django.shortcuts import redirect
from django.urls import reverse

from accordo import operazioni
from accordo.filtri import RipartiFilter
from accordo.forms import ModificaRipartoForm, RipartoForm
from accordo.models import PianoRiparto
from accordo.risorse import RipartiResource
from accordo.selezioni import riparti
from accordo.views.riparti.base import ModuloRiparto, VistaRiparti, VistaRiparto
from ambito import documenti
from ambito.selezioni import appartenenze
from ambito.views.base import SOLO_POST
from ambito.views.elenco import VistaElenco
from ambito.views.modulo import ConModulo


class Riparti(VistaElenco, VistaRiparti):
    """I riparti anno per anno: quanto si divide, a che punto sono."""

    titolo = "Riparti della spesa"
    template_name = "accordo/riparti.html"
    filtro = RipartiFilter
    risorsa = RipartiResource
    nome_file = "riparti"

    def genitori(self):
        return []

    def righe(self):
        return riparti.riparti(self.poteri)

    def riga(self, riparto):
        return {"riparto": riparto, "url": self.url("riparto", riparto.pk)}

    def get_context_data(self, **kwargs):
        miei = self.poteri.comuni_con("legge_comune")
        comuni = [a.comune for a in appartenenze(self.oggi).filter(comune__in=miei)] if miei else []
        estratti = [(c, self.url("estratto", c.codice_istat)) for c in comuni]
        return {**super().get_context_data(**kwargs), "estratti": estratti}


class NuovoRiparto(ConModulo, VistaRiparti):
    """Comincia un riparto."""

    permesso = "tiene_riparti"
    titolo = "Nuovo riparto"
    sommario = "Quanto costa e chi ne paga una parte: ciò che resta si divide fra i Comuni. Poi si scrivono gli scenari."
    riuscita = "Riparto creato: scrivi i criteri del primo scenario."

    def modulo(self, dati=None, file=None):
        return RipartoForm(dati, instance=PianoRiparto(), initial={"anno": self.oggi.year})

    def scrivi(self, form):
        return operazioni.crea_riparto(**form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url("riparto", esito.pk) if esito else self.url("riparti")


class ModificaRiparto(ModuloRiparto):
    """Cambia importi, testi e confronto di un riparto in bozza."""

    titolo = "Modifica il riparto"
    sommario = "Cambiando gli importi gli scenari si ricalcolano."
    riuscita = "Riparto salvato, scenari ricalcolati."

    def modulo(self, dati=None, file=None):
        # Una copia: un modulo respinto non deve mostrare in testa alla pagina ciò che non si è salvato.
        return ModificaRipartoForm(dati, instance=copy(self.riparto), initial={"revisione": self.riparto.revisione})

    def scrivi(self, form):
        dati = dict(form.cleaned_data)
        return operazioni.modifica_riparto(self.riparto, dati.pop("revisione"), **dati, **self.chi)


class DocumentoRiparto(VistaRiparto):
    """Chiede il PDF del prospetto dello scenario depositato."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        if self.riparto.proposto is None or not self.riparto.proposto.calcolato_il:
            self.avverti("Il prospetto si prepara quando uno scenario è scelto e calcolato.")
            return redirect(self.qui())
        lavoro = documenti.richiedi("riparto", self.riparto, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
