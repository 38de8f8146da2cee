from decimal import Decimal

from django.shortcuts import redirect
from django.urls import reverse

from ambito.nucleo.grafici import barre, due_misure
from piano import operazioni, selezioni
from piano.documenti import opuscolo
from piano.forms import ComuneForm
from piano.selezioni.menzioni import menzioni
from piano.views.base import VistaPiano


class InBreve(VistaPiano):
    """Il piano in dieci minuti: le sintesi, gli obiettivi, i soldi, dove è nominato un Comune."""

    titolo = "In breve"
    template_name = "piano/in_breve.html"

    def get_context_data(self, **kwargs):
        versione = selezioni.ultima_versione(self.piano)
        fotografia = opuscolo.dati_di(self.piano, versione, self.oggi)
        dati = opuscolo.riassumi(fotografia)
        # L’indice cambia solo in bozza: i codici della fotografia sono quelli di adesso.
        self.chiavi = {s.codice: s.pk for s in selezioni.sezioni(self.piano)}
        return {
            **super().get_context_data(**kwargs),
            **self.comune(fotografia),
            "dati": dati,
            "sintesi": [self.voce(s) for s in dati["sezioni"]],
            "versione": None if self.piano.modificabile else versione,
            "grafico": self.grafico(dati),
        }

    def voce(self, sezione):
        chiave = self.chiavi[sezione["codice"]]
        return {**sezione, "url": self.url("sezione", chiave), "url_sintesi": self.url("sintesi", chiave)}

    def comune(self, fotografia):
        """Il Comune scelto (o il proprio) e dove il piano lo nomina; senza scelta, solo il modo di sceglierlo."""
        comuni = list(selezioni.comuni_del_piano(self.piano))
        form = ComuneForm(self.request.GET if "comune" in self.request.GET else None, comuni=comuni)
        scelto = form.scelto(comuni) or self.proprio(comuni)
        form.fields["comune"].initial = scelto and scelto.codice_istat
        trovate = menzioni(fotografia, [c.nome for c in comuni])[scelto.nome] if scelto else []
        return {"form_comune": form, "comune": scelto, "menzioni": [{"dove": m, "url": self.dove(m)} for m in trovate]}

    def dove(self, menzione):
        if menzione.genere == "sezione":
            return self.url("sezione", self.chiavi[menzione.codice])
        return self.url("obiettivo", menzione.codice)

    def proprio(self, comuni):
        """Il Comune della persona, se ne ha uno solo."""
        suoi = [c for c in comuni if c.pk in self.poteri.sui_comuni]
        return suoi[0] if len(suoi) == 1 else None

    def grafico(self, dati):
        voci = [{"nome": v["area"], "valore": Decimal(v["valore"])} for v in dati["per_area"]]
        titolo = f"Risorse previste per {dati['livelli']['area'].lower()}"
        return voci and due_misure(barre, voci, titolo, f"Euro nel triennio {dati['triennio']}.", "euro")


class Opuscolo(VistaPiano):
    """Chiede il PDF dell’edizione breve: della bozza se il piano è in bozza, altrimenti dell’ultima versione congelata."""

    permesso_scrittura = "legge_piano"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        oggetto = self.piano if self.piano.modificabile else selezioni.ultima_versione(self.piano) or self.piano
        lavoro = operazioni.richiedi_documento(oggetto, "opuscolo", utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
