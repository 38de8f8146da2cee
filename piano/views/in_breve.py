from decimal import Decimal

from django.shortcuts import redirect
from django.urls import reverse

from ambito.nucleo.grafici import barre, due_misure
from ambito.views.base import SOLO_POST
from piano import documenti, operazioni, selezioni
from piano.documenti import opuscolo
from piano.forms import ComuneForm
from piano.selezioni.menzioni import menzioni
from piano.views.base import VistaPiano


class InBreve(VistaPiano):
    """Il piano in dieci minuti: le sintesi, gli obiettivi, i soldi, dove è nominato un Comune."""

    titolo = "In breve"
    template_name = "piano/in_breve.html"

    def get_context_data(self, **kwargs):
        versione = None if self.da_leggere == self.piano else self.da_leggere
        fotografia = versione.dati if versione else documenti.fotografa(self.piano, self.oggi)
        dati = opuscolo.riassumi(fotografia)
        # L’indice cambia mentre si scrive: di una versione congelata si apre quella, non la sezione che ora ha il suo codice.
        aggiorna = versione and self.piano.si_aggiorna
        self.chiavi = {} if aggiorna else {s.codice: s.pk for s in selezioni.sezioni(self.piano)}
        self.versione = versione
        return {
            **super().get_context_data(**kwargs),
            **self.comune(fotografia),
            "dati": dati,
            "sintesi": [self.voce(s) for s in dati["sezioni"]],
            "versione": versione,
            "grafico": self.grafico(dati),
        }

    def voce(self, sezione):
        chiave = self.chiavi.get(sezione["codice"])
        return {**sezione, "url": self.della_sezione(sezione["codice"]), "url_sintesi": chiave and self.url("sintesi", chiave)}

    def della_sezione(self, codice):
        """La sezione su cui si lavora, o il suo posto nella versione congelata."""
        if codice in self.chiavi:
            return self.url("sezione", self.chiavi[codice])
        return f"{self.url('versione', self.versione.numero)}#sezione-{codice}"

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
            return self.della_sezione(menzione.codice)
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
    """Chiede il PDF dell’edizione breve: della bozza, o della versione che leggono tutti."""

    permesso_scrittura = "legge_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = operazioni.richiedi_documento(self.da_leggere, "opuscolo", utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
