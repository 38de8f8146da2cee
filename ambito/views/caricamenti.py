from django.http import Http404
from django.shortcuts import redirect

from ambito.esporta import FORMATI, scarica
from ambito.importazione import motore
from ambito.models import Caricamento, StatoCaricamento
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


TONI = {"anteprima": "attesa", "con_errori": "negativo", "applicato": "positivo", "annullato": "neutro"}


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


class SchedaCaricamento(_Caricamento):
    """L’anteprima di un foglio: che cosa cambierebbe, che cosa è sbagliato; si conferma o si annulla."""

    template_name = "ambito/caricamento.html"

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "caricamento": self.caricamento,
            "anteprima": self.caricamento.anteprima,
            "cifre_anteprima": cifre(self.caricamento.anteprima),
            "tono": TONI[self.caricamento.esito],
            "ritorno": self.tracciato.ritorno(self.caricamento),
            "si_conferma": self.caricamento.esito == StatoCaricamento.ANTEPRIMA,
            "con_errori": self.caricamento.esito == StatoCaricamento.CON_ERRORI,
        }

    def post(self, request, *args, **kwargs):
        if request.POST.get("azione") == "annulla":
            fatto = self.prova(lambda: motore.annulla(self.caricamento), riuscita="Caricamento annullato: non è cambiato nulla.")
        else:
            fatto = self.prova(self._applica, riuscita="Foglio applicato.")
        return redirect(self.tracciato.ritorno(self.caricamento) if fatto else request.path)

    def _applica(self):
        return motore.applica(self.caricamento, poteri=self.poteri, adesso=self.adesso)


class ErroriCaricamento(_Caricamento):
    """Il foglio di partenza con una colonna «errore», da correggere e ricaricare."""

    def get(self, request, *args, **kwargs):
        return scarica(motore.file_degli_errori(self.caricamento), "da-correggere.csv", FORMATI["csv"])
