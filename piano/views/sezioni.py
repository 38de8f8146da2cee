from functools import partial

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect

from ambito.errori import ErroreAtteso
from ambito.templatetags.formati import ora
from ambito.views.modulo import ConModulo
from piano import operazioni, selezioni
from piano.forms import SintesiForm, TestoForm
from piano.selezioni import commenti, contesto, insieme, presenze
from piano.views.base import SoloInBozza, VistaSezione
from piano.views.commenti import ConLettura


class SchedaSezione(ConLettura, VistaSezione):
    """Una sezione: chi può la scrive (si salva da sé), gli altri la leggono e la commentano.

    Se un collega la sta scrivendo in tempo reale ci si aggiunge. Se la scrive da solo si apre in lettura; `?scrivi` la apre lo
    stesso: la fusione protegge i due testi.
    """

    def prepara(self):
        super().prepara()
        self.altri = presenze.altri_su(self.sezione, self.request.user, self.adesso) if self.puo_scrivere else []
        libera = not self.altri or (settings.INSIEME and insieme.si_scrive_insieme(self.sezione, self.adesso))
        self.scrive = self.puo_scrivere and (libera or "scrivi" in self.request.GET or self.request.method == "POST")

    def get_template_names(self):
        return ["piano/scrivi.html" if self.scrive else "piano/sezione.html"]

    def get_context_data(self, **kwargs):
        scritta = {} if self.scrive else self.lettura()
        return {
            **self.testo(scrive=self.scrive),
            **scritta,
            "revisione": self.sezione.revisione,
            "insieme": settings.INSIEME,
            "insieme_porta": settings.INSIEME_PORTA,
            "altri": self.altri,
            "collegati": collegati(self.piano, self.sezione, self.oggi),
            "aperti": commenti.aperti_per_sezione(self.piano).get(self.sezione.pk, 0),
            "form_sintesi": SintesiForm(initial={"sintesi": self.sezione.sintesi}),
            **self.intorno(),
            **super().get_context_data(**kwargs),
        }

    def post(self, request, *args, **kwargs):
        """Salva il testo; a chi chiede JSON (il salvataggio automatico) risponde con il numero di revisione o con 409."""
        form = TestoForm(request.POST)
        if not form.is_valid():
            frase = " ".join(e for errori in form.errors.values() for e in errori)
            return self.rifiuta(frase, request.POST.get("testo", ""))
        try:
            esito = self.salva(form.cleaned_data)
        except ErroreAtteso as errore:
            return self.rifiuta(errore.frase, form.cleaned_data["testo"])
        return self.in_json(esito) if self.vuole_json else self.in_pagina(esito)

    def salva(self, dati):
        return operazioni.salva_sezione(
            self.sezione, dati["testo"], partenza=dati["revisione"], utente=self.request.user, adesso=self.adesso
        )

    @property
    def vuole_json(self):
        intestazioni = self.request.headers
        return "application/json" in intestazioni.get("Accept", "") or "X-Requested-With" in intestazioni

    def rifiuta(self, frase, testo):
        """Niente è stato salvato: 422 con la frase, e nella pagina il testo com’era stato scritto."""
        if self.vuole_json:
            return JsonResponse({"messaggio": frase}, status=422)
        contesto = self.get_context_data(testo=testo, errore=frase)
        return self.render_to_response(contesto, status=422)

    def in_json(self, esito):
        if not esito.salvata:
            return JsonResponse({"messaggio": esito.motivo, "url": self.url("conflitto", self.sezione.pk)}, status=409)
        risposta = {"revisione": esito.revisione, "salvato": ora(self.adesso)}
        if esito.unita:
            # `revisione` resta quella del testo inviato: chi ignora `testo` può continuare senza coprire il collega.
            risposta |= {"testo": esito.sezione.testo, "revisione_testo": esito.unita}
        return JsonResponse(risposta)

    def in_pagina(self, esito):
        if not esito.salvata:
            self.avverti(esito.motivo)
            return redirect(self.url("conflitto", self.sezione.pk))
        if "completa" in self.request.POST:
            segna = partial(operazioni.segna_completa, self.sezione, True, utente=self.request.user, adesso=self.adesso)
            if self.prova(segna) is None:
                return redirect(self.url("sezione", self.sezione.pk))
        unita = " Un collega aveva scritto altrove: i due testi sono stati uniti." if esito.unita else ""
        self.riferisci(f"Sezione «{self.sezione}» salvata.{unita}")
        return redirect(f"{self.url('piano')}#s{self.sezione.pk}")


class Completa(VistaSezione):
    """Segna la sezione come completa, o la riapre."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        completa = request.POST.get("completa") == "1"
        frase = "Sezione segnata come completa." if completa else "Sezione riaperta."
        segna = partial(operazioni.segna_completa, self.sezione, completa, utente=request.user, adesso=self.adesso)
        self.prova(segna, riuscita=frase)
        return redirect(self.url("sezione", self.sezione.pk))


class Sintesi(ConModulo, SoloInBozza, VistaSezione):
    """La sintesi di tre righe: si scrive sotto il testo, o da qui se qualcosa non va."""

    permesso = "redige_piano"
    sommario = "Tre righe per chi non leggerà tutto il testo."
    invia, riuscita = "Salva la sintesi", "Sintesi salvata."

    def prepara(self):
        super().prepara()
        self.titolo = f"Sintesi di {self.sezione}"

    def parti(self):
        return [(str(self.sezione), self.url("sezione", self.sezione.pk))]

    def modulo(self, dati=None, file=None):
        return SintesiForm(dati, initial={"sintesi": self.sezione.sintesi})

    def scrivi(self, form):
        return operazioni.riassumi_sezione(self.sezione, form.cleaned_data["sintesi"], **self.chi)

    def torna(self, esito):
        return self.url("sezione", self.sezione.pk) + "#sintesi"


def collegati(piano, sezione, oggi):
    """I dati che la sezione mostra sotto il testo, secondo il suo `collegato`."""
    letture = {
        "tavoli": lambda: list(selezioni.tavoli(piano)),
        "obiettivi": lambda: list(selezioni.obiettivi(piano)),
        "risorse": lambda: selezioni.quadro(piano),
        "indicatori": lambda: list(selezioni.indicatori(piano)),
        "popolazione": lambda: contesto.popolazione(oggi),
        "offerta": lambda: contesto.offerta(oggi),
        "esiti": lambda: selezioni.esiti_precedenti(piano),
    }
    leggi = letture.get(sezione.collegato)
    return leggi() if leggi else None
