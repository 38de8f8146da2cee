from decimal import Decimal

from django.shortcuts import redirect
from django.urls import reverse

from ambito import lavori, selezioni
from ambito.models import StatoLavoro
from ambito.nucleo.formati_italiani import conta, formatta_numero
from ambito.views.base import SOLO_POST, VistaAmbito
from ambito.views.elenco import VistaElenco

TONI = {
    StatoLavoro.IN_CODA: "attesa",
    StatoLavoro.IN_CORSO: "attesa",
    StatoLavoro.FATTO: "positivo",
    StatoLavoro.FALLITO: "negativo",
    StatoLavoro.ANNULLATO: "neutro",
}
MESSAGGI = {
    StatoLavoro.IN_CODA: "È in coda: comincerà fra poco.",
    StatoLavoro.FATTO: "Pronto.",
    StatoLavoro.ANNULLATO: "Annullato: non ha prodotto nulla. Si può chiedere di nuovo.",
}


def descrivi(lavoro, slug):
    """Un lavoro come lo mostrano l’elenco e il riquadro d’avanzamento."""
    url = reverse("ambito:lavoro", args=[slug, lavoro.pk])
    return {
        "id": str(lavoro.pk),
        "titolo": lavoro.titolo,
        "etichetta": lavoro.get_avvio_display(),
        "tono": TONI[lavoro.avvio],
        "percento": str(lavoro.percentuale),
        "messaggio": lavoro.errore or (lavoro.fase if lavoro.avvio == StatoLavoro.IN_CORSO else MESSAGGI[lavoro.avvio]),
        "finito": lavoro.e_finito,
        "costo": _costo(lavoro),
        "url": url,
        "url_esito": lavoro.esito_url,
        "etichetta_esito": "Apri il documento" if lavoro.documento_id else "Apri il risultato",
        "url_riprova": url if lavoro.avvio in lavori.RIPETIBILI else "",
        "url_annulla": "" if lavoro.e_finito else reverse("ambito:annulla_lavoro", args=[slug, lavoro.pk]),
        "chi": lavoro.chiesto_da.nome_completo if lavoro.chiesto_da else "il portale",
        "quando": lavoro.chiesto_il,
    }


def _costo(lavoro):
    """Quanto è durato e quanto calcolo e memoria ha preso l’ultimo tentativo; vuoto finché non è finito o se non si sa."""
    if None in (lavoro.durata, lavoro.secondi_cpu, lavoro.memoria_massima):
        return ""
    durata, calcolo = (f"{formatta_numero(Decimal(str(s)), 1)} s" for s in (lavoro.durata.total_seconds(), lavoro.secondi_cpu))
    memoria = f"{formatta_numero(lavoro.memoria_massima >> 20)} MB"
    return f"Durata {durata}, calcolo {calcolo}, memoria {memoria}, {conta(lavoro.tentativi, 'tentativo', 'tentativi')}."


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
        self.lavoro = self.trova(selezioni.lavori_visibili(self.poteri).filter(pk=self.kwargs["pk"]).first(), "Lavoro")
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


class AnnullaLavoro(SchedaLavoro):
    """Ferma un lavoro che non serve più."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        if not lavori.annulla(self.lavoro, self.adesso):
            self.avverti("Il lavoro era già finito: non c’è nulla da annullare.")
        return self.vai("lavoro", self.lavoro.pk)
