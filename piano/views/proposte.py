"""Le proposte sul piano: elenco, quadro degli esiti, risposta motivata."""

from django.shortcuts import redirect
from django.urls import reverse

from ambito import documenti
from ambito import selezioni as nucleo
from ambito.views.base import SOLO_GET, SOLO_POST
from ambito.views.elenco import VistaElenco
from piano.filtri import ProposteFilter
from piano.forms import EsitoForm, MotivoForm, PropostaForm
from piano.models import Proposta
from piano.operazioni import proposte as scritture
from piano.risorse import ProposteResource
from piano.selezioni import proposte
from piano.stati import StatoProposta
from piano.views.base import ModuloPiano, VistaPiano


class Proposte(VistaPiano, VistaElenco):
    """Ogni proposta con il suo esito; in testa quante ne restano, in fondo come sono andate per origine."""

    titolo = "Proposte"
    template_name = "piano/proposte.html"
    filtro = ProposteFilter
    risorsa = ProposteResource
    nome_file = "proposte"

    def righe(self):
        return proposte.proposte(self.piano, ritirate=self.poteri.puo("redige_piano"))

    def riga(self, proposta):
        return {"proposta": proposta, "url": self.url("proposta", proposta.numero)}

    def get_context_data(self, **kwargs):
        esiti = proposte.conta_esiti(self.piano)
        return {
            **super().get_context_data(**kwargs),
            "totale": sum(esiti.values()),
            "cifre": [{"etichetta": e.label, "valore": str(n), "url": f"?stato={e.value}" if n else ""} for e, n in esiti.items()],
            "esiti": list(StatoProposta),
            "quadro": proposte.quadro_esiti(self.piano),
            "redige": self.poteri.puo("redige_piano"),
            "documento": nucleo.ultimo_documento("esito-consultazione", self.piano.pk),
        }


class NuovaProposta(ModuloPiano):
    """Registra ciò che un tavolo propone; `?incontro=` la lega a quell’incontro."""

    titolo = "Nuova proposta"
    sommario = "Il numero lo dà il portale, e non si riusa."

    def proposta(self):
        return Proposta(piano=self.piano, ricevuta_il=self.oggi, responsabile=self.request.user)

    def iniziali(self):
        incontro = self.request.GET.get("incontro", "")
        tavolo = self.request.GET.get("tavolo", "")
        return {nome: v for nome, v in (("incontro", incontro), ("tavolo", tavolo)) if v.isascii() and v.isdigit() and len(v) < 18}

    def modulo(self, dati=None, file=None):
        return PropostaForm(dati, instance=self.proposta(), piano=self.piano, oggi=self.oggi, initial=self.iniziali())

    def scrivi(self, form):
        return scritture.salva_proposta(form.save(commit=False), **self.chi)

    def parti(self):
        return [("Proposte", self.url("proposte"))]

    def torna(self, esito):
        return self.url("proposta", esito.numero) if esito else self.url("proposte")


class DellaProposta(VistaPiano):
    """Pagina di `self.proposta`."""

    def prepara(self):
        super().prepara()
        trovata = proposte.proposta(self.piano, self.kwargs["numero"], ritirate=self.poteri.puo("redige_piano"))
        self.proposta = self.trova(trovata, "Proposta")
        self.titolo = self.titolo or str(self.proposta)

    def parti(self):
        qui = [] if self.titolo == str(self.proposta) else [(self.proposta.codice, self.qui())]
        return [("Proposte", self.url("proposte")), *qui]

    def qui(self):
        return self.url("proposta", self.proposta.numero)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "proposta": self.proposta}


class SchedaProposta(DellaProposta):
    """La proposta, la risposta, dove si ritrova nel piano."""

    template_name = "piano/proposta.html"
    http_method_names = SOLO_GET

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "redige": self.poteri.puo("redige_piano"),
            "aperta": self.proposta.stato == StatoProposta.DA_VALUTARE,
            "storia": nucleo.storia(self.proposta),
        }


class ModuloProposta(DellaProposta, ModuloPiano):
    """Un modulo che scrive su `self.proposta` e ci torna."""

    permesso = ModuloPiano.permesso

    def torna(self, esito):
        return self.qui()


class ModificaProposta(ModuloProposta):
    """Corregge una proposta non ancora valutata; quella di un cittadino resta com’è."""

    titolo = "Correggi la proposta"
    riuscita = "Proposta corretta."

    def prepara(self):
        super().prepara()
        self.trova(self.proposta.tavolo, "Proposta di un tavolo")

    def modulo(self, dati=None, file=None):
        return PropostaForm(dati, instance=self.proposta, piano=self.piano, oggi=self.oggi)

    def scrivi(self, form):
        return scritture.salva_proposta(form.save(commit=False), **self.chi)


class Valuta(ModuloProposta):
    """La risposta alla proposta."""

    titolo = "Rispondi"
    template_name = "piano/valuta.html"
    invia, riuscita = "Salva la risposta", "Risposta scritta."

    def modulo(self, dati=None, file=None):
        return EsitoForm(dati, piano=self.piano)

    def scrivi(self, form):
        dati = form.cleaned_data
        risposta = {"motivo": dati["motivo"], "sezione": dati["sezione"], "obiettivo": dati["obiettivo"]}
        return scritture.valuta(self.proposta, StatoProposta(dati["esito"]), **risposta, **self.chi)


class Rivaluta(ModuloProposta):
    """Riapre una proposta che ha già una risposta."""

    titolo = "Valuta di nuovo"
    sommario = "La risposta di prima si toglie, e resta nella storia della proposta."
    invia, riuscita = "Riapri la proposta", "Proposta riaperta: scrivi la risposta nuova."

    def modulo(self, dati=None, file=None):
        return MotivoForm(dati)

    def scrivi(self, form):
        return scritture.rivaluta(self.proposta, form.cleaned_data["motivo"], **self.chi)


class DocumentoEsito(VistaPiano):
    """Chiede il PDF dell’esito della concertazione."""

    permesso_scrittura = "legge_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = documenti.richiedi("esito-consultazione", self.piano, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
