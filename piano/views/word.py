"""Il piano e le sezioni da e verso Word: si scarica, si carica, si guarda che cosa entra, si mette nella sezione."""

from functools import partial

from django.shortcuts import redirect

from ambito.errori import ErroreAtteso
from ambito.esporta import scarica
from ambito.views.base import SOLO_GET
from piano import operazioni
from piano.documenti import word
from piano.forms import DaDocumentoForm, DocumentoForm
from piano.views.base import VistaPiano, VistaSezione

TIPO = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class PianoInWord(VistaPiano):
    """Il piano intero da scaricare: la bozza, o la versione che leggono tutti."""

    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        return scarica(word.in_word(self.da_leggere, self.adesso), f"piano-di-zona-{self.piano.triennio}.docx", TIPO)


class SezioneInWord(VistaSezione):
    """Una sezione da scaricare, com’è adesso."""

    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        byte = word.sezione_in_word(self.sezione, self.adesso)
        return scarica(byte, f"sezione-{self.sezione.codice}-{self.piano.triennio}.docx", TIPO)


class Importa(VistaSezione):
    """Prende il testo da un documento in due passi: si carica e si guarda che cosa entra, poi si mette nella sezione."""

    permesso = "redige_piano"
    template_name = "piano/importa.html"

    def prepara(self):
        super().prepara()
        self.titolo = "Prendi il testo da un documento"

    def parti(self):
        return [(str(self.sezione), self.url("sezione", self.sezione.pk))]

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", DocumentoForm())
        return super().get_context_data(**kwargs)

    def get(self, request, *args, **kwargs):
        if not self.piano.modificabile:
            self.avverti(operazioni.frase_bloccato(self.piano))
            return redirect(self.url("sezione", self.sezione.pk))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.metti() if "testo" in request.POST else self.anteprima()

    def anteprima(self):
        form = DocumentoForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                letto = self.letto(**form.cleaned_data)
            except ErroreAtteso as errore:
                form.add_error(errore.campo, errore.frase)
            else:
                iniziali = {"testo": letto.testo, "revisione": self.sezione.revisione, "modo": "sostituisci"}
                contesto = {"form": DaDocumentoForm(initial=iniziali), "letto": letto, "file": form.cleaned_data["file"].name}
                con_figure = {"testo": letto.testo, "figure": self.figure(letto.testo)}
                return self.render_to_response(self.get_context_data(**contesto, con_figure=con_figure))
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def letto(self, file, figure):
        """Il documento letto; con `figure` le sue immagini sono già fra quelle del piano."""
        letto = operazioni.leggi_per_sezione(file.read())
        if not figure:
            return letto.con_figure({})
        return operazioni.prendi_le_figure(self.piano, letto, documento=file.name, poteri=self.poteri, adesso=self.adesso)

    def metti(self):
        form = DaDocumentoForm(self.request.POST)
        if not form.is_valid():
            self.avverti("L’anteprima non è più buona: carica di nuovo il documento.")
            return redirect(self.request.path)
        dati = form.cleaned_data
        metti = partial(operazioni.metti_nella_sezione, self.sezione, dati["testo"], in_fondo=dati["modo"] == "aggiungi",
                        partenza=dati["revisione"], utente=self.request.user, adesso=self.adesso)  # fmt: skip
        esito = self.prova(metti)
        if esito and not esito.salvata:
            self.avverti(esito.motivo)
            return redirect(self.url("conflitto", self.sezione.pk))
        if esito:
            self.riferisci("Il testo del documento è nella sezione: quello di prima resta fra le revisioni.")
        return redirect(self.url("sezione", self.sezione.pk))
