"""Il Sindaco delega dal telefono chi siede al suo posto, e revoca."""

from django.shortcuts import redirect
from django.urls import reverse

from ambito.assemblea.forms import DelegaForm
from ambito.assemblea.operazioni import deleghe as operazioni
from ambito.assemblea.selezioni import deleghe
from ambito.assemblea.views.base import VistaAssemblea
from ambito.documenti import richiedi
from ambito.models import Comune, Invito
from ambito.selezioni import ultimo_documento
from ambito.views.base import SOLO_POST


class Deleghe(VistaAssemblea):
    """Le deleghe date, quelle che aspettano risposta, e il modulo per darne un’altra."""

    permesso = "delega"
    titolo = "Chi siede al tuo posto"
    template_name = "assemblea/deleghe.html"

    def autorizza(self):
        return self.poteri.ha_da_qualche_parte(self.permesso)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.modulo())
        return {
            **super().get_context_data(**kwargs),
            "date": [(delega, ultimo_documento("delega", delega.pk)) for delega in deleghe.date_da(self.poteri)],
            "inviti": deleghe.inviti_da(self.poteri, self.adesso),
        }

    def modulo(self, dati=None):
        comuni = Comune.objects.filter(pk__in=self.poteri.comuni_con("delega")).order_by("nome")
        scritta = self.request.GET.get("seduta", "")
        seduta = deleghe.sedute_a_venire().filter(pk=scritta).first() if scritta.isdecimal() else None
        punti = seduta.punti.order_by("ordine") if seduta else None
        iniziale = {"seduta": seduta, "comune": comuni.first()}
        return DelegaForm(dati, comuni=comuni, sedute=deleghe.sedute_a_venire(), punti=punti, initial=iniziale)

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        esito = form.is_valid() and self.prova(lambda: self._conferisci(form.cleaned_data))
        if not esito:
            return self.rimostra(form=form)
        if isinstance(esito, Invito):
            self.riferisci(f"Invito mandato a {esito.email}: la delega vale da quando la persona accetta.")
        else:
            self.riferisci(f"Delega data a {esito.utente.nome_completo}.")
        return self.vai("deleghe")

    def _conferisci(self, dati):
        return operazioni.conferisci(dati.pop("comune"), **dati, poteri=self.poteri, adesso=self.adesso)


class RevocaDelega(Deleghe):
    """Revoca una delega: chi non è Sindaco di quel Comune non sa neppure se c’è."""

    http_method_names = SOLO_POST

    def voci(self):
        return deleghe.date_da(self.poteri)

    def delega(self):
        """Quella indicata, se è fra le proprie."""
        return self.trova(next((voce for voce in self.voci() if voce.pk == self.kwargs["pk"]), None), "Delega")

    def post(self, request, *args, **kwargs):
        operazioni.revoca(self.delega(), poteri=self.poteri, adesso=self.adesso)
        self.riferisci("Delega revocata: da adesso non vale più.")
        return self.vai("deleghe")


class EmettiDelega(RevocaDelega):
    """Mette in coda l’atto di delega in PDF, da firmare."""

    def post(self, request, *args, **kwargs):
        lavoro = richiedi("delega", self.delega(), utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))


class RevocaInvito(RevocaDelega):
    """Revoca l’invito di un delegato che non ha ancora risposto."""

    def voci(self):
        return deleghe.inviti_da(self.poteri, self.adesso)
