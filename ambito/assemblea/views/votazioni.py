"""La votazione: la scheda sul telefono, la ricevuta, il risultato con il suo conto."""

from django.shortcuts import render
from django.urls import reverse

from ambito.accesso.rinvii import con_ritorno
from ambito.assemblea import selezioni
from ambito.assemblea.forms import ManiForm, MotivoForm, TotaliForm, VotoForm
from ambito.assemblea.operazioni import votazioni
from ambito.assemblea.selezioni import conto, deleghe, mani, pubblica
from ambito.assemblea.selezioni.sala import Situazione, senza_scheda
from ambito.assemblea.stati import CONVOCA, StatoVotazione
from ambito.assemblea.views.base import VistaSeduta
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import conta
from ambito.poteri import PotereMancante
from ambito.views.base import SOLO_POST


class SchedaVotazione(VistaSeduta):
    """Aperta: la scheda di chi siede, o la sua ricevuta. Chiusa: il verdetto in parole, i conti, le schede, il riconto."""

    template_name = "assemblea/votazione.html"
    conferma = frozenset({"POST"})

    def dopo_la_conferma(self):
        return self.indirizzo("votazione", self.votazione.pk)

    def prepara(self):
        self.votazione = self.trova(selezioni.votazione(self.kwargs["pk"], self.poteri), "Votazione")
        self.seduta = self.votazione.seduta
        self.situazione = Situazione(self.seduta, self.poteri)
        self.titolo = f"Voto sul punto {self.votazione.punto.numero}"

    def get_context_data(self, **kwargs):
        contesto = {
            **super().get_context_data(**kwargs),
            "votazione": self.votazione,
            "deliberazione": getattr(self.votazione, "deliberazione", None),
            "schede": [self._scheda(mio, kwargs) for mio in self._miei()],
            "situazione": self.situazione,
            "url_conferma": self._url_conferma(),
        }
        if self.votazione.e_segreta and self.votazione.e_aperta and contesto["convoca"]:
            contesto["totali"] = kwargs.get("totali") or TotaliForm()
        if self.votazione.stato == StatoVotazione.CHIUSA:
            contesto |= self._risultato()
        return contesto

    def _url_conferma(self):
        """Dove confermare chi si è prima di votare; vuoto se si può già."""
        if not (self.votazione.e_aperta and self.situazione.miei and self.serve_conferma()):
            return ""
        return con_ritorno(reverse("account_conferma"), self.dopo_la_conferma())

    def _miei(self):
        """I propri seggi con la scheda consegnata in questa votazione, se c’è."""
        miei = self.situazione.miei
        voti = self.votazione.voti.filter(seggio__in=[m.seggio for m in miei]).exclude(ricevuta="")
        per_seggio = {v.seggio_id: v for v in voti.select_related("espresso_da")} if miei else {}
        return [(m, per_seggio.get(m.seggio.pk)) for m in miei]

    def _scheda(self, mio_e_voto, kwargs):
        mio, voto = mio_e_voto
        form = kwargs.get("moduli", {}).get(mio.seggio.pk) or VotoForm(auto_id=f"voto_{mio.seggio.pk}_%s")
        form.fields["espressione"].label = f"Come vota il {mio.seggio}"
        return {"mio": mio, "voto": voto, "form": form, "fuori_delega": self._fuori_delega(mio)}

    def _fuori_delega(self, mio):
        """La persona siede per delega, ma non per questo punto."""
        ammessi = deleghe.punti_ammessi(self.request.user, mio.seggio.comune_id, self.seduta) if mio.per_delega else None
        return ammessi is not None and self.votazione.punto not in ammessi

    def _risultato(self):
        return {
            "cifre": pubblica.cifre(self.votazione.esito_calcolo["conteggi"], self.seduta.regola_di_voto.unita_di_peso()),
            "passaggi": self.votazione.esito_calcolo["passaggi"],
            "voti": selezioni.voti_pubblici(self.votazione),
            "riconto": conto.riconta(self.votazione),
        }

    def post(self, request, *args, **kwargs):
        seggio = self._seggio(request.POST.get("seggio"))
        form = VotoForm(request.POST, auto_id=f"voto_{seggio.pk}_%s")
        if not form.is_valid():
            return self.rimostra(moduli={seggio.pk: form}, form=form)
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        voto = self.prova(lambda: votazioni.vota(self.votazione, seggio.pk, form.cleaned_data["espressione"], **dati))
        # 409: la scheda non è stata accettata, la frase dice perché e la pagina mostra ciò che è già scritto.
        return self.vai("votazione", self.votazione.pk) if voto else self._rileggi()

    def _seggio(self, scritto):
        """Il seggio indicato, se è della persona; se non è scritto e ne ha uno solo, quello."""
        miei = [m.seggio for m in self.situazione.miei]
        scelti = [s for s in miei if str(s.pk) == scritto] if scritto else miei
        if len(scelti) != 1:
            raise PotereMancante("vota")
        return scelti[0]

    def _rileggi(self):
        self.prepara()
        return self.rimostra(409)


