"""La sala in diretta: chi c’è, il numero legale, il punto e la votazione in corso; i comandi di chi tiene la seduta."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.safestring import mark_safe

from ambito import flusso
from ambito.assemblea import selezioni
from ambito.assemblea.forms import AppelloForm, DelegatoForm, InizioForm, MotivoForm
from ambito.assemblea.models import Votazione
from ambito.assemblea.operazioni import aula, votazioni
from ambito.assemblea.selezioni import elezioni
from ambito.assemblea.selezioni.sala import Situazione
from ambito.assemblea.selezioni.segno import segni
from ambito.assemblea.stati import CONVOCA, StatoSeduta
from ambito.assemblea.views.base import VistaSeduta
from ambito.nucleo.formati_italiani import conta
from ambito.nucleo.qr import qr_svg
from ambito.views.base import SOLO_POST

SCRUTINI = {
    "vota": Votazione.Scrutinio.PALESE,
    "vota_mani": Votazione.Scrutinio.ALZATA,
    "vota_segreto": Votazione.Scrutinio.SEGRETO,
}


class Sala(VistaSeduta):
    """La stessa pagina per tutti: si aggiorna da sé ogni due secondi; chi ha già l’ultima riceve una risposta vuota."""

    titolo = "Sala"
    template_name = "assemblea/sala.html"
    frammento = "assemblea/_diretta.html"

    # La persona ha già ciò che vedrebbe: non serve neppure leggere la seduta.
    invariata = False

    def prepara(self):
        if self._ha_gia_tutto():
            self.invariata = True
            return
        super().prepara()
        if self.seduta.stato in (StatoSeduta.BOZZA, StatoSeduta.ANNULLATA):
            raise Http404("Sala")
        self.situazione = Situazione(self.seduta, self.poteri)

    def _ha_gia_tutto(self):
        segno = self.request.GET.get("segno")
        if self.request.method != "GET" or not self.request.htmx or not segno:
            return False
        return segno == segni(self.kwargs["pk"], self.poteri.comuni_con("vota"))[1]

    def get(self, request, *args, **kwargs):
        return HttpResponse(status=204) if self.invariata else super().get(request, *args, **kwargs)

    def get_template_names(self):
        return [self.frammento if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs):
        contesto = {**super().get_context_data(**kwargs), "situazione": self.situazione}
        if contesto["convoca"] and not self.request.htmx:
            contesto |= {**self._moduli(), **kwargs}
        return contesto

    def _moduli(self):
        """I moduli di chi tiene la seduta, secondo il momento."""
        assenti, presenti = self._seggi(self.situazione.assenti), self._possono_presiedere()
        return {
            "appello": AppelloForm(assenti=assenti, auto_id="appello_%s"),
            "delegato": DelegatoForm(assenti=assenti, auto_id="delegato_%s"),
            "inizio": InizioForm(
                presenti=presenti,
                auto_id="inizio_%s",
                initial={"presiede": self.seduta.presiede or selezioni.presidente(self.oggi)},
            ),
            "motivo": MotivoForm(auto_id="motivo_%s"),
            "elezione": elezioni.aperta(self.seduta),
        }

    def _possono_presiedere(self):
        """I Comuni presenti: un ente, che vota solo su una materia, non presiede."""
        return self._seggi([s for s in self.situazione.presenti if s.conta_per(None)])

    def _seggi(self, quali=None):
        seggi = self.seduta.seggi.order_by("nome")
        return seggi if quali is None else seggi.filter(pk__in=[s.pk for s in quali])

    def torna(self):
        return self.vai("sala", self.seduta.pk)


class Schermo(Sala):
    """Per il proiettore: caratteri grandi, punto in corso, presenze, schede ricevute, esito. Nessun comando."""

    titolo = "Schermo della sala"
    template_name = "assemblea/schermo.html"
    frammento = "assemblea/_schermo.html"

    def get_context_data(self, **kwargs):
        # Il disegno si fa solo se la pagina lo mostra, e non è già composta.
        return super(Sala, self).get_context_data(**kwargs) | {"situazione": self.situazione, "qr": self.qr}

    def qr(self):
        """Il codice da inquadrare col telefono per entrare in sala."""
        return mark_safe(qr_svg(f"{settings.INDIRIZZO_PUBBLICO}{self.indirizzo('sala', self.seduta.pk)}", "Codice QR della sala"))


class Presenze(Sala):
    """«Sono presente» ed «Esco»: chi siede per il suo Comune, il segretario per chi è in aula."""

    http_method_names = SOLO_POST

    def autorizza(self):
        return super().autorizza() and (self.poteri.puo(CONVOCA) or self.poteri.ha_da_qualche_parte("vota"))

    def mancante(self):
        return (CONVOCA if self.poteri.puo(self.permesso) else self.permesso), None

    def post(self, request, *args, **kwargs):
        seggio = self._seggio(request.POST.get("seggio"))
        if seggio is None:
            self.avverti("Scegli il Comune di cui segnare la presenza.")
            return self.torna()
        if request.POST.get("azione") == "esce":
            self.prova(lambda: aula.esce(seggio, poteri=self.poteri, adesso=self.adesso), riuscita=f"{seggio}: uscita segnata.")
        else:
            dati = {"utente": request.user, "poteri": self.poteri, "adesso": self.adesso}
            in_aula = not self.poteri.puo("vota", seggio.comune_id)
            self.prova(lambda: aula.entra(seggio, in_aula=in_aula, **dati), riuscita=f"{seggio}: presenza segnata.")
        return self.torna()

    def _seggio(self, scritto):
        """Il seggio indicato; se non è scritto e la persona ne ha uno solo, quello."""
        if not scritto:
            miei = self.situazione.miei
            return miei[0].seggio if len(miei) == 1 else None
        return self.trova(self._seggi().select_related("seduta").filter(pk=_intero(scritto)).first(), "Seggio")


def _intero(testo):
    return int(testo) if testo and testo.isascii() and testo.isdigit() and len(testo) < 19 else None


class Appello(Sala):
    """Il segretario segna in una volta chi è in sala."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = AppelloForm(request.POST, assenti=self._seggi().select_related("seduta"), auto_id="appello_%s")
        if not form.is_valid():
            return self.rimostra(appello=form)
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        entrati = self.prova(lambda: aula.fai_appello(form.cleaned_data["seggi"], **dati))
        if entrati:
            self.riferisci(f"Segnata la presenza di {conta(entrati, 'Comune', 'Comuni')}.")
        return self.torna()


