"""La compilazione a passi: ogni passo si salva da sé e si riprende quando si vuole."""

from django.shortcuts import redirect

from accordo import operazioni, selezioni
from accordo.forms import AreeForm, DatiForm, InvioForm
from accordo.parole import del_ritardo
from accordo.requisiti import mancanze
from accordo.riepilogo import riepilogo
from accordo.views.base import VistaAdesione
from ambito import documenti

ORDINE = list(selezioni.PARTI)


def stepper(vista, corrente=""):
    """I passi con il loro stato: fatto se non manca niente, corrente, da fare; senza indirizzo se adesso è chiuso."""
    manca = {passo for passo, _ in mancanze(selezioni.come_inviata(vista.adesione, vista.oggi))}
    return [_passo(vista, nome, manca, corrente) for nome in selezioni.PARTI]


def _passo(vista, nome, manca, corrente):
    adesione = vista.adesione
    rimandato = nome in adesione.parti_riaperte
    # Finché non si sa come si aderisce, non si sa neppure se l’atto serve.
    fatto = adesione.pk and nome not in manca and not rimandato and (adesione.tipo or nome == "dati")
    return {
        "nome": nome,
        "etichetta": selezioni.PARTI[nome],
        "stato": "corrente" if nome == corrente else "fatto" if fatto else "da_fare",
        "url": "" if selezioni.perche_chiusa(adesione, nome, vista.oggi) else vista.url(nome),
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
        self.chiusa = selezioni.perche_chiusa(self.adesione, self.passo, self.oggi)

    def genitori(self):
        return [*super().genitori(), (self.comune.nome, self.url("adesione"))]

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
        return self.render_to_response(self.get_context_data(form=self.modulo()))

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid() or not self.prova(lambda: self.salva(form.cleaned_data)):
            return self.ripresenta(form=form)
        return self.avanti()

    def ripresenta(self, **contesto):
        """La stessa pagina con ciò che la persona ha scritto: non si è salvato nulla."""
        self.prepara()
        return self.render_to_response(self.get_context_data(**contesto), status=422)

    def scrivi(self, campi, **altro):
        return operazioni.salva_passo(
            avviso=self.avviso, comune=self.comune, passo=self.passo, campi=campi, revisione=self.revisione, poteri=self.poteri,
            adesso=self.adesso, **altro,
        )  # fmt: skip

    def avanti(self):
        if self.in_bozza:
            self.riferisci("Salvato: puoi riprendere quando vuoi.")
            return redirect(self.url("adesione"))
        seguenti = ORDINE[ORDINE.index(self.passo) + 1 :]
        return redirect(self.url(next(p for p in seguenti if not selezioni.perche_chiusa(self.adesione, p, self.oggi))))

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "passo": self.passo,
            "passi": stepper(self, self.passo),
            "occhiello": f"Passo {ORDINE.index(self.passo) + 1} di {len(ORDINE)} · {self.comune.nome}, {self.avviso.triennio}",
        }


class PassoDati(Passo):
    """Chi aderisce e chi lo rappresenta."""

    passo = "dati"
    template_name = "accordo/passo_dati.html"

    def modulo(self, dati=None):
        return DatiForm(dati, instance=self.adesione, bozza=self.in_bozza)

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
            iniziali |= {"aree_target": list(adesione.aree_target.all()), "tavoli": list(adesione.tavoli.all())}
        return AreeForm(dati, avviso=self.avviso, solo_consultiva=self.in_ritardo, initial=iniziali, bozza=self.in_bozza)

    def salva(self, dati):
        scelte = {nome: dati.pop(nome) for nome in ("aree_target", "tavoli") if nome in dati}
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
        return adesione if self.in_bozza else operazioni.presenta(adesione, poteri=self.poteri, adesso=self.adesso)

    def avanti(self):
        if self.in_bozza:
            return super().avanti()
        self.prepara()
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
        }
