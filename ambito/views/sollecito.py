"""La pagina che sollecita in un gesto chi manca, dopo averne visto nomi e testo, e averne fatto una prova."""

from django.shortcuts import redirect

from ambito import solleciti
from ambito.forms.sollecito import SollecitoForm

LE_SUE_PAROLE = ("occhiello", "colonna", "chi_manca", "per_chi", "chi_riceve", "chi_compila", "tutti")


class Sollecito:
    """Da unire a una vista: chi la usa dice `righe`, `testo`, `testi`, `manda`, `fermo_perche`, `url_quadro` e le sue parole."""

    titolo = "Sollecita chi manca"
    template_name = "ambito/sollecito.html"
    # Che cosa manca, sopra il titolo e in testa alla colonna.
    occhiello = colonna = ""
    # Come si chiama chi manca, in testa alla sua colonna e nella frase che spiega chi lo riceve.
    chi_manca, per_chi = "Comune", "per un Comune che manca"
    # Chi lo riceve, chi manca se non lo riceve nessuno, che cosa si dice quando non manca nessuno.
    chi_riceve, chi_compila, tutti = "può inviare", "un operatore", "Hanno inviato tutti"

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.modulo(initial={"testo": self.testo()})))

    def modulo(self, dati=None, **altro):
        return SollecitoForm(dati, con_lettere=any(r.per_lettera for r in self.righe()), **altro)

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if form.is_valid() and "prova" in request.POST:
            self.mandane_una_a_me(form.cleaned_data["testo"])
            return self.render_to_response(self.get_context_data(form=form))
        if form.is_valid() and "anteprima" in request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        dati = form.is_valid() and (form.cleaned_data["testo"], form.cleaned_data.get("lettere", False))
        invio = dati and self.prova(lambda: self.manda(*dati))
        if not invio:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return redirect("ambito:invio", self.ambito.slug, invio.pk)

    def mandane_una_a_me(self, testo):
        chi = self.request.user
        if not (righe := self.righe()):
            self.avverti("Non manca nessuno: non c’è un messaggio da provare.")
            return
        solleciti.prova(righe, testi=self.testi(), testo=testo, utente=chi, adesso=self.adesso)
        self.riferisci(f"La prova parte adesso per {chi.email}: a chi manca non è ancora partito nulla.")

    def get_context_data(self, **kwargs):
        righe, testi = self.righe(), self.testi()
        return {
            **super().get_context_data(**kwargs),
            "righe": [{"riga": r, "titolo": testi.titolo(r.chi), "url": testi.url(r.chi)} for r in righe],
            "senza_nessuno": [r.chi for r in righe if r.senza_nessuno],
            "per_lettera": any(r.per_lettera for r in righe),
            "persone": sum(len(r.nuovi) for r in righe),
            "fermo_perche": self.fermo_perche(),
            "conferisce": self.poteri.puo("conferisce_incarichi"),
            "minuti": self.ambito.minuti_ripensamento,
            "scritto": kwargs["form"]["testo"].value() or "",
            "url_quadro": self.url_quadro(),
            **{nome: getattr(self, nome) for nome in LE_SUE_PAROLE},
        }
