"""Il verbale."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from ambito.assemblea import selezioni
from ambito.assemblea.forms import FirmatoForm, OsservazioneForm, RispostaOsservazioneForm, VerbaleForm
from ambito.assemblea.operazioni import atti
from ambito.assemblea.selezioni import verbali
from ambito.assemblea.stati import CONVOCA, StatoVerbale
from ambito.assemblea.views.base import VistaSeduta
from ambito.documenti import richiedi
from ambito.errori import ErroreAtteso
from ambito.esporta import scarica
from ambito.selezioni import ultimo_documento
from ambito.views.base import SOLO_GET, SOLO_POST


class TestoVerbale(VistaSeduta):
    """Il verbale: chi può leggere le sedute lo legge; il segretario lo corregge finché è in bozza."""

    template_name = "assemblea/verbale.html"

    def prepara(self):
        super().prepara()
        self.verbale = self.trova(selezioni.verbale(self.seduta.pk, self.poteri), "Verbale")
        self.titolo = str(self.verbale)

    @property
    def modificabile(self):
        return self.poteri.puo(CONVOCA) and self.verbale.stato == StatoVerbale.BOZZA

    def get_context_data(self, **kwargs):
        iniziale = {"testo": self.verbale.testo, "revisione": self.verbale.revisione}
        return {
            **super().get_context_data(**kwargs),
            "verbale": self.verbale,
            "paragrafi": self.verbale.testo.split("\n\n"),
            "modificabile": self.modificabile,
            "form": kwargs.get("form") or (VerbaleForm(initial=iniziale) if self.modificabile else None),
            "documento": ultimo_documento("verbale", self.verbale.pk),
            "approvazione": self.approvazione,
            "osservazioni": self._osservazioni(kwargs.get("risposte", {})),
            "osserva": self._osserva(kwargs),
            "mancanze": verbali.mancanze(self.verbale) if self.modificabile else [],
            "firmato": verbali.firmato(self.verbale),
            "firma": self._firma(kwargs),
            "in_conflitto": kwargs.get("in_conflitto", False),
        }

    @cached_property
    def approvazione(self):
        return verbali.approvazione(self.verbale)

    def _firma(self, kwargs):
        """Il modulo per caricare il verbale firmato: a verbale chiuso, a chi lo tiene."""
        if not self.poteri.puo(CONVOCA) or self.verbale.stato != StatoVerbale.CHIUSO:
            return None
        return kwargs.get("firma") or FirmatoForm()

    def _osservazioni(self, moduli):
        """Ogni osservazione, con il modulo per rispondere se tocca al segretario e il verbale non è approvato."""
        rispondibili = self.poteri.puo(CONVOCA) and not self.approvazione
        return [
            (o, moduli.get(o.pk) or RispostaOsservazioneForm(auto_id=f"osservazione_{o.pk}_%s"))
            if rispondibili and o.accolta is None
            else (o, None)
            for o in verbali.osservazioni(self.verbale)
        ]

    def _osserva(self, kwargs):
        """Il modulo per chiedere una correzione: solo a chi siede, finché il verbale non è approvato."""
        if self.approvazione or not self.poteri.ha_da_qualche_parte("vota"):
            return None
        return kwargs.get("osserva") or OsservazioneForm()

    def autorizza(self):
        return super().autorizza() and (self.request.method != "POST" or self.poteri.puo(CONVOCA))

    def mancante(self):
        return (CONVOCA if self.poteri.puo(self.permesso) else self.permesso), None

    def post(self, request, *args, **kwargs):
        form = VerbaleForm(request.POST)
        if not form.is_valid():
            return self.rimostra(form=form)
        # Il navigatore manda gli a capo come \r\n: qui un paragrafo finisce con una riga vuota.
        dati = {"testo": form.cleaned_data["testo"].replace("\r\n", "\n"), "revisione": form.cleaned_data["revisione"]}
        salvato = self.prova(lambda: atti.salva_verbale(self.verbale, poteri=self.poteri, adesso=self.adesso, **dati),
                             riuscita="Verbale salvato.")  # fmt: skip
        if salvato:
            return self.vai("verbale", self.seduta.pk)
        self.prepara()
        return self.rimostra(409, form=VerbaleForm({**dati, "revisione": self.verbale.revisione}), in_conflitto=True)


class Osserva(TestoVerbale):
    """Chi siede chiede una correzione."""

    permesso = "vota"
    http_method_names = SOLO_POST

    def autorizza(self):
        return self.poteri.ha_da_qualche_parte(self.permesso)

    def mancante(self):
        return self.permesso, None

    def post(self, request, *args, **kwargs):
        form = OsservazioneForm(request.POST)
        if not form.is_valid():
            return self.rimostra(osserva=form)
        dati = {**form.cleaned_data, "poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: atti.osserva(self.verbale, **dati), riuscita="Osservazione mandata: il segretario la legge qui.")
        return self.vai("verbale", self.seduta.pk)


class RispondiOsservazione(TestoVerbale):
    """Il segretario accoglie o no una correzione."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        osservazione = self.trova(verbali.osservazioni(self.verbale).filter(pk=self.kwargs["osservazione"]).first(), "Osservazione")
        form = RispostaOsservazioneForm(request.POST, auto_id=f"osservazione_{osservazione.pk}_%s")
        if not form.is_valid():
            return self.rimostra(risposte={osservazione.pk: form})
        dati = {**form.cleaned_data, "poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: atti.rispondi_osservazione(osservazione, **dati), riuscita="Risposta scritta accanto all’osservazione.")
        return self.vai("verbale", self.seduta.pk)


class AllegaFirmato(TestoVerbale):
    """Conserva il PDF firmato, dopo averlo controllato."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = FirmatoForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.rimostra(firma=form)
        file = form.cleaned_data["file"]
        dati = {"nome_file": file.name, "byte": file.read(), "poteri": self.poteri, "adesso": self.adesso}
        try:
            atti.allega_firmato(self.verbale, **dati)
        except ErroreAtteso as errore:
            form.add_error("file", errore.frase)
            return self.rimostra(firma=form)
        self.riferisci("Verbale firmato conservato: le firme sono intatte.")
        return self.vai("verbale", self.seduta.pk)


class ScaricaFirmato(TestoVerbale):
    """Il file firmato com’è stato caricato."""

    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        firmato = self.trova(verbali.firmato(self.verbale), "Verbale firmato")
        busta = firmato.nome_file.lower().endswith(".p7m")
        nome = f"verbale-{self.verbale.anno}-{self.verbale.numero:03d}-firmato.pdf{'.p7m' if busta else ''}"
        return scarica(bytes(firmato.byte), nome, "application/pkcs7-mime" if busta else "application/pdf")


class ChiudiVerbale(TestoVerbale):
    """Rende definitivo il testo."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        self.prova(lambda: atti.chiudi_verbale(self.verbale, poteri=self.poteri, adesso=self.adesso), riuscita="Verbale chiuso.")
        return self.vai("verbale", self.seduta.pk)


class EmettiVerbale(TestoVerbale):
    """Mette in coda il PDF e porta alla pagina che ne mostra l’avanzamento."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = richiedi("verbale", self.verbale, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
