"""Le figure del piano: si caricano, se ne correggono le parole, si tolgono; l’immagine di ciascuna per chi legge il piano."""

from functools import partial

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect

from ambito.nucleo.figure import segno_di_figura
from ambito.views.base import SOLO_GET, SOLO_POST
from ambito.views.modulo import ConModulo
from piano import operazioni
from piano.forms import FiguraForm, ParoleFiguraForm
from piano.selezioni import figure
from piano.views.base import SoloInBozza, VistaPiano


class Figure(ConModulo, VistaPiano):
    """L’elenco, con il segno da mettere nel testo, e il modulo per caricarne una; in JSON (`?formato=json`) per l’editor."""

    titolo = "Figure"
    template_name = "piano/figure.html"
    riuscita = "Figura caricata: adesso si può mettere in un testo."

    def get(self, request, *args, **kwargs):
        if request.GET.get("formato") == "json":
            dati = [self.in_json(figura) for figura, _ in figure.con_sezioni(self.piano)]
            return JsonResponse({"gruppi": [{"nome": "Figure del piano", "dati": dati}]})
        return super().get(request, *args, **kwargs)

    def in_json(self, figura):
        return {"figura": figura.codice, "nome": figura.titolo, "testo": "", "fonte": figura.fonte}

    def get_context_data(self, **kwargs):
        righe = [self.riga(figura, sezioni) for figura, sezioni in figure.con_sezioni(self.piano)]
        return {**super().get_context_data(**kwargs), "righe": righe}

    def riga(self, figura, sezioni):
        return {
            "figura": figura,
            "sezioni": sezioni,
            "segno": segno_di_figura(figura.codice),
            "url": self.url("figura", figura.codice),
            "immagine": self.url("immagine", figura.codice),
        }

    def modulo(self, dati=None, file=None):
        return FiguraForm(dati, file)

    def scrivi(self, form):
        dati = form.cleaned_data
        return operazioni.carica_figura(self.piano, byte=dati.pop("file").read(), **dati, **self.chi)

    def torna(self, esito):
        return self.url("figure")


class _DellaFigura(VistaPiano):
    """Pagina di `self.figura`."""

    def prepara(self):
        super().prepara()
        self.figura = self.trova(figure.con_codice(self.piano, self.kwargs["codice"]), "Figura")
        self.titolo = str(self.figura)

    def parti(self):
        return [("Figure", self.url("figure"))]

    def torna(self, esito):
        return self.url("figure")


class ModificaFigura(ConModulo, SoloInBozza, _DellaFigura):
    """Corregge didascalia, descrizione e fonte, o toglie la figura."""

    permesso = "redige_piano"
    template_name = "piano/figura.html"
    sommario = "L’immagine non cambia: per metterne un’altra si carica una figura nuova."
    riuscita = "Parole corrette: valgono dalla prossima versione."

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "figura": self.figura}

    def modulo(self, dati=None, file=None):
        return ParoleFiguraForm(dati, instance=self.figura)

    def scrivi(self, form):
        return operazioni.descrivi_figura(self.figura, **form.cleaned_data, **self.chi)


class TogliFigura(_DellaFigura):
    """Toglie la figura dall’elenco."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_figura, self.figura, poteri=self.poteri, adesso=self.adesso)
        self.prova(togli, riuscita="Figura tolta dall’elenco.")
        return redirect(self.url("figure"))


class Immagine(_DellaFigura):
    """I byte di una figura, anche tolta: le versioni congelate la mostrano ancora."""

    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        return HttpResponse(bytes(self.figura.byte), content_type=self.figura.tipo)
