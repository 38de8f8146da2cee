"""La compilazione a passi: ogni passo si salva da sé e si riprende quando si vuole."""

from django.shortcuts import redirect

from accordo import operazioni, selezioni
from accordo.forms import AreeEnteForm, AreeForm, DatiEnteForm, DatiForm, InvioForm
from accordo.parole.adesioni import del_ritardo
from accordo.requisiti.adesioni import DICHIARAZIONI, mancanze
from accordo.requisiti.rilievi import BERSAGLI
from accordo.riepilogo import riepilogo
from accordo.stati import StatoAdesione
from accordo.views.base import VistaAdesione
from ambito import documenti

ORDINE = list(selezioni.PARTI)
SCELTE = ("aree_target", "tavoli", "comuni_operativita", "obiettivi")


def stepper(vista, corrente=""):
    """I passi con il loro stato: fatto se non manca niente (e ogni rilievo è affrontato), corrente, da fare."""
    manca = {passo for passo, _ in mancanze(selezioni.come_inviata(vista.adesione, vista.oggi))}
    return [_passo(vista, nome, manca, corrente) for nome in selezioni.PARTI]


def _passo(vista, nome, manca, corrente):
    adesione = vista.adesione
    rimandato = nome in manca and adesione.stato == StatoAdesione.INTEGRAZIONE_RICHIESTA
    # Finché non si sa come si aderisce, non si sa neppure se l’atto serve.
    fatto = adesione.pk and nome not in manca and (adesione.tipo or nome == "dati")
    return {
        "nome": nome,
        "etichetta": selezioni.PARTI[nome],
        "stato": "corrente" if nome == corrente else "fatto" if fatto else "da_fare",
        "url": vista.url(nome),
        "nota": "da correggere" if rimandato else "",
    }


class Passo(VistaAdesione):
    """Un passo: `passo` è il suo nome; `moduli()` e `salva()` li dice ciascuno."""

    permesso_comune = "compila_adesione"
    passo = ""
    template_name = "accordo/passo.html"

    def prepara(self):
        super().prepara()
        self.titolo = selezioni.PARTI[self.passo]
        self.chiusa = selezioni.perche_chiusa(self.adesione, self.oggi)
        self.aperti = selezioni.campi_aperti(self.adesione)
        self.rilievi = {r.bersaglio: r for r in selezioni.rilievi_aperti(self.adesione)} if self.aperti is not None else {}

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    @property
    def in_bozza(self):
        return self.request.POST.get("azione") == "bozza"

    @property
    def revisione(self):
        testo = self.request.POST.get("revisione", "")
        return int(testo) if testo.isascii() and testo.isdigit() and len(testo) < 10 else -1

    def get(self, request, *args, **kwargs):
        if self.chiusa:
            return redirect(self.url("adesione"))
        return self.render_to_response(self.get_context_data(form=self.appunta(self.modulo())))

    def post(self, request, *args, **kwargs):
        form = self.appunta(self.modulo(request.POST))
        if not form.is_valid() or not self.prova(lambda: self.salva(form.cleaned_data)):
            return self.ripresenta(form=form)
        return self.avanti()

    def ripresenta(self, **contesto):
        """La stessa pagina con ciò che la persona ha scritto: non si è salvato nulla."""
        self.prepara()
        self.appunta(contesto["form"])
        return self.render_to_response(self.get_context_data(**contesto), status=422)

    def appunta(self, form):
        """Durante una correzione ferma i campi senza rilievo e mette accanto agli altri il loro; restituisce il modulo."""
        for nome, campo in form.fields.items():
            campo.disabled = campo.disabled or not self.si_scrive(nome)
            if nome in self.rilievi:
                campo.rilievo, campo.template_name = self.rilievo(nome), "accordo/campo_con_rilievo.html"
        return form

    def si_scrive(self, bersaglio):
        """Quel dato si può cambiare adesso?"""
        return self.aperti is None or bersaglio in self.aperti

    def rilievo(self, bersaglio):
        """Il rilievo su quel dato, con la risposta che la persona sta scrivendo; `None` se non c’è."""
        if rilievo := self.rilievi.get(bersaglio):
            rilievo.risposta = self.risposte().get(bersaglio, rilievo.risposta)
        return rilievo

    def risposte(self):
        """Ciò che la persona ha risposto ai rilievi di questo passo."""
        inviati = {b: self.request.POST.get(f"risposta-{b}") for b in self.rilievi}
        return {b: testo.replace("\x00", "")[:1000] for b, testo in inviati.items() if testo is not None}

    def scrivi(self, campi, **altro):
        return operazioni.salva_passo(
            avviso=self.avviso, soggetto=self.soggetto, passo=self.passo, campi=campi, revisione=self.revisione, poteri=self.poteri,
            adesso=self.adesso, risposte=self.risposte(), **altro,
        )  # fmt: skip

    def avanti(self):
        if self.in_bozza:
            self.riferisci("Salvato: puoi riprendere quando vuoi.")
            return redirect(self.url("adesione"))
        seguenti = ORDINE[ORDINE.index(self.passo) + 1 :]
        if self.aperti is not None:
            seguenti = [p for p in seguenti if p == "invio" or any(r.passo == p for r in self.rilievi.values())]
        return redirect(self.url(seguenti[0]))

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "passo": self.passo,
            "passi": stepper(self, self.passo),
            "in_correzione": self.aperti is not None,
            "si_scrive": any(self.si_scrive(b) for b in (*BERSAGLI[self.passo], *(DICHIARAZIONI if self.passo == "invio" else ()))),
            "occhiello": f"Adesione di {self.nome}, {self.avviso.triennio} · passo {ORDINE.index(self.passo) + 1} di {len(ORDINE)}",
        }


