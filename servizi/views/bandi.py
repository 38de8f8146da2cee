"""I bandi: l’elenco con i termini, la scheda, i passi della domanda."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect

from ambito import flusso
from ambito import selezioni as nucleo
from ambito.views.elenco import VistaElenco
from servizi.filtri import BandiFilter
from servizi.forms import BandoForm, EsitoForm, MotivoForm
from servizi.models import Bando
from servizi.operazioni import bandi as operazioni
from servizi.risorse import BandiResource
from servizi.selezioni import bandi
from servizi.stati import DA_PRESENTARE, PASSI_BANDO, TONI_BANDO, StatoBando
from servizi.views.base import ModuloServizi, VistaServizi

STANZA = ("Bandi", "bandi")
# Come si chiama il pulsante di ogni passo; chi ha un modulo suo (l’esito) non è qui.
PULSANTI = {"prepara": "Prepara la domanda", "presenta": "Domanda presentata", "riprendi": "Riprendi", "rendiconta": "Rendicontato"}
CON_MOTIVO = {"respingi": "Non finanziato", "lascia": "Lascia il bando"}


def giorni(bando, oggi):
    """Quanti giorni mancano al termine che conta; `None` se non conta più."""
    if bando.stato in DA_PRESENTARE or (bando.stato == StatoBando.FINANZIATO and bando.rendicontare_entro):
        return (bandi.termine(bando) - oggi).days
    return None


class Bandi(VistaElenco, VistaServizi):
    """Tutti i bandi, con i giorni che mancano."""

    titolo = "Bandi"
    template_name = "servizi/bandi.html"
    filtro = BandiFilter
    risorsa = BandiResource
    nome_file = "bandi"

    def righe(self):
        return bandi.bandi()

    def riga(self, bando):
        return {
            "bando": bando,
            "url": self.indirizzo("bando", bando.pk),
            "tono": TONI_BANDO[bando.stato],
            "termine": bandi.termine(bando) or bando.scade_il,
            "giorni": giorni(bando, self.oggi),
        }

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "totale": self.righe().count()}


class _DelBando(VistaServizi):
    """Pagina di un bando: `self.bando`."""

    stanza = STANZA

    def prepara(self):
        self.bando = self.trova(bandi.bando(self.kwargs["pk"]), "Bando")
        self.titolo = self.titolo or self.bando.titolo

    def qui(self):
        return self.indirizzo("bando", self.bando.pk)


class SchedaBando(_DelBando):
    """Il bando, la domanda, che cosa si può fare adesso."""

    template_name = "servizi/bando.html"

    def get_context_data(self, **kwargs):
        possibili = flusso.possibili(self.bando, self.poteri)
        return {
            **super().get_context_data(**kwargs),
            "bando": self.bando,
            "tono": TONI_BANDO[self.bando.stato],
            "giorni": giorni(self.bando, self.oggi),
            "azioni": [(PULSANTI[p], self.indirizzo("passo_bando", self.bando.pk, p)) for p in possibili if p in PULSANTI],
            "con_motivo": [(CON_MOTIVO[p], self.indirizzo("passo_bando", self.bando.pk, p)) for p in possibili if p in CON_MOTIVO],
            "puo_finanziare": "finanzia" in possibili,
            "eventi": nucleo.storia(self.bando) if self.poteri.puo("legge_registro") else [],
        }


class NuovoBando(ModuloServizi):
    """Un bando da tenere d’occhio."""

    stanza = STANZA
    titolo = "Nuovo bando"
    sommario = "Prima del termine arrivano i promemoria: trenta, sette e un giorno."
    riuscita = "Bando salvato."

    def modulo(self, dati=None, file=None):
        return BandoForm(dati, instance=Bando())

    def scrivi(self, form):
        return operazioni.salva_bando(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("bando", esito.pk) if esito else self.indirizzo("bandi")


class ModificaBando(ModuloServizi, _DelBando):
    """Cambia la scheda di un bando."""

    titolo = "Modifica il bando"
    riuscita = "Bando salvato."

    def genitori(self):
        return [*super().genitori(), (str(self.bando), self.qui())]

    def modulo(self, dati=None, file=None):
        return BandoForm(dati, instance=self.bando)

    def scrivi(self, form):
        return operazioni.salva_bando(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.qui()


class EsitoBando(ModificaBando):
    """La domanda è finanziata: quanto e da rendicontare quando."""

    titolo = "Domanda finanziata"
    riuscita = "Esito scritto: il termine della rendicontazione è fra i promemoria."

    def modulo(self, dati=None, file=None):
        b = self.bando
        return EsitoForm(
            dati, initial={"ottenuto": b.ottenuto or b.importo, "rendicontare_entro": b.rendicontare_entro, "cup": b.cup}
        )

    def scrivi(self, form):
        return operazioni.finanzia(self.bando, **form.cleaned_data, **self.chi)


class PassoBando(ModuloServizi, _DelBando):
    """Un passo della domanda; dove serve il motivo, lo chiede."""

    def prepara(self):
        super().prepara()
        self.passo = self.kwargs["passo"]
        if self.passo not in {**PULSANTI, **CON_MOTIVO}:
            raise Http404("Passo")
        self.titolo = PASSI_BANDO[self.passo].frase

    def genitori(self):
        return [*super().genitori(), (str(self.bando), self.qui())]

    def modulo(self, dati=None, file=None):
        return MotivoForm(dati)

    def scrivi(self, form):
        return operazioni.compi(self.bando, self.passo, nota=form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.qui()

    def post(self, request, *args, **kwargs):
        if self.passo in CON_MOTIVO:
            return super().post(request, *args, **kwargs)
        compi = partial(operazioni.compi, self.bando, self.passo, **self.chi)
        self.prova(compi, riuscita=f"{PASSI_BANDO[self.passo].frase}.")
        return redirect(self.qui())
