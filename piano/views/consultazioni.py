"""Le consultazioni pubbliche viste dall’ufficio: si preparano, si pubblicano, se ne leggono i contributi."""

from functools import partial

from django.shortcuts import redirect
from django.urls import reverse

from ambito import flusso
from ambito.views.base import SOLO_GET, SOLO_POST
from piano.forms import ConsultazioneForm, MotivoForm
from piano.models import ConsultazionePubblica
from piano.operazioni import consultazioni as scritture
from piano.selezioni import consultazioni
from piano.stati import TONI_CONTRIBUTO
from piano.views.base import ModuloPiano, VistaPiano


class Consultazioni(VistaPiano):
    """Le consultazioni del piano."""

    titolo = "Consultazioni"
    template_name = "piano/consultazioni.html"
    http_method_names = SOLO_GET

    def get_context_data(self, **kwargs):
        righe = consultazioni.consultazioni(self.piano)
        redige = self.poteri.puo("redige_piano")
        return {
            **super().get_context_data(**kwargs),
            "righe": [{"consultazione": c, "aperta": c.aperta(self.oggi)} for c in (righe if redige else righe.pubbliche())],
            "redige": redige,
        }


class NuovaConsultazione(ModuloPiano):
    """Prepara una consultazione."""

    titolo = "Nuova consultazione"
    sommario = "Finché non la pubblichi la vede solo l’Ufficio di Piano."
    riuscita = "Consultazione salvata."

    def modulo(self, dati=None, file=None):
        return ConsultazioneForm(dati, instance=ConsultazionePubblica(piano=self.piano, apre=self.oggi))

    def scrivi(self, form):
        return scritture.salva_consultazione(form.save(commit=False), **self.chi)

    def parti(self):
        return [("Consultazioni", self.url("consultazioni"))]

    def torna(self, esito):
        return self.url("consultazione", esito.pk) if esito else self.url("consultazioni")


class DellaConsultazione(VistaPiano):
    """Pagina di `self.consultazione`, per l’ufficio: tutti gli altri hanno la pagina pubblica."""

    permesso = "redige_piano"

    def prepara(self):
        super().prepara()
        self.consultazione = self.trova(consultazioni.consultazione(self.piano, self.kwargs["pk"]), "Consultazione")
        self.titolo = self.titolo or str(self.consultazione)

    def parti(self):
        qui = [] if self.titolo == str(self.consultazione) else [(str(self.consultazione), self.qui())]
        return [("Consultazioni", self.url("consultazioni")), *qui]

    def qui(self):
        return self.url("consultazione", self.consultazione.pk)


class SchedaConsultazione(DellaConsultazione):
    """La consultazione e i contributi arrivati: prima quelli da leggere."""

    template_name = "piano/consultazione.html"

    def get_context_data(self, **kwargs):
        tutti = consultazioni.contributi(self.consultazione)
        righe = [{"contributo": c, "id": f"contributo-{c.pk}", "tono": TONI_CONTRIBUTO[c.stato]} for c in tutti]
        return {
            **super().get_context_data(**kwargs),
            "consultazione": self.consultazione,
            "da_leggere": [r for r in righe if r["contributo"].stato == "ricevuto"],
            "letti": [r for r in righe if r["contributo"].stato != "ricevuto"],
            "passi_possibili": flusso.possibili(self.consultazione, self.poteri),
            "url_pubblico": reverse("consultazione_pubblica", args=[self.ambito.slug, self.consultazione.pk]),
        }

    def post(self, request, *args, **kwargs):
        """Pubblica la consultazione, o la conclude."""
        passi = {
            "pubblica": (scritture.pubblica, "Pubblicata: ora la vedono tutti."),
            "concludi": (scritture.concludi, "Conclusa: gli indirizzi e-mail sono cancellati."),
        }
        passo, riuscita = passi.get(request.POST.get("passo"), passi["pubblica"])
        self.prova(partial(passo, self.consultazione, poteri=self.poteri, adesso=self.adesso), riuscita=riuscita)
        return redirect(self.qui())


class ModificaConsultazione(DellaConsultazione, NuovaConsultazione):
    """Corregge una consultazione; pubblicata, solo la chiusura."""

    permesso = NuovaConsultazione.permesso
    titolo = "Modifica la consultazione"
    sommario = "Dopo la pubblicazione si può spostare solo il giorno di chiusura."

    def modulo(self, dati=None, file=None):
        return ConsultazioneForm(dati, instance=self.consultazione)


class PubblicaContributo(VistaPiano):
    """Pubblica un contributo."""

    permesso = "redige_piano"
    http_method_names = SOLO_POST

    def prepara(self):
        super().prepara()
        self.contributo = self.trova(consultazioni.contributo(self.piano, self.kwargs["pk"]), "Contributo")

    def qui(self):
        return self.url("consultazione", self.contributo.consultazione_id)

    def post(self, request, *args, **kwargs):
        pubblica = partial(scritture.pubblica_contributo, self.contributo, poteri=self.poteri, adesso=self.adesso)
        self.prova(pubblica, riuscita="Pubblicato: ora è fra le proposte, e aspetta una risposta.")
        return redirect(self.qui())


class NonPubblicare(PubblicaContributo, ModuloPiano):
    """Perché un contributo non si pubblica, o si ritira."""

    http_method_names = ["get", "post", "head", "options"]
    titolo = "Non pubblicare"
    sommario = "Il motivo si legge nel documento degli esiti, senza il testo e senza il nome."
    invia, riuscita = "Non pubblicare", "Il contributo non si vede nella pagina pubblica."
    post = ModuloPiano.post

    def parti(self):
        return [("Consultazioni", self.url("consultazioni")), (str(self.contributo.consultazione), self.qui())]

    def modulo(self, dati=None, file=None):
        return MotivoForm(dati, initial={"motivo": self.contributo.motivo})

    def scrivi(self, form):
        return scritture.non_pubblicare(self.contributo, form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.qui()