class PassoDati(Passo):
    """Chi aderisce e chi lo rappresenta."""

    passo = "dati"
    template_name = "accordo/passo_dati.html"

    def modulo(self, dati=None):
        form = DatiForm if self.comune else DatiEnteForm
        return form(dati, instance=self.adesione, bozza=self.in_bozza)

    def salva(self, dati):
        return self.scrivi(dati)


class PassoAree(Passo):
    """Come si aderisce, su quali aree, a quali tavoli."""

    passo = "aree"
    template_name = "accordo/passo_aree.html"

    def modulo(self, dati=None):
        adesione = self.adesione
        iniziali = {"tipo": adesione.tipo, "esperienza": adesione.esperienza}
        if adesione.pk:
            iniziali |= {nome: list(getattr(adesione, nome).all()) for nome in SCELTE}
        else:
            iniziali |= selezioni.scelte_riprese(adesione, self.oggi)
        regole = {"avviso": self.avviso, "solo_consultiva": self.in_ritardo, "initial": iniziali, "bozza": self.in_bozza}
        return AreeForm(dati, **regole) if self.comune else AreeEnteForm(dati, oggi=self.oggi, **regole)

    def salva(self, dati):
        scelte = {nome: dati.pop(nome) for nome in SCELTE if nome in dati}
        return self.scrivi(dati, scelte=scelte)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "ritardo": del_ritardo(self.avviso) if self.in_ritardo else ""}


class PassoInvio(Passo):
    """Il riepilogo, le dichiarazioni e l’invio."""

    passo = "invio"
    template_name = "accordo/passo_invio.html"

    def modulo(self, dati=None):
        return InvioForm(dati, instance=self.adesione, bozza=self.in_bozza)

    def salva(self, dati):
        adesione = self.scrivi(dati)
        if self.in_bozza:
            return adesione
        parte = operazioni.presenta if self.invia else operazioni.passa_al_sindaco
        return parte(adesione, poteri=self.poteri, adesso=self.adesso)

    def avanti(self):
        if self.in_bozza:
            return super().avanti()
        self.prepara()
        if self.adesione.da_confermare:
            self.riferisci("Pronta: il Sindaco la trova in «Tocca a te» e la conferma. Finché non lo fa, puoi riprenderla.")
            return redirect(self.url("adesione"))
        documenti.richiedi("adesione", self.adesione, utente=self.request.user, adesso=self.adesso)
        self.riferisci(f"Adesione inviata: ha il numero {self.adesione.numero_scritto}. La ricevuta si prepara fra pochi istanti.")
        return redirect(self.url("adesione"))

    def get_context_data(self, **kwargs):
        futura = selezioni.come_inviata(self.adesione, self.oggi)
        manca = [(self.url(passo), selezioni.PARTI[passo], frase) for passo, frase in mancanze(futura) if passo != "invio"]
        return {
            **super().get_context_data(**kwargs),
            "riepilogo": riepilogo(futura),
            "rappresentante_cf": self.adesione.rappresentante_cf,
            "mancanze": manca,
            "ritardo": del_ritardo(self.avviso) if self.in_ritardo else "",
            "senza_chi_conferma": not (self.invia or selezioni.puo_confermare_qualcuno(self.comune, self.oggi)),
        }
