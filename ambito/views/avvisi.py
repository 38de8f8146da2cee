from django import forms
from django.urls import reverse

from ambito import avvisi, selezioni
from ambito.filtri import SpedizioniFilter
from ambito.forms.invii import AttesaForm
from ambito.models import CadenzaPosta, StatoSpedizione
from ambito.moduli import Modulo
from ambito.views.base import SOLO_POST, VistaAmbito
from ambito.views.elenco import VistaElenco

TONI = {
    StatoSpedizione.DA_SPEDIRE: "attesa",
    StatoSpedizione.IN_CORSO: "attesa",
    StatoSpedizione.SPEDITO: "positivo",
    StatoSpedizione.FALLITO: "negativo",
    StatoSpedizione.INCERTO: "attenzione",
    StatoSpedizione.SOLO_PORTALE: "neutro",
}


INVII_IN_VISTA = 10


class CadenzaForm(Modulo):
    cadenza = forms.ChoiceField(
        label="Come li vuoi per posta",
        choices=CadenzaPosta.choices,
        widget=forms.RadioSelect,
        help_text="Le convocazioni e i promemoria delle sedute arrivano sempre subito.",
    )


class Avvisi(VistaElenco):
    """Gli avvisi della persona in questo Ambito; con POST li segna tutti letti."""

    permesso = "entra"
    titolo = "Avvisi"
    template_name = "ambito/avvisi.html"

    def righe(self):
        return avvisi.di(self.request.user)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "vede_la_posta": self.poteri.puo("legge_lavori"),
            "form": CadenzaForm(initial={"cadenza": avvisi.cadenza_di(self.request.user)}),
        }

    def post(self, request, *args, **kwargs):
        avvisi.segna_letti(request.user, self.adesso)
        self.riferisci("Avvisi segnati come letti.")
        return self.vai("avvisi")


class PreferenzaAvvisi(VistaAmbito):
    """La persona sceglie ogni quanto ricevere gli avvisi per posta."""

    permesso = "entra"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = CadenzaForm(request.POST)
        if form.is_valid():
            avvisi.scegli_cadenza(request.user, form.cleaned_data["cadenza"], adesso=self.adesso)
            self.riferisci("Scelta salvata.")
        else:
            self.avverti("Scegli come ricevere gli avvisi per posta.")
        return self.vai("avvisi")


class Spedizioni(VistaElenco):
    """Ogni avviso spedito per posta, a chi e con che esito; con POST si rispedisce quello che non è arrivato."""

    permesso = "legge_lavori"
    titolo = "Posta spedita"
    template_name = "ambito/spedizioni.html"
    filtro = SpedizioniFilter

    def genitori(self):
        return [("Avvisi", reverse("ambito:avvisi", args=[self.ambito.slug]))]

    def righe(self):
        return selezioni.spedizioni()

    def riga(self, avviso):
        da_rifare = avviso.spedizione in (StatoSpedizione.FALLITO, StatoSpedizione.INCERTO)
        return {"avviso": avviso, "tono": TONI[avviso.spedizione], "da_rifare": da_rifare}

    def get_context_data(self, **kwargs):
        minuti, decide = self.ambito.minuti_ripensamento, self.poteri.puo("conferisce_incarichi")
        return {
            **super().get_context_data(**kwargs),
            "invii": [] if self.request.htmx else [self.invio(i) for i in selezioni.invii()[:INVII_IN_VISTA]],
            "attesa": AttesaForm(initial={"minuti": minuti}) if decide else None,
        }

    def invio(self, invio):
        return {"invio": invio, "in_attesa": invio.si_annulla(self.adesso)}

    def post(self, request, *args, **kwargs):
        scelto = request.POST.get("avviso", "")
        cercato = selezioni.spedizioni().filter(pk=scelto).first() if scelto.isascii() and scelto.isdigit() else None
        avviso = self.trova(cercato, "Avviso")
        avvisi.rispedisci(avviso, self.adesso)
        self.riferisci(f"L’avviso a {avviso.destinatario.nome_completo} riparte entro un minuto.")
        return self.vai("spedizioni")