class Mani(SchedaVotazione):
    """Il quaderno delle mani alzate: il segretario segna chi si distingue, rilegge ad alta voce e registra."""

    permesso = CONVOCA
    template_name = "assemblea/mani.html"
    conferma = frozenset({"GET", "POST"})

    def dopo_la_conferma(self):
        return self.indirizzo("mani", self.votazione.pk)

    def prepara(self):
        super().prepara()
        self.titolo = "Mani alzate"

    def modulo(self, dati=None):
        seggi = senza_scheda(self.situazione) if self.votazione.e_aperta else []
        prima = self.request.GET.get("come", "")
        iniziale = {f"seggio_{pk}": voto for pk, voto in mani.scelte_di(self.seduta, prima).items()} if prima.isdecimal() else {}
        return ManiForm(dati, seggi=seggi, initial=iniziale)

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "form": kwargs.get("form") or self.modulo(), "prima": mani.da_ripetere(self.votazione)}

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self._frammento(form) if request.htmx else self.rimostra(form=form)
        if request.htmx or not form.riletto:
            return self._rilegge(form)
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        voti = self.prova(lambda: votazioni.registra_mani(self.votazione, form.schede, **dati))
        if voti:
            self.riferisci(f"{conta(len(voti), 'scheda registrata', 'schede registrate')}.")
        return self.vai("sala", self.seduta.pk)

    def _rilegge(self, form):
        """Non scrive nulla: dice che cosa si sta per registrare. Il segno lega la registrazione a ciò che si è riletto."""
        lettura = mani.rilettura(self.situazione, form.scelte)
        if self.request.htmx:
            return self._frammento(form, lettura=lettura)
        return self.rimostra(200, form=form, lettura=lettura)

    def _frammento(self, form, **contesto):
        return render(self.request, "assemblea/_rilettura.html", {"form": form, **contesto})


class ChiudiVotazione(SchedaVotazione):
    """Chiude e conta; di un voto segreto scrive i totali proclamati."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        totali = None
        if self.votazione.e_segreta and self.votazione.e_aperta:
            form = TotaliForm(request.POST)
            if not form.is_valid():
                return self.rimostra(totali=form)
            totali = form.cleaned_data
        dati = {"totali": totali, "poteri": self.poteri, "adesso": self.adesso}
        chiusa = self.prova(lambda: votazioni.chiudi_votazione(self.votazione, **dati))
        return self.rimostra(totali=form) if totali and not chiusa else self.vai("votazione", self.votazione.pk)


class AnnullaVotazione(SchedaVotazione):
    """Annulla una votazione aperta per errore."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = MotivoForm(request.POST)
        try:
            motivo = form.cleaned_data["motivo"] if form.is_valid() else ""
            votazioni.annulla_votazione(self.votazione, motivo=motivo, poteri=self.poteri, adesso=self.adesso)
        except ErroreAtteso as errore:
            self.avverti(errore.frase)
        return self.vai("sala", self.seduta.pk)
