from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from ambito import lavori, selezioni
from ambito.models import StatoLavoro
from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco

TONI = {
    StatoLavoro.IN_CODA: "attesa",
    StatoLavoro.IN_CORSO: "attesa",
    StatoLavoro.FATTO: "positivo",
    StatoLavoro.FALLITO: "negativo",
}
IN_ATTESA = "È in coda: comincerà fra poco."


def descrivi(lavoro, slug):
    """Un lavoro come lo mostrano l’elenco e il riquadro d’avanzamento."""
    url = reverse("ambito:lavoro", args=[slug, lavoro.pk])
    return {
        "id": str(lavoro.pk),
        "titolo": lavoro.titolo,
        "etichetta": lavoro.get_avvio_display(),
        "tono": TONI[lavoro.avvio],
        "percento": str(lavoro.percentuale),
        "messaggio": lavoro.errore or ("Pronto." if lavoro.e_finito else lavoro.fase or IN_ATTESA),
        "finito": lavoro.e_finito,
        "url": url,
        "url_esito": lavoro.esito_url,
        "etichetta_esito": "Apri il documento" if lavoro.documento_id else "Apri il risultato",
        "url_riprova": url if lavoro.avvio == StatoLavoro.FALLITO else "",
        "chi": lavoro.chiesto_da.nome_completo if lavoro.chiesto_da else "il portale",
        "quando": lavoro.chiesto_il,
    }


class Lavori(VistaElenco):
    """I lavori in secondo piano: i propri, o quelli di tutti per chi ne ha il diritto."""

    permesso = "entra"
    titolo = "Lavori in corso"
    template_name = "ambito/lavori.html"

    def righe(self):
        return selezioni.lavori_visibili(self.poteri)

    def riga(self, lavoro):
        return descrivi(lavoro, self.ambito.slug)


class SchedaLavoro(VistaAmbito):
    """L’avanzamento di un lavoro, che si aggiorna da sé; se non è riuscito, si può riprovare."""

    permesso = "entra"
    template_name = "ambito/lavoro.html"

    def prepara(self):
        self.lavoro = selezioni.lavori_visibili(self.poteri).filter(pk=self.kwargs["pk"]).first()
        if self.lavoro is None:
            raise Http404("Lavoro")
        self.titolo = self.lavoro.titolo

    def genitori(self):
        return [("Lavori", reverse("ambito:lavori", args=[self.ambito.slug]))]

    def get_template_names(self):
        return ["ambito/lavoro.html#avanzamento" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "lavoro": descrivi(self.lavoro, self.ambito.slug)}

    def post(self, request, *args, **kwargs):
        lavori.riprova(self.lavoro)
        return redirect(request.path)
