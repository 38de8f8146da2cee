from functools import partial

from django.shortcuts import redirect

from ambito import flusso
from ambito.esporta import FORMATI
from rendicontazione import operazioni, selezioni
from rendicontazione.controlli import CATALOGO
from rendicontazione.forms import InviaForm, RimandaForm
from rendicontazione.stati import StatoRendiconto
from rendicontazione.views.base import VistaSpesa

S = StatoRendiconto
PASSI_MOSTRATI = 12
TAPPE = [
    ("Compilazione", {S.DA_COMPILARE, S.IN_COMPILAZIONE, S.RETTIFICA_RICHIESTA}),
    ("Controllo dell’Ufficio", {S.INVIATO, S.CERTIFICATO}),
    ("Validato", {S.VALIDATO, S.CHIUSO}),
]


def tappe(stato):
    """A che punto è la spesa del Comune, come percorso a passi."""
    qui = next(n for n, (_, stati) in enumerate(TAPPE) if stato in stati)
    finito = qui == len(TAPPE) - 1
    parole = ["fatto" if n < qui or finito else "corrente" if n == qui else "da_fare" for n in range(len(TAPPE))]
    return [{"etichetta": nome, "stato": parola} for (nome, _), parola in zip(TAPPE, parole, strict=True)]


class SpesaComune(VistaSpesa):
    """La spesa di un Comune in un anno: righe, totali, che cosa fare adesso."""

    template_name = "rendicontazione/comune.html"

    def prepara(self):
        super().prepara()
        self.titolo = f"Spesa {self.campagna.anno} di {self.comune.nome}"

    def sopra(self):
        return []

    def get_context_data(self, **kwargs):
        righe = list(self.rendiconto.voci.per_elenco())
        possibili = flusso.possibili(self.rendiconto, self.poteri)
        scrive = self.poteri.puo("compila_spesa", self.comune.pk)
        return {
            **super().get_context_data(**kwargs),
            "righe": [{"voce": v, "url": self.url_comune("voce", v.pk)} for v in righe],
            "totali": selezioni.totali(self.rendiconto.voci.all()),
            "scrive": scrive and not self.chiusa_perche,
            "compila": scrive,
            "passi": possibili if self.campagna.e_aperta else [],
            "tappe": tappe(self.rendiconto.stato),
            "eventi": selezioni.storia(self.rendiconto)[:PASSI_MOSTRATI],
            "formati": list(FORMATI),
            "in_ritardo": self.rendiconto.e_in_ritardo(self.oggi),
        }


class Invia(VistaSpesa):
    """I controlli prima dell’invio e l’invio."""

    permesso_comune = "compila_spesa"
    titolo = "Controlla e invia"
    template_name = "rendicontazione/invia.html"

    def modulo(self, dati=None):
        return InviaForm(dati, con_righe=self.righe > 0, initial={"messaggio": self.rendiconto.messaggio})

    def prepara(self):
        super().prepara()
        self.righe = self.rendiconto.voci.count()

    def get_context_data(self, **kwargs):
        da_spiegare = list(self.rendiconto.voci.da_spiegare().per_elenco())
        kwargs.setdefault("form", self.modulo())
        return {
            **super().get_context_data(**kwargs),
            "controlli": [{"regola": c, "quante": 0 if c.blocca else len(da_spiegare)} for c in CATALOGO],
            "da_spiegare": [{"voce": v, "url": self.url_comune("voce", v.pk)} for v in da_spiegare],
            "quante_righe": self.righe,
            "totali": selezioni.totali(self.rendiconto.voci.all()),
            "in_ritardo": self.rendiconto.e_in_ritardo(self.oggi),
        }

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        dati = {"senza_spesa": form.cleaned_data.get("senza_spesa", False), "messaggio": form.cleaned_data["messaggio"]}
        invia = partial(operazioni.invia, self.rendiconto, **dati, poteri=self.poteri, adesso=self.adesso)
        fatto = self.prova(invia, riuscita="Spesa inviata all’Ufficio di Piano.")
        return redirect(self.url_comune() if fatto else request.path)


class Passo(VistaSpesa):
    """Certificazione della ragioneria e validazione dell’Ufficio: un clic, un passo."""

    http_method_names = ["post"]
    PASSI = {
        "certifica": (operazioni.certifica, "Spesa certificata.", "certifica_spesa"),
        "valida": (operazioni.valida, "Spesa validata.", "controlla_rendiconti"),
    }

    def autorizza(self):
        diritto = self.PASSI[self.kwargs["passo"]][2]
        return super().autorizza() and (self.poteri.puo(diritto) or self.poteri.puo(diritto, self.comune.pk))

    def mancante(self):
        return self.PASSI[self.kwargs["passo"]][2], self.comune.pk

    def post(self, request, *args, **kwargs):
        operazione, riuscita, _ = self.PASSI[self.kwargs["passo"]]
        self.prova(partial(operazione, self.rendiconto, poteri=self.poteri, adesso=self.adesso), riuscita=riuscita)
        return redirect(self.url_comune())


class Rimanda(VistaSpesa):
    """L’Ufficio rimanda la spesa al Comune, con il motivo."""

    permesso = "controlla_rendiconti"
    titolo = "Rimanda al Comune"
    template_name = "rendicontazione/rimanda.html"

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", RimandaForm())
        return super().get_context_data(**kwargs)

    def post(self, request, *args, **kwargs):
        form = RimandaForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        motivo = form.cleaned_data["motivo"]
        rimanda = partial(operazioni.rimanda, self.rendiconto, motivo=motivo, poteri=self.poteri, adesso=self.adesso)
        self.prova(rimanda, riuscita=f"Spesa rimandata a {self.comune.nome}.")
        return redirect(self.url_comune())
