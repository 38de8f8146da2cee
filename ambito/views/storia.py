from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from ambito import seguiti
from ambito.registri import OGGETTI
from ambito.storia import letture
from ambito.storia.parole import racconta
from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco


class Storia(VistaElenco):
    """Che cosa è successo a un oggetto, in parole; con POST lo si segue, o si smette."""

    permesso = "entra"
    template_name = "ambito/storia.html"

    def autorizza(self):
        self.tipo = self.kwargs["tipo"]
        if self.tipo not in OGGETTI:
            raise Http404("Storia")
        self.oggetto = OGGETTI[self.tipo]
        self.permesso = self.oggetto.permesso
        return super().autorizza()

    def prepara(self):
        self.riga_storia = self.trova(letture.trova(self.tipo, self.kwargs["pk"], self.poteri), self.oggetto.etichetta)
        self.url_oggetto = self.oggetto.indirizzo(self.ambito, self.riga_storia)
        self.titolo = "Storia"

    def genitori(self):
        return [(str(self.riga_storia), self.url_oggetto)]

    def righe(self):
        return letture.eventi_di(self.tipo, self.riga_storia.pk, self.poteri)

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        valori = self.oggetto.valori(self.riga_storia, self.poteri)
        return {
            **contesto,
            "racconti": racconta(contesto["righe"], con_valori=valori),
            "con_valori": valori,
            "oggetto": self.riga_storia,
            "etichetta": self.oggetto.etichetta,
            "url_oggetto": self.url_oggetto,
            "segue": seguiti.segue(self.tipo, self.riga_storia, self.request.user),
        }

    def post(self, request, *args, **kwargs):
        if request.POST.get("segui") == "no":
            seguiti.smetti(self.tipo, self.riga_storia, utente=request.user)
            self.riferisci("Non lo segui più: non riceverai altri avvisi.")
        elif seguiti.segui(self.tipo, self.riga_storia, utente=request.user, adesso=self.adesso):
            self.riferisci(
                "Lo segui: il giorno dopo un cambiamento trovi un avviso solo, con che cosa è cambiato e chi l’ha fatto."
            )
        else:
            self.riferisci("Lo seguivi già.")
        return redirect(request.path)


class CheCosaSeguo(VistaAmbito):
    """Ciò che la persona segue, con la sua pagina e la sua storia."""

    permesso = "entra"
    titolo = "Che cosa seguo"
    template_name = "ambito/seguiti.html"

    def genitori(self):
        return [("Avvisi", reverse("ambito:avvisi", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        righe = [
            {
                "titolo": str(riga),
                "etichetta": OGGETTI[tipo].etichetta,
                "url": OGGETTI[tipo].indirizzo(self.ambito, riga),
                "url_storia": reverse("ambito:storia", args=[self.ambito.slug, tipo, riga.pk]),
                "dal": dal,
            }
            for tipo, riga, dal in seguiti.che_cosa_segue(self.poteri)
        ]
        return {**super().get_context_data(**kwargs), "righe": righe}
