"""Gli incontri di un tavolo: convocazione con anteprima, presenze, verbale, allegati."""

from functools import partial

from django.shortcuts import redirect

from ambito.nucleo.formati_italiani import conta
from ambito.views.allegati import scarica
from ambito.views.base import SOLO_GET, SOLO_POST
from piano import annunci
from piano.forms import AllegatoForm, IncontroForm, MotivoForm, PresenzeForm, VerbaleForm, VistoForm
from piano.models import IncontroTavolo
from piano.operazioni import incontri as scritture
from piano.selezioni import incontri
from piano.views.base import ModuloPiano, VistaPiano
from piano.views.tavoli import DelTavolo


class NuovoIncontro(DelTavolo, ModuloPiano):
    """Fissa un incontro del tavolo."""

    permesso = ModuloPiano.permesso
    titolo = "Nuovo incontro"
    riuscita = "Incontro salvato. Quando l’ordine del giorno è pronto, convoca i membri."

    def modulo(self, dati=None, file=None):
        return IncontroForm(dati, instance=IncontroTavolo(tavolo=self.tavolo))

    def scrivi(self, form):
        return scritture.salva_incontro(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.url("incontro", esito.pk) if esito else self.qui()


class DellIncontro(VistaPiano):
    """Pagina di `self.incontro`."""

    def prepara(self):
        super().prepara()
        self.incontro = self.trova(incontri.incontro(self.piano, self.kwargs["pk"]), "Incontro")
        self.titolo = self.titolo or str(self.incontro)

    def parti(self):
        tavolo = self.incontro.tavolo
        qui = [] if self.titolo == str(self.incontro) else [("Incontro", self.qui())]
        return [("Tavoli", self.url("tavoli")), (tavolo.nome, self.url("tavolo", tavolo.pk)), *qui]

    def qui(self):
        return self.url("incontro", self.incontro.pk)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "incontro": self.incontro}


class SchedaIncontro(DellIncontro):
    """L’incontro: ordine del giorno, chi c’era, che cosa si è detto, che cosa si è proposto."""

    template_name = "piano/incontro.html"
    http_method_names = SOLO_GET

    def get_context_data(self, **kwargs):
        presenze = list(incontri.presenze(self.incontro))
        presenti = [p for p in presenze if p.esito == "presente"]
        return {
            **super().get_context_data(**kwargs),
            "presenze": presenze,
            "n_presenti": len(presenti),
            "n_enti": len({p.per_chi for p in presenti}),
            "allegati": incontri.allegati(self.incontro),
            "proposte": list(self.incontro.proposte.per_elenco()),
            "url_nuova_proposta": f"{self.url('nuova_proposta')}?tavolo={self.incontro.tavolo_id}&incontro={self.incontro.pk}",
            "tenuto": self.incontro.quando <= self.adesso,
            "oggi_o_prima": self.incontro.giorno <= self.oggi,
            "redige": self.poteri.puo("redige_piano"),
        }


class ModuloIncontro(DellIncontro, ModuloPiano):
    """Un modulo che scrive su `self.incontro` e ci torna."""

    permesso = ModuloPiano.permesso

    def torna(self, esito):
        return self.qui()


class ModificaIncontro(ModuloIncontro):
    """Cambia giorno, luogo, ordine del giorno."""

    titolo = "Modifica l’incontro"
    riuscita = "Incontro salvato. Se è già convocato, convoca di nuovo per avvisare chi viene."

    def modulo(self, dati=None, file=None):
        return IncontroForm(dati, instance=self.incontro)

    def scrivi(self, form):
        return scritture.salva_incontro(form.save(commit=False), **self.chi)


class Convoca(DellIncontro):
    """La convocazione com’è e chi la riceve, prima di mandarla."""

    permesso = "redige_piano"
    titolo = "Convocazione"
    template_name = "piano/convoca.html"

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "annuncio": annunci.convocazione(self.incontro),
            "destinatari": incontri.destinatari(self.incontro),
        }

    def post(self, request, *args, **kwargs):
        form = VistoForm(request.POST)
        if not form.is_valid():
            return redirect(self.url("convoca_incontro", self.incontro.pk))
        manda = partial(scritture.convoca, self.incontro, viste=form.cleaned_data["visto"], poteri=self.poteri, adesso=self.adesso)
        quanti = self.prova(manda)
        if quanti:
            self.riferisci(f"Convocazione mandata a {conta(quanti, 'membro', 'membri')}.")
        return redirect(self.qui())


class Presenze(ModuloIncontro):
    """Il foglio delle presenze."""

    titolo = "Presenze"
    sommario = "Chi faceva parte del tavolo quel giorno. Nome ed ente restano quelli di allora."
    invia, riuscita = "Salva le presenze", "Presenze salvate."

    def modulo(self, dati=None, file=None):
        return PresenzeForm(dati, membri=list(incontri.attesi(self.incontro)), presenze=incontri.presenze(self.incontro))

    def scrivi(self, form):
        return scritture.segna_presenze(self.incontro, form.esiti, **self.chi)


class Verbale(ModuloIncontro):
    """Il verbale, finché non è approvato."""

    titolo = "Verbale"
    template_name = "piano/verbale.html"
    riuscita = "Verbale salvato."

    def modulo(self, dati=None, file=None):
        return VerbaleForm(dati, initial={"testo": self.incontro.verbale, "revisione": self.incontro.revisione})

    def scrivi(self, form):
        dati = form.cleaned_data
        return scritture.scrivi_verbale(self.incontro, dati["testo"], partenza=dati["revisione"], **self.chi)


class ApprovaVerbale(DellIncontro):
    """Approva il verbale: dopo non si cambia più."""

    permesso = "redige_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = VistoForm(request.POST)
        if not form.is_valid():
            return redirect(self.qui())
        letta = form.cleaned_data["visto"]
        approva = partial(scritture.approva_verbale, self.incontro, partenza=letta, poteri=self.poteri, adesso=self.adesso)
        self.prova(approva, riuscita="Verbale approvato: da adesso non si modifica.")
        return redirect(self.qui())


class AnnullaIncontro(ModuloIncontro):
    """Annulla un incontro che non si tiene."""

    titolo = "Annulla l’incontro"
    sommario = "Resta nell’elenco come annullato. Chi era stato convocato va avvisato."
    invia, riuscita = "Annulla l’incontro", "Incontro annullato."

    def modulo(self, dati=None, file=None):
        return MotivoForm(dati)

    def scrivi(self, form):
        return scritture.annulla_incontro(self.incontro, form.cleaned_data["motivo"], **self.chi)


class AllegaAllIncontro(ModuloIncontro):
    """Un documento dell’incontro."""

    titolo = "Allega un documento"
    sommario = "Lo legge chi legge il piano: niente dati di persone assistite."
    invia, riuscita = "Allega", "Documento allegato."

    def modulo(self, dati=None, file=None):
        return AllegatoForm(dati, file)

    def scrivi(self, form):
        file = form.cleaned_data["file"]
        dati = {"che_cosa": form.cleaned_data["che_cosa"], "nome": file.name, "byte": file.read()}
        return scritture.allega(self.incontro, **dati, **self.chi)


class ScaricaAllegato(DellIncontro):
    """Un documento dell’incontro: si scarica e non si apre mai dentro il portale."""

    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        allegato = self.trova(self.incontro.allegati.filter(pk=self.kwargs["allegato"]).first(), "Allegato")
        return scarica(allegato.nome, allegato.formato, allegato.byte)
