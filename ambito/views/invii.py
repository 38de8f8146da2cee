"""Un messaggio a molti, dopo averlo mandato: si annulla finché non parte, si segue persona per persona, si stampano le lettere."""

from django.urls import reverse

from ambito import invii, selezioni
from ambito.documenti import richiedi
from ambito.forms.invii import AttesaForm, ConsegnaForm
from ambito.lettere import TIPO
from ambito.models import Lettera
from ambito.views.avvisi import TONI
from ambito.views.base import SOLO_POST, VistaAmbito


class _DiUnInvio(VistaAmbito):
    """Una pagina su un invio."""

    permesso = "legge_lavori"

    def prepara(self):
        self.invio = self.trova(selezioni.invii().filter(pk=self.kwargs["pk"]).first(), "Invio")


class SchedaInvio(_DiUnInvio):
    """Che cosa si manda e a chi, quando parte, com’è arrivato a ciascuno; le lettere per chi non lo riceve."""

    template_name = "ambito/invio.html"

    def prepara(self):
        super().prepara()
        self.titolo = str(self.invio)

    def genitori(self):
        return [("Avvisi", reverse("ambito:avvisi", args=[self.ambito.slug])),
                ("Posta spedita", reverse("ambito:spedizioni", args=[self.ambito.slug]))]  # fmt: skip

    def get_context_data(self, **kwargs):
        avvisi = self.invio.avvisi.select_related("destinatario").order_by("destinatario__cognome", "destinatario__email")
        return {
            **super().get_context_data(**kwargs),
            "invio": self.invio,
            "in_attesa": self.invio.si_annulla(self.adesso),
            "avvisi": [{"avviso": a, "tono": TONI[a.spedizione]} for a in avvisi],
            "lettere": list(self.invio.lettere.select_related("comune")),
            "documento": selezioni.ultimo_documento(TIPO, self.invio.pk) if self.invio.quante_lettere else None,
            "consegna": ConsegnaForm(initial={"giorno": self.oggi}),
        }


class AnnullaInvio(_DiUnInvio):
    """Ferma l’invio prima che parta."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        self.prova(
            lambda: invii.annulla(self.invio, poteri=self.poteri, adesso=self.adesso),
            riuscita="Invio annullato: non è partito nulla e nessuno ha visto il messaggio.",
        )
        return self.vai("invio", self.invio.pk)


class LettereInvio(_DiUnInvio):
    """Mette in un PDF le lettere dell’invio."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        if not self.invio.quante_lettere:
            self.avverti("Questo invio non ha lettere: ogni Comune ha chi lo riceve.")
            return self.vai("invio", self.invio.pk)
        return self.vai("lavoro", richiedi(TIPO, self.invio, utente=request.user, adesso=self.adesso).pk)


class ConsegnaLettera(VistaAmbito):
    """Segna il giorno in cui una lettera è stata consegnata a mano."""

    permesso = "legge_lavori"
    http_method_names = SOLO_POST

    def prepara(self):
        cercata = Lettera.objects.select_related("invio", "comune").filter(pk=self.kwargs["pk"]).first()
        self.lettera = self.trova(cercata, "Lettera")

    def post(self, request, *args, **kwargs):
        form = ConsegnaForm(request.POST)
        if form.is_valid():
            chi = {"poteri": self.poteri, "adesso": self.adesso, "oggi": self.oggi}
            self.prova(
                lambda: invii.segna_consegnata(self.lettera, **form.cleaned_data, **chi),
                riuscita=f"Segnata consegnata la lettera a {self.lettera.comune}.",
            )
        else:
            self.avverti("Scrivi il giorno in cui la lettera è stata consegnata.")
        return self.vai("invio", self.lettera.invio_id)


class AttesaInvii(VistaAmbito):
    """Il coordinatore decide quanti minuti aspetta un invio a molti."""

    permesso = "conferisce_incarichi"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = AttesaForm(request.POST)
        if form.is_valid():
            invii.scegli_attesa(self.ambito, form.cleaned_data["minuti"], poteri=self.poteri, adesso=self.adesso)
            self.riferisci("Scelta salvata: vale dal prossimo invio.")
        else:
            self.avverti(f"Scrivi un numero di minuti da 0 a {invii.ATTESA_MASSIMA}.")
        return self.vai("spedizioni")
