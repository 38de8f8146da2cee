from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from ambito.nucleo.testo import differenze
from ambito.views.elenco import VistaElenco
from piano import operazioni, selezioni
from piano.forms import ConfrontoForm, SceltaForm
from piano.models import BozzaPersonale, RevisioneSezione
from piano.operazioni.testo import proposta_unita
from piano.views.base import VistaSezione


class Conflitto(VistaSezione):
    """Il proprio testo messo da parte accanto a quello della sezione, con le differenze; qui si sceglie."""

    template_name = "piano/conflitto.html"

    def prepara(self):
        super().prepara()
        self.bozza = selezioni.bozza_di(self.sezione, self.request.user)
        self.titolo = "Due testi a confronto"

    def parti(self):
        return [(str(self.sezione), self.url("sezione", self.sezione.pk))]

    def get(self, request, *args, **kwargs):
        if self.bozza is None:
            return redirect(self.url("sezione", self.sezione.pk))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        base = selezioni.testo_alla(self.sezione, self.bozza.partenza)
        attuale, mio = self.sezione.testo, self.bozza.testo
        return {
            "proposta": proposta_unita(base, mio, attuale),
            **super().get_context_data(**kwargs),
            "bozza": self.bozza,
            "altrui": differenze(base, attuale),
            "proprie": differenze(base, mio),
        }

    def post(self, request, *args, **kwargs):
        form = SceltaForm(request.POST)
        if not form.is_valid():
            return redirect(self.url("conflitto", self.sezione.pk))
        scelta = form.cleaned_data
        # La bozza è soltanto della persona: quella di un altro non esiste, per questa pagina.
        bozza = get_object_or_404(BozzaPersonale, pk=scelta["bozza"], sezione=self.sezione, utente=request.user)
        if scelta["scelta"] == "attuale":
            scarta = partial(operazioni.scarta_bozza, bozza, utente=request.user, adesso=self.adesso)
            self.prova(scarta, riuscita="Resta il testo della sezione.")
            return redirect(self.url("sezione", self.sezione.pk))
        return self.scrivi(bozza, scelta)

    def scrivi(self, bozza, scelta):
        testo = bozza.testo if scelta["scelta"] == "mio" else scelta["testo"]
        salva = partial(
            operazioni.scegli_testo, bozza, testo, partenza=scelta["revisione"], utente=self.request.user, adesso=self.adesso
        )
        esito = self.prova(salva)
        if esito and esito.salvata:
            self.riferisci("Testo salvato: quello di prima resta fra le revisioni.")
            return redirect(self.url("sezione", self.sezione.pk))
        if esito:
            self.avverti(esito.motivo)
            self.sezione = esito.sezione
        self.bozza = bozza
        contesto = {"proposta": testo} if scelta["scelta"] == "unito" else {}
        return self.render_to_response(self.get_context_data(**contesto), status=409)


class Revisioni(VistaSezione, VistaElenco):
    """La storia di una sezione: chi ha scritto e quando, confronto fra due revisioni, ripresa di una precedente."""

    permesso = "legge_piano"
    template_name = "piano/revisioni.html"

    def prepara(self):
        super().prepara()
        self.titolo = "Revisioni"

    def parti(self):
        return [(str(self.sezione), self.url("sezione", self.sezione.pk))]

    def righe(self):
        return selezioni.revisioni(self.sezione, tutte="tutte" in self.request.GET)

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "tutte": "tutte" in self.request.GET, "confronto": self.confronto()}

    def confronto(self):
        """Le differenze fra le revisioni chieste nell’indirizzo; senza, fra l’ultima e la prima della riga sotto."""
        form = ConfrontoForm(self.request.GET)
        if not form.is_valid():
            return None
        da, a = sorted((form.cleaned_data["da"], form.cleaned_data["a"]))
        trovate = {
            r.numero: r for r in RevisioneSezione.objects.filter(sezione=self.sezione, numero__in=[da, a]).select_related("autore")
        }
        if len(trovate) < len({da, a}):
            raise Http404("Revisione")
        return {"da": trovate[da], "a": trovate[a], "html": differenze(trovate[da].testo, trovate[a].testo)}

    def post(self, request, *args, **kwargs):
        numero = request.POST.get("numero", "")
        cercata = int(numero) if numero.isascii() and numero.isdigit() else 0
        revisione = RevisioneSezione.objects.filter(sezione=self.sezione, numero=cercata).first()
        if revisione is None:
            self.avverti("Quella revisione non c’è: scegline una dall’elenco.")
            return redirect(self.url("revisioni", self.sezione.pk))
        riprendi = partial(operazioni.riprendi_revisione, revisione, utente=request.user, adesso=self.adesso)
        self.prova(riprendi, riuscita=f"La sezione è tornata al testo della revisione {revisione.numero}.")
        return redirect(self.url("sezione", self.sezione.pk))
