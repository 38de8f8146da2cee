"""Ciò che hanno in comune le pagine di un piano: il triennio nell’indirizzo, il diritto di scrivere, il percorso."""

from django.http import Http404
from django.urls import reverse

from ambito.views.base import VistaAmbito
from piano import selezioni
from piano.models import Sezione


class VistaPiano(VistaAmbito):
    """Pagina di `self.piano`. Leggere vuole `legge_piano`; un POST vuole `permesso_scrittura`."""

    permesso = "legge_piano"
    permesso_scrittura = "redige_piano"

    def autorizza(self):
        scrive = self.request.method not in {"GET", "HEAD", "OPTIONS"}
        return super().autorizza() and (not scrive or self.poteri.puo(self.permesso_scrittura))

    def mancante(self):
        return (self.permesso_scrittura if self.poteri.puo(self.permesso) else self.permesso), None

    def prepara(self):
        self.piano = selezioni.piano_del(self.kwargs["triennio"])
        if self.piano is None:
            raise Http404("Piano")

    @property
    def puo_scrivere(self):
        """La persona può modificare il piano adesso: ne ha il diritto e il piano è in bozza."""
        return self.piano.modificabile and self.poteri.puo("redige_piano")

    def url(self, nome, *argomenti):
        """L’indirizzo di una pagina di questo piano."""
        return reverse(f"piano:{nome}", args=[self.ambito.slug, self.piano.triennio, *argomenti])

    def genitori(self):
        elenco = [("Piano di Zona", reverse("piano:piani", args=[self.ambito.slug]))]
        return elenco + [(self.piano.triennio, self.url("piano"))] + self.parti()

    def parti(self):
        """Voci del percorso fra il piano e questa pagina."""
        return []

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "piano": self.piano, "puo_scrivere": self.puo_scrivere, "schede": self.schede()}

    def schede(self):
        """Le linguette fra le parti del piano."""
        voci = [
            ("Indice", "piano"),
            ("Obiettivi", "obiettivi"),
            ("Coerenza", "coerenza"),
            ("Tavoli", "tavoli"),
            ("Versioni", "versioni"),
        ]
        qui = self.request.resolver_match.url_name
        return [{"etichetta": e, "url": self.url(nome), "attiva": nome == qui} for e, nome in voci]


class VistaSezione(VistaPiano):
    """Pagina di `self.sezione`."""

    def prepara(self):
        super().prepara()
        self.sezione = Sezione.objects.filter(piano=self.piano, pk=self.kwargs["pk"]).select_related("aggiornata_da").first()
        if self.sezione is None:
            raise Http404("Sezione")
        self.titolo = str(self.sezione)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "sezione": self.sezione}

    def intorno(self):
        """Le sezioni prima e dopo, e il testo della persona messo da parte."""
        tutte = list(selezioni.sezioni(self.piano))
        qui = [s.pk for s in tutte].index(self.sezione.pk)
        return {
            "precedente": tutte[qui - 1] if qui else None,
            "successiva": tutte[qui + 1] if qui + 1 < len(tutte) else None,
            "bozza": selezioni.bozza_di(self.sezione, self.request.user),
        }
