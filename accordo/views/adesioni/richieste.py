from django.urls import reverse

from accordo import operazioni, selezioni
from accordo.forms import EsitoRichiestaForm
from accordo.views.base import VistaAvviso
from ambito.views.modulo import ConModulo


class EsaminaRichiesta(ConModulo, VistaAvviso):
    """La richiesta di un ente che l’Ambito non conosceva: chi è, se c’è già, che cosa si decide."""

    permesso = "conferisce_incarichi"
    template_name = "accordo/richiesta.html"
    invia = "Conferma la decisione"

    def prepara(self):
        super().prepara()
        trovata = selezioni.verificate(self.avviso).filter(pk=self.kwargs["pk"]).first()
        self.richiesta = self.trova(trovata, "Richiesta")
        self.titolo, self.simili = str(self.richiesta), selezioni.enti_simili(self.richiesta)

    def genitori(self):
        return [*super().genitori(), ("Enti", self.url("enti", self.avviso.triennio))]

    def modulo(self, dati=None, file=None):
        return EsitoRichiestaForm(dati, simili=self.simili)

    def scrivi(self, form):
        esito, chi = form.cleaned_data["esito"], {"poteri": self.poteri, "adesso": self.adesso}
        if esito == "respingi":
            self.riuscita = "Richiesta respinta: chi ha chiesto riceve il motivo."
            return operazioni.respingi_richiesta(self.richiesta, form.cleaned_data["motivo"], **chi)
        self.riuscita = "Richiesta accolta: l’invito è partito."
        return operazioni.accogli_richiesta(self.richiesta, ente=form.simili.get(esito), **chi)

    def torna(self, esito):
        return reverse("accordo:enti", args=[self.ambito.slug, self.avviso.triennio])

    def get_context_data(self, **kwargs):
        aperta = self.richiesta.stato == "verificata"
        return {**super().get_context_data(**kwargs), "richiesta": self.richiesta, "simili": self.simili, "aperta": aperta}
