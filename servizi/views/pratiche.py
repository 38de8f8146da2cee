"""Le pratiche delle strutture: avvio dell’attività, accreditamento, sopralluoghi."""

from functools import partial

from django.shortcuts import redirect

from ambito import flusso
from ambito import selezioni as nucleo
from ambito.views.allegati import scarica
from ambito.views.base import SOLO_GET
from ambito.views.elenco import VistaElenco
from servizi.filtri import PraticheFilter
from servizi.forms import CartaForm, MotivoForm, PraticaForm, SopralluogoForm
from servizi.models import GenerePratica, Natura, Pratica, Sopralluogo
from servizi.operazioni import pratiche as operazioni
from servizi.operazioni.scrittura import GESTISCE
from servizi.risorse import PraticheResource
from servizi.selezioni import offerta, pratiche
from servizi.stati import TONI_PRATICA
from servizi.views.base import ModuloServizi, VistaServizi

STANZA = ("Accreditamenti", "pratiche")


class Pratiche(VistaElenco, VistaServizi):
    """Comunicazioni di avvio e accreditamenti, con il termine che conta adesso."""

    titolo = "Accreditamenti"
    template_name = "servizi/pratiche.html"
    filtro = PraticheFilter
    risorsa = PraticheResource
    nome_file = "pratiche"

    def righe(self):
        return pratiche.pratiche()

    def riga(self, pratica):
        return {
            "pratica": pratica,
            "url": self.indirizzo("pratica", pratica.pk),
            "tono": TONI_PRATICA[pratica.stato],
            "termine": pratiche.termine(pratica),
        }

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "totale": self.righe().count()}


class _DellaPratica(VistaServizi):
    """Pagina di una pratica: `self.pratica`."""

    stanza = STANZA

    def prepara(self):
        self.pratica = self.trova(pratiche.pratica(self.kwargs["pk"]), "Pratica")
        self.titolo = self.titolo or str(self.pratica)

    def qui(self):
        return self.indirizzo("pratica", self.pratica.pk)


class SchedaPratica(_DellaPratica):
    """La pratica, a che punto è, che cosa si può fare adesso."""

    template_name = "servizi/pratica.html"

    def get_context_data(self, **kwargs):
        possibili = [(n, self.pratica.PASSI[n]) for n in flusso.possibili(self.pratica, self.poteri)]
        return {
            **super().get_context_data(**kwargs),
            "pratica": self.pratica,
            "tono": TONI_PRATICA[self.pratica.stato],
            "termine": pratiche.termine(self.pratica),
            "azioni": [(p.frase, self.indirizzo("passo_pratica", self.pratica.pk, n)) for n, p in possibili if not p.motivo],
            "con_motivo": [(p.frase, self.indirizzo("passo_pratica", self.pratica.pk, n)) for n, p in possibili if p.motivo],
            "carte": pratiche.carte(self.pratica) if self.poteri.puo(GESTISCE) else [],
            "eventi": nucleo.storia(self.pratica) if self.poteri.puo("legge_registro") else [],
        }


class NuovaPratica(ModuloServizi):
    """Una comunicazione o una domanda ricevuta."""

    stanza = STANZA
    titolo = "Nuova pratica"
    sommario = "La struttura dev’essere già nell’offerta. Qui si tengono stati, termini e i documenti che servono."
    riuscita = "Pratica salvata."

    def strutture(self):
        """Le strutture sociali dell’offerta: le sociosanitarie le autorizzano altri."""
        return offerta.unita().filter(servizio__natura=Natura.STRUTTURA)

    def modulo(self, dati=None, file=None):
        nuova = Pratica(genere=GenerePratica.AVVIO, ricevuta_il=self.oggi)
        return PraticaForm(dati, instance=nuova, unita=self.strutture())

    def scrivi(self, form):
        return operazioni.salva_pratica(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("pratica", esito.pk) if esito else self.indirizzo("pratiche")


class ModificaPratica(_DellaPratica, NuovaPratica):
    """Cambia la scheda di una pratica."""

    permesso = NuovaPratica.permesso
    titolo = "Modifica la pratica"
    sommario = ""

    def genitori(self):
        return [*super().genitori(), (str(self.pratica), self.qui())]

    def modulo(self, dati=None, file=None):
        return PraticaForm(dati, instance=self.pratica, unita=self.strutture())

    def torna(self, esito):
        return self.qui()


class PassoPratica(ModificaPratica):
    """Un passo della pratica; dove serve il motivo, lo chiede."""

    titolo = ""
    riuscita = "Fatto."

    def prepara(self):
        super().prepara()
        self.passo = self.trova(self.pratica.PASSI.get(self.kwargs["passo"]), "Passo")
        self.titolo = self.passo.frase

    def modulo(self, dati=None, file=None):
        return MotivoForm(dati)

    def scrivi(self, form):
        return self.compi(nota=form.cleaned_data["motivo"])

    @property
    def compi(self):
        return partial(operazioni.compi, self.pratica, self.kwargs["passo"], **self.chi)

    def post(self, request, *args, **kwargs):
        if self.passo.motivo:
            return super().post(request, *args, **kwargs)
        self.prova(self.compi, riuscita=f"{self.passo.frase}.")
        return redirect(self.qui())


class AllegaCarta(ModificaPratica):
    """Un documento della pratica."""

    titolo = "Allega un documento"
    sommario = "Lo vede solo chi tiene i servizi. Di ciò che si allega si conserva l’impronta."
    invia, riuscita = "Allega", "Documento allegato."

    def modulo(self, dati=None, file=None):
        return CartaForm(dati, file)

    def scrivi(self, form):
        file = form.cleaned_data["file"]
        dati = {"che_cosa": form.cleaned_data["che_cosa"], "nome": file.name, "byte": file.read()}
        return operazioni.allega_carta(self.pratica, **dati, **self.chi)


class ScaricaCarta(_DellaPratica):
    """Un documento della pratica: si scarica e non si apre mai dentro il portale."""

    permesso = GESTISCE
    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        carta = self.trova(self.pratica.carte.filter(pk=self.kwargs["carta"]).first(), "Documento")
        return scarica(carta.nome, carta.formato, carta.byte)


class NuovoSopralluogo(ModuloServizi):
    """Una visita in una struttura."""

    stanza = ("Offerta", "offerta")
    titolo = "Sopralluogo"
    sommario = "Chi, quando, che cosa si è visto. Delle prescrizioni il portale ricorda il termine."
    riuscita = "Sopralluogo annotato."

    def prepara(self):
        self.unita = self.trova(offerta.unita_con(self.kwargs["pk"]), "Unità d’offerta")

    def genitori(self):
        return [*super().genitori(), (str(self.unita), self.torna(None))]

    def modulo(self, dati=None, file=None):
        return SopralluogoForm(dati, instance=Sopralluogo(unita=self.unita, giorno=self.oggi))

    def scrivi(self, form):
        return operazioni.salva_sopralluogo(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("unita", self.unita.pk)


class ModificaSopralluogo(NuovoSopralluogo):
    """Cambia un sopralluogo, o annota che le prescrizioni sono adempiute."""

    riuscita = "Sopralluogo salvato."

    def prepara(self):
        self.sopralluogo = self.trova(pratiche.sopralluogo(self.kwargs["pk"]), "Sopralluogo")
        self.unita = self.sopralluogo.unita

    def modulo(self, dati=None, file=None):
        return SopralluogoForm(dati, instance=self.sopralluogo)
