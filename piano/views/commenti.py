"""La sezione in lettura con i commenti: chi legge scrive e risponde, chi redige accoglie o dice perché no."""

from functools import partial

from django.shortcuts import redirect
from django.utils.safestring import mark_safe

from ambito.nucleo.figure import con_le_figure
from ambito.nucleo.note import note_in_fondo
from ambito.nucleo.testo import regolare
from ambito.views.base import SOLO_POST
from ambito.views.modulo import ConModulo
from piano import operazioni
from piano.forms import CommentoForm, EsitoCommentoForm, RispostaCommentoForm
from piano.models import Commento
from piano.operazioni.commenti import COMMENTABILI
from piano.selezioni import commenti
from piano.views.base import VistaSezione


class ConLettura:
    """Precede una vista di sezione: dà il testo con i passaggi evidenziati, i commenti e il modulo per scriverne uno."""

    def lettura(self):
        tutti = commenti.di_sezione(self.sezione)
        aperti = [c for c in tutti if c.aperto]
        html, perduti = commenti.evidenzia(regolare(self.testo()["testo"], 2), aperti)
        return {
            # È passato da `ambito.nucleo.testo`; l’evidenziazione aggiunge solo `<mark>`, le figure parole rese innocue.
            "html": mark_safe(con_le_figure(note_in_fondo(html), self.figure())),
            "perduti": perduti,
            "commenti": aperti,
            "esaminati": [c for c in tutti if not c.aperto],
            "commentabile": self.piano.stato in COMMENTABILI,
            "esamina": self.poteri.puo("redige_piano"),
            "form": CommentoForm(),
            "url_commenti": self.url("commenti", self.sezione.pk),
        }


class Commenti(ConLettura, ConModulo, VistaSezione):
    """La sezione in lettura, anche per chi la scrive."""

    permesso_scrittura = "legge_piano"
    template_name = "piano/sezione.html"
    riuscita = "Commento scritto: l’Ufficio di Piano lo esamina e tu avrai un avviso."

    def modulo(self, dati=None, file=None):
        return CommentoForm(dati)

    def get_context_data(self, **kwargs):
        return {**self.testo(), **self.lettura(), **self.intorno(), **super().get_context_data(**kwargs)}

    def scrivi(self, form):
        dati = form.cleaned_data
        intorno = dati["prima"], dati["dopo"]
        return operazioni.commenta(
            self.sezione, dati["testo"], passo=dati["passo"], proposta=dati["proposta"], intorno=intorno, **self.chi
        )

    def torna(self, esito):
        return self.url("commenti", self.sezione.pk) + (f"#commento-{esito.pk}" if esito else "")


class VistaCommento(VistaSezione):
    """Un gesto su `self.commento`; poi si torna alla pagina dei commenti."""

    http_method_names = SOLO_POST
    forma = None

    def prepara(self):
        super().prepara()
        trovati = Commento.objects.filter(sezione=self.sezione, pk=self.kwargs["commento"]).select_related("autore")
        self.commento = self.trova(trovati.first(), "Commento")
        self.commento.sezione = self.sezione

    def post(self, request, *args, **kwargs):
        form = self.forma(request.POST)
        if form.is_valid():
            self.fai(form.cleaned_data)
        else:
            self.avverti(" ".join(e for errori in form.errors.values() for e in errori))
        return redirect(self.url("commenti", self.sezione.pk) + f"#commento-{self.commento.pk}")


class RispondiCommento(VistaCommento):
    """Una risposta sotto il commento."""

    permesso_scrittura = "legge_piano"
    forma = RispostaCommentoForm

    def fai(self, dati):
        rispondi = partial(operazioni.rispondi_al_commento, self.commento, dati["testo"], poteri=self.poteri, adesso=self.adesso)
        self.prova(rispondi, riuscita="Risposta scritta.")


class EsitoCommento(VistaCommento):
    """L’Ufficio accoglie il commento, o dice perché no."""

    forma = EsitoCommentoForm

    def fai(self, dati):
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        if dati["esito"] == "respingi":
            respingi = partial(operazioni.respingi_commento, self.commento, dati["motivo"], **chi)
            self.prova(respingi, riuscita="Commento non accolto: chi l’ha scritto riceve il motivo.")
            return
        accogli = partial(operazioni.accogli_commento, self.commento, a_mano=dati["esito"] == "a_mano", **chi)
        scritto = self.commento.proposta and dati["esito"] == "accogli"
        coda = " Il testo proposto è nella sezione, come revisione nuova." if scritto else ""
        self.prova(accogli, riuscita=f"Commento accolto.{coda}")
