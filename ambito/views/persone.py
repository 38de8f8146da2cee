from django.shortcuts import redirect
from django.urls import reverse

from ambito import incarichi, inviti, selezioni
from ambito.filtri import IncarichiFilter
from ambito.forms import AnnullaForm, EnteForm, NuovoIncaricoForm, TerminaForm
from ambito.models import Incarico, Invito
from ambito.nucleo.formati_italiani import formatta_data
from ambito.operazioni import EnteNonValido, aggiungi_ente
from ambito.permessi import RUOLI
from ambito.risorse import IncarichiResource
from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco

CONFERISCE = "conferisce_incarichi"


def linguette(vista):
    """Incarichi e inviti, per chi tiene entrambi; gli altri vedono i soli incarichi."""
    if not vista.poteri.puo(CONFERISCE):
        return []
    voci = [("Incarichi", reverse("ambito:persone", args=[vista.ambito.slug])),
            ("Inviti", reverse("ambito:inviti", args=[vista.ambito.slug]))]  # fmt: skip
    return [{"etichetta": e, "url": u, "attiva": u == vista.request.path} for e, u in voci]


def situazione(incarico, oggi):
    """In parole (e con il tono di `stato`): in vigore, futuro, terminato, in scadenza."""
    if incarico.dal > oggi:
        return f"dal {formatta_data(incarico.dal)}", "attesa"
    if incarico.al and incarico.al < oggi:
        return "terminato", "neutro"
    if incarico.al and incarico.al <= oggi + selezioni.PREAVVISO:
        return f"scade il {formatta_data(incarico.al)}", "attenzione"
    return "in vigore", "positivo"


class Persone(VistaElenco):
    """Chi ha quale incarico, dove, da quando, in forza di quale atto; con la tavola dei ruoli."""

    permesso = "legge_persone"
    titolo = "Persone e incarichi"
    template_name = "ambito/persone.html"
    filtro = IncarichiFilter
    risorsa = IncarichiResource
    nome_file = "incarichi"

    def righe(self):
        return selezioni.incarichi()

    def riga(self, incarico):
        parole, tono = situazione(incarico, self.oggi)
        return {"incarico": incarico, "situazione": parole, "tono": tono, "aperto": not incarico.al or incarico.al >= self.oggi}

    def get_context_data(self, **kwargs):
        conferisce = self.poteri.puo(CONFERISCE)
        return {
            **super().get_context_data(**kwargs),
            "ruoli": RUOLI.values(),
            "conferisce": conferisce,
            "regola_accessi": self.poteri.puo("regola_accessi"),
            "linguette": linguette(self),
            "scoperti": self.scoperti() if conferisce and not self.request.htmx else [],
        }

    def scoperti(self):
        """I ruoli che nessuno ha, ciascuno con i collegamenti per conferirlo."""
        nuovo = reverse("ambito:nuovo_incarico", args=[self.ambito.slug])
        return [
            {
                "nome": RUOLI[ruolo].nome,
                "posti": [(c.nome, f"{nuovo}?ruolo={ruolo}&comune={c.codice_istat}") for c in comuni]
                or [("tutto l’Ambito", f"{nuovo}?ruolo={ruolo}")],
            }
            for ruolo, comuni in selezioni.vuoti(self.oggi, self.adesso).posti
        ]


class _DaPersone(VistaAmbito):
    """Pagina che cambia gli incarichi: torna all’elenco delle persone."""

    permesso = CONFERISCE
    template_name = "ambito/incarico.html"

    def genitori(self):
        return [("Persone", self.elenco())]

    def elenco(self):
        return reverse("ambito:persone", args=[self.ambito.slug])

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "url_elenco": self.elenco()}

    def da_correggere(self, **moduli):
        """La stessa pagina con ciò che è stato scritto e che cosa non va."""
        return self.render_to_response(self.get_context_data(**moduli), status=422)


class NuovoIncarico(_DaPersone):
    """Conferisce un incarico a chi è già dell’Ambito; a chi è nuovo manda un invito."""

    titolo = "Nuovo incarico"
    template_name = "ambito/incarico_nuovo.html"

    def modulo(self, dati=None):
        scritti = {campo: self.request.GET.get(campo, "") for campo in ("email", "ruolo", "comune", "ente")}
        return NuovoIncaricoForm(dati, oggi=self.oggi, initial={"dal": self.oggi, **scritti})

    def get_context_data(self, **kwargs):
        return {
            "form": self.modulo(),
            **super().get_context_data(**kwargs),
            "ruoli": RUOLI.values(),
            "validita": inviti.VALIDITA.days,
        }

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        esito = form.is_valid() and self.prova(lambda: self.conferisci(form.cleaned_data))
        return self.dopo(esito) if esito else self.da_correggere(form=form)

    def conferisci(self, dati):
        return inviti.conferisci_o_invita(**dati, autore=self.request.user, adesso=self.adesso)

    def dopo(self, esito):
        if isinstance(esito, Invito):
            self.riferisci(f"Invito mandato a {esito.email}. L’incarico comincia quando la persona accetta.")
            return redirect("ambito:inviti", ambito=self.ambito.slug)
        self.riferisci(f"Incarico conferito a {esito.utente}: {esito}.")
        return redirect(self.elenco())


class NuovoEnte(_DaPersone):
    """Aggiunge un ente che manca, e torna all’incarico da conferirgli."""

    titolo = "Nuovo ente"
    template_name = "ambito/ente_nuovo.html"

    def get_context_data(self, **kwargs):
        return {"form": EnteForm(), **super().get_context_data(**kwargs)}

    def post(self, request, *args, **kwargs):
        form = EnteForm(request.POST)
        if form.is_valid():
            try:
                ente = aggiungi_ente(**form.cleaned_data, poteri=self.poteri, adesso=self.adesso)
            except EnteNonValido as errore:
                form.add_error("denominazione", errore.frase)
            else:
                self.riferisci(f"Aggiunto {ente}: ora puoi conferirgli un incarico.")
                return redirect(f"{reverse('ambito:nuovo_incarico', args=[self.ambito.slug])}?ente={ente.pk}")
        return self.da_correggere(form=form)


class TerminaIncarico(_DaPersone):
    """Mette l’ultimo giorno a un incarico, o lo annulla se è appena stato conferito per sbaglio."""

    template_name = "ambito/incarico_termina.html"

    def prepara(self):
        self.incarico = self.trova(Incarico.objects.per_elenco().filter(pk=self.kwargs["pk"]).first(), "Incarico")
        self.titolo = "Termina l’incarico"

    def get_context_data(self, **kwargs):
        giorno = max(self.oggi, self.incarico.dal)
        moduli = {"form": TerminaForm(initial={"al": giorno})}
        if self.incarico.dal >= self.oggi:
            moduli["annulla"] = AnnullaForm()
        return {**moduli, **super().get_context_data(**kwargs), "incarico": self.incarico}

    def post(self, request, *args, **kwargs):
        quale, scrivi, riuscita = self.scelta(request.POST)
        modulo = quale(request.POST)
        dati = {"autore": request.user, "adesso": self.adesso}
        if modulo.is_valid() and self.prova(lambda: scrivi(self.incarico, **modulo.cleaned_data, **dati), riuscita=riuscita):
            return redirect(self.elenco())
        return self.da_correggere(**{"annulla" if quale is AnnullaForm else "form": modulo})

    def scelta(self, scritto):
        if "annulla" in scritto:
            return AnnullaForm, incarichi.annulla, f"Incarico di {self.incarico.utente} annullato."
        return TerminaForm, incarichi.cessa, f"Fine dell’incarico di {self.incarico.utente} registrata."