class Delegato(Sala):
    """Un Comune rappresentato da un delegato, con gli estremi della delega."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = DelegatoForm(request.POST, assenti=self._seggi().select_related("seduta"), auto_id="delegato_%s")
        if not form.is_valid():
            return self.rimostra(delegato=form)
        dati = {**form.cleaned_data, "utente": request.user, "poteri": self.poteri, "adesso": self.adesso}
        seggio = dati.pop("seggio")
        self.prova(lambda: aula.entra(seggio, in_aula=True, **dati), riuscita=f"{seggio}: presenza segnata.")
        return self.torna()


class Inizio(Sala):
    """Dichiara aperta la seduta."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = InizioForm(request.POST, presenti=self._possono_presiedere(), auto_id="inizio_%s")
        if not form.is_valid():
            return self.rimostra(inizio=form)
        dati = {**form.cleaned_data, "poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: aula.inizia(self.seduta, **dati), riuscita="La seduta è aperta: il numero legale c’è.")
        return self.torna()


class PassoSala(Sala):
    """I passi senza modulo: dichiarare deserta, chiudere la seduta."""

    permesso = CONVOCA
    http_method_names = SOLO_POST
    PASSI = {
        "dichiara_deserta": (aula.dichiara_deserta, "Seduta deserta: il verbale è pronto."),
        "chiudi": (aula.chiudi, "Seduta chiusa: il verbale è pronto da completare."),
    }

    def post(self, request, *args, **kwargs):
        if request.POST.get("passo") not in self.PASSI:
            return HttpResponse("Passo sconosciuto.", status=400)
        operazione, frase = self.PASSI[request.POST["passo"]]
        fatta = self.prova(lambda: operazione(self.seduta, poteri=self.poteri, adesso=self.adesso), riuscita=frase)
        return self.vai("seduta", self.seduta.pk) if fatta else self.torna()


class DelPunto(Sala):
    """Azioni su un punto: `pk` è del punto, la sala è quella della sua seduta."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def prepara(self):
        self.punto = self.trova(selezioni.punto(self.kwargs["pk"], self.poteri), "Punto")
        self.kwargs["pk"] = self.punto.seduta_id
        super().prepara()


class PassoPunto(DelPunto):
    """Chiama il punto, ne prende atto, lo mette ai voti."""

    def post(self, request, *args, **kwargs):
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        passo = request.POST.get("passo")
        if passo in ("chiama", "prendi_atto"):
            self.prova(lambda: flusso.esegui(self.punto, passo, **dati))
        elif passo in SCRUTINI:
            self.prova(lambda: votazioni.apri_votazione(self.punto, scrutinio=SCRUTINI[passo], **dati), riuscita="Si vota.")
        else:
            return HttpResponse("Passo sconosciuto.", status=400)
        return self.torna()


class RinviaPunto(DelPunto):
    """Rinvia il punto, con il motivo."""

    def post(self, request, *args, **kwargs):
        form = MotivoForm(request.POST, auto_id="motivo_%s")
        if not form.is_valid():
            return self.rimostra(motivo=form)
        dati = {"poteri": self.poteri, "adesso": self.adesso, "nota": form.cleaned_data["motivo"]}
        self.prova(lambda: flusso.esegui(self.punto, "rinvia", **dati), riuscita="Punto rinviato.")
        return self.torna()
