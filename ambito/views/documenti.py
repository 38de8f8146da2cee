from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ambito import documenti, selezioni, stemmi
from ambito.esporta import scarica
from ambito.filtri import DocumentiFilter
from ambito.models import ContenutoDocumento, StatoDocumento
from ambito.moduli import CampoFile, Modulo
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.registri import DOCUMENTI
from ambito.risorse import DocumentiResource
from ambito.views.base import SOLO_POST, VistaAmbito
from ambito.views.elenco import VistaElenco

CURA = "cura_documenti"
TONI = {StatoDocumento.EMESSO: "positivo", StatoDocumento.SOSTITUITO: "neutro", StatoDocumento.ANNULLATO: "negativo"}


class AnnullaForm(Modulo):
    motivo = forms.CharField(
        label="Perché si annulla",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Chi verifica il codice del documento leggerà questa frase: non scrivere dati personali.",
    )


class StemmaForm(Modulo):
    file = CampoFile(label="Immagine dello stemma", estensioni=("png", "jpg", "jpeg"), massimo_mb=5)
    descrizione = forms.CharField(
        label="Che cosa mostra", max_length=150, help_text="Per chi non vede l’immagine, per esempio «Stemma del Comune di Lodi»."
    )


class Documenti(VistaElenco):
    """Il registro dei documenti emessi che la persona può leggere, con ciò che ciascuno vale oggi."""

    permesso = "entra"
    titolo = "Documenti"
    template_name = "ambito/documenti.html"
    filtro = DocumentiFilter
    risorsa = DocumentiResource
    nome_file = "documenti"

    def righe(self):
        return selezioni.documenti_visibili(self.poteri)

    def riga(self, documento):
        return presenta(documento)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "cura": self.poteri.puo(CURA)}


def presenta(documento):
    """Un documento con il nome del suo tipo e il suo stato in parole."""
    tipo = DOCUMENTI.get(documento.tipo)
    stato = StatoDocumento(documento.stato)
    return {"documento": documento, "tipo": tipo.etichetta if tipo else documento.tipo, "stato": stato.label, "tono": TONI[stato]}


class _Documento(VistaAmbito):
    permesso = "entra"

    def prepara(self):
        self.documento = self.trova(selezioni.documenti_visibili(self.poteri).filter(pk=self.kwargs["pk"]).first(), "Documento")
        self.titolo = self.documento.titolo

    def genitori(self):
        return [("Documenti", reverse("ambito:documenti", args=[self.ambito.slug]))]


class SchedaDocumento(_Documento):
    """Un documento: che cosa vale oggi, impronta, codice di verifica, il file; per chi può, il modulo che lo annulla."""

    template_name = "ambito/documento.html"

    def get_context_data(self, **kwargs):
        annullabile = self.poteri.puo(CURA) and not self.documento.annullato_il
        return {
            "annulla": AnnullaForm() if annullabile else None,
            **super().get_context_data(**kwargs),
            **presenta(self.documento),
            "recente": selezioni.ultimo_documento(self.documento.tipo, self.documento.oggetto_id),
            "peso": f"{formatta_numero(-(-self.documento.dimensione // 1024))} kB",
            **kwargs,
        }


class AnnullaDocumento(SchedaDocumento):
    """Annulla un documento emesso, con un motivo."""

    permesso = CURA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = AnnullaForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(annulla=form), status=422)
        motivo = form.cleaned_data["motivo"]
        self.prova(
            lambda: documenti.annulla(self.documento, motivo=motivo, poteri=self.poteri, adesso=self.adesso),
            riuscita="Documento annullato: chi ne verifica il codice lo saprà. Se serve, emettilo di nuovo dalla sua pagina.",
        )
        return self.vai("documento", self.documento.pk)


class ScaricaDocumento(_Documento):
    """Il PDF archiviato, byte per byte come fu emesso."""

    def get(self, request, *args, **kwargs):
        contenuto = ContenutoDocumento.objects.get(documento=self.documento)
        return scarica(bytes(contenuto.byte), self.documento.nome_file, "application/pdf")


class Intestazione(VistaAmbito):
    """Lo stemma che i documenti dell’Ambito portano in testa: si carica, si cambia, si toglie."""

    permesso = CURA
    titolo = "Intestazione dei documenti"
    template_name = "ambito/intestazione.html"

    def genitori(self):
        return [("Documenti", reverse("ambito:documenti", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        return {"form": StemmaForm(), **super().get_context_data(**kwargs), "stemma": stemmi.in_uso(), **kwargs}

    def post(self, request, *args, **kwargs):
        if "togli" in request.POST:
            stemmi.togli(poteri=self.poteri, adesso=self.adesso)
            self.riferisci("Stemma tolto: i prossimi documenti si emettono senza.")
            return redirect(request.path)
        form = StemmaForm(request.POST, request.FILES)
        if form.is_valid() and self._cambia(form):
            self.riferisci("Stemma salvato: comparirà sui documenti emessi da ora.")
            return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _cambia(self, form):
        dati = {"byte": form.cleaned_data["file"].read(), "descrizione": form.cleaned_data["descrizione"]}
        try:
            return stemmi.cambia(**dati, poteri=self.poteri, adesso=self.adesso)
        except stemmi.StemmaNonValido as errore:
            form.add_error("file", errore.frase)
            return None


class StemmaInUso(VistaAmbito):
    """L’immagine dello stemma, per vederla nella pagina."""

    permesso = CURA

    def get(self, request, *args, **kwargs):
        stemma = self.trova(stemmi.in_uso(), "Stemma")
        return HttpResponse(bytes(stemma.png), content_type="image/png")
