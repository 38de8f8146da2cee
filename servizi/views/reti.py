"""Le reti locali e la valutazione annuale dei servizi."""

from ambito import selezioni as nucleo
from ambito.models import Ente
from servizi import selezioni as catalogo
from servizi.forms import IncontroForm, ReteForm, ValutazioneForm
from servizi.models import IncontroRete, Rete, Valutazione
from servizi.operazioni import reti as operazioni
from servizi.selezioni import reti
from servizi.views.base import ModuloServizi, VistaServizi

STANZA = ("Reti locali", "reti")


class Reti(VistaServizi):
    """Le reti del territorio."""

    titolo = "Reti locali"
    template_name = "servizi/reti.html"

    def get_context_data(self, **kwargs):
        righe = [{"rete": r, "scaduta": bool(r.al and r.al < self.oggi)} for r in reti.reti()]
        return {**super().get_context_data(**kwargs), "righe": righe}


class SchedaRete(VistaServizi):
    """Una rete: chi ne fa parte, il protocollo, gli incontri."""

    stanza = STANZA
    template_name = "servizi/rete.html"

    def prepara(self):
        self.rete = self.trova(reti.rete(self.kwargs["pk"]), "Rete")
        self.titolo = self.rete.nome

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "rete": self.rete,
            "scaduta": bool(self.rete.al and self.rete.al < self.oggi),
            "membri": reti.membri(self.rete),
            "collegati": self.rete.servizi.all(),
            "incontri": self.rete.incontri.all(),
        }


class NuovaRete(ModuloServizi):
    """Una rete territoriale."""

    stanza = STANZA
    titolo = "Nuova rete"
    sommario = "Chi ne fa parte, con quale protocollo, fino a quando: prima che scada il portale lo ricorda."
    riuscita = "Rete salvata."

    def modulo(self, dati=None, file=None):
        return self.modulo_di(Rete(), dati)

    def modulo_di(self, rete, dati):
        return ReteForm(dati, instance=rete, comuni=nucleo.comuni(self.oggi), enti=Ente.objects.all())

    def scrivi(self, form):
        membri = {nome: form.cleaned_data[nome] for nome in ("comuni", "enti", "servizi")}
        return operazioni.salva_rete(form.save(commit=False), **membri, **self.chi)

    def torna(self, esito):
        return self.indirizzo("rete", esito.pk) if esito else self.indirizzo("reti")


class ModificaRete(NuovaRete):
    """Cambia una rete."""

    titolo = "Modifica la rete"
    sommario = ""

    def prepara(self):
        self.rete = self.trova(reti.rete(self.kwargs["pk"]), "Rete")

    def genitori(self):
        return [*super().genitori(), (str(self.rete), self.torna(None))]

    def modulo(self, dati=None, file=None):
        return self.modulo_di(self.rete, dati)

    def torna(self, esito):
        return self.indirizzo("rete", self.rete.pk)


class NuovoIncontro(ModificaRete):
    """Una riunione della rete."""

    titolo = "Incontro della rete"
    riuscita = "Incontro annotato."

    def modulo(self, dati=None, file=None):
        return IncontroForm(dati, instance=IncontroRete(rete=self.rete, giorno=self.oggi))

    def scrivi(self, form):
        return operazioni.salva_incontro(form.save(commit=False), **self.chi)


class NuovaValutazione(ModuloServizi):
    """La scheda annuale di valutazione di un servizio."""

    stanza = ("Servizi", "servizi")
    titolo = "Scheda di valutazione"
    sommario = "Una per anno: che cosa dicono le misure, gli utenti e i controlli, e che cosa si farà."
    riuscita = "Valutazione salvata."

    def prepara(self):
        self.servizio = self.trova(catalogo.servizi().filter(pk=self.kwargs["pk"]).first(), "Servizio")

    def genitori(self):
        return [*super().genitori(), (str(self.servizio), self.torna(None))]

    def modulo(self, dati=None, file=None):
        return ValutazioneForm(dati, instance=Valutazione(servizio=self.servizio, anno=self.oggi.year - 1))

    def scrivi(self, form):
        return operazioni.salva_valutazione(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("servizio", self.servizio.pk)


class ModificaValutazione(NuovaValutazione):
    """Cambia una scheda di valutazione."""

    def prepara(self):
        self.valutazione = self.trova(reti.valutazione(self.kwargs["pk"]), "Valutazione")
        self.servizio = self.valutazione.servizio

    def modulo(self, dati=None, file=None):
        return ValutazioneForm(dati, instance=self.valutazione)
