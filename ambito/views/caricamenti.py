from django import forms
from django.http import Http404
from django.shortcuts import redirect

from ambito.esporta import FORMATI, scarica
from ambito.importazione import colonne, motore
from ambito.models import Caricamento, StatoCaricamento
from ambito.moduli import Modulo
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.registri import TRACCIATI
from ambito.views.base import VistaAmbito


class _Caricamento(VistaAmbito):
    permesso = "entra"

    def prepara(self):
        self.caricamento = Caricamento.objects.select_related("comune").defer("byte").filter(pk=self.kwargs["pk"]).first()
        if self.caricamento is None or not self._mio():
            raise Http404("Caricamento")
        self.tracciato = TRACCIATI[self.caricamento.tracciato]
        self.titolo = f"Controllo di «{self.caricamento}»"

    def _mio(self):
        tracciato = TRACCIATI[self.caricamento.tracciato]
        return self.poteri.puo(tracciato.permesso, self.caricamento.comune_id)

    def genitori(self):
        return [(self.tracciato.etichetta, self.tracciato.ritorno(self.caricamento))]


TONI = {
    StatoCaricamento.DA_ABBINARE: "attenzione",
    StatoCaricamento.ANTEPRIMA: "attesa",
    StatoCaricamento.CON_ERRORI: "negativo",
    StatoCaricamento.APPLICATO: "positivo",
    StatoCaricamento.ANNULLATO: "neutro",
}


def cifre(anteprima):
    """I conteggi dell’anteprima, pronti da mostrare."""
    voci = [
        ("Righe lette", "lette"),
        ("Nuove", "nuove"),
        ("Cambiate", "cambiate"),
        ("Uguali", "uguali"),
        ("Errori", "quanti_errori"),
    ]
    return [{"etichetta": e, "valore": formatta_numero(anteprima[k])} for e, k in voci if k in anteprima]


class ColonneForm(Modulo):
    """Un campo per ogni colonna cercata: la scelta è fra le intestazioni del foglio che non si riconoscono."""

    def __init__(self, anteprima, data=None):
        super().__init__(data)
        scelte = [(v["intestazione"], _con_esempi(v)) for v in anteprima["ignote"]]
        for colonna in anteprima["cercate"]:
            vuota = "Scegli…" if colonna["obbligatoria"] else "Non c’è nel foglio"
            self.fields[colonna["nome"]] = forms.ChoiceField(
                label=colonna["etichetta"], choices=[("", vuota), *scelte], required=colonna["obbligatoria"]
            )

    def scelte(self):
        """`{nome della colonna: intestazione}` di ciò che è stato indicato."""
        return {nome: valore for nome, valore in self.cleaned_data.items() if valore}


def _con_esempi(voce):
    esempi = "; ".join(voce["esempi"])
    return f"{voce['intestazione']} (per esempio: {esempi})" if esempi else voce["intestazione"]


class SchedaCaricamento(_Caricamento):
    """L’anteprima di un foglio: che cosa cambierebbe, che cosa è sbagliato; si conferma o si annulla. O quali colonne indicare."""

    template_name = "ambito/caricamento.html"

    def get_context_data(self, **kwargs):
        da_abbinare = self.caricamento.esito == StatoCaricamento.DA_ABBINARE
        return {
            "form_colonne": ColonneForm(self.caricamento.anteprima) if da_abbinare else None,
            **super().get_context_data(**kwargs),
            "caricamento": self.caricamento,
            "anteprima": self.caricamento.anteprima,
            "cifre_anteprima": cifre(self.caricamento.anteprima),
            "tono": TONI[self.caricamento.esito],
            "ritorno": self.tracciato.ritorno(self.caricamento),
            "si_conferma": self.caricamento.esito == StatoCaricamento.ANTEPRIMA,
            "con_errori": self.caricamento.esito == StatoCaricamento.CON_ERRORI,
            "da_abbinare": da_abbinare,
            **kwargs,
        }

    def post(self, request, *args, **kwargs):
        azione = request.POST.get("azione")
        if azione == "indica":
            return self._indica(request)
        if azione == "dimentica":
            self.prova(lambda: motore.dimentica_colonne(self.caricamento), riuscita="Colonne dimenticate: indicale di nuovo.")
            return redirect(request.path)
        if azione == "annulla":
            fatto = self.prova(lambda: motore.annulla(self.caricamento), riuscita="Caricamento annullato: non è cambiato nulla.")
        else:
            fatto = self.prova(self._applica, riuscita="Foglio applicato.")
        return redirect(self.tracciato.ritorno(self.caricamento) if fatto else request.path)

    def _indica(self, request):
        form = ColonneForm(self.caricamento.anteprima, request.POST) if "cercate" in self.caricamento.anteprima else None
        if form is None:
            return redirect(request.path)
        if form.is_valid():
            try:
                motore.indica_colonne(self.caricamento, form.scelte())
                self.riferisci("Colonne indicate: la prossima volta si riconosceranno da sole.")
                return redirect(request.path)
            except (colonne.AbbinamentoNonValido, motore.FoglioRifiutato, motore.CaricamentoSuperato) as errore:
                form.add_error(None, errore.frase)
        return self.render_to_response(self.get_context_data(form_colonne=form), status=422)

    def _applica(self):
        return motore.applica(self.caricamento, poteri=self.poteri, adesso=self.adesso)


class ErroriCaricamento(_Caricamento):
    """Il foglio di partenza con una colonna «errore», da correggere e ricaricare."""

    def get(self, request, *args, **kwargs):
        return scarica(motore.file_degli_errori(self.caricamento), "da-correggere.csv", FORMATI["csv"])
