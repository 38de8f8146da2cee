from django.urls import reverse

from ambito import mappe, selezioni
from ambito.filtri import ComuniFilter
from ambito.models import PopolazioneComune
from ambito.nucleo.formati_italiani import formatta_data, formatta_numero
from ambito.pagina import indirizzi_dei_comuni
from ambito.registri import SCHEDA_COMUNE
from ambito.risorse import ComuniResource
from ambito.views.base import VistaComune
from ambito.views.elenco import VistaElenco


class Comuni(VistaElenco):
    """Tutti i Comuni dell’Ambito: tabella e mappa."""

    permesso = "entra"
    titolo = "Comuni"
    template_name = "ambito/comuni.html"
    filtro = ComuniFilter
    risorsa = ComuniResource
    nome_file = "comuni"

    def righe(self):
        return selezioni.appartenenze(self.oggi)

    def prepara(self):
        self.indirizzo = indirizzi_dei_comuni(self.ambito)

    def riga(self, appartenenza):
        comune = appartenenza.comune
        return {
            "istat": comune.codice_istat,
            "nome": comune.nome,
            "provincia": comune.provincia,
            "residenti": formatta_numero(appartenenza.residenti) if appartenenza.residenti is not None else "non noti",
            "url": self.indirizzo(comune.codice_istat),
        }

    def get_context_data(self, *, scelte, **kwargs):
        appartenenze = list(scelte) if self.filtrate.form.has_changed() else selezioni.appartenenze_lette(self.oggi)
        contesto = super().get_context_data(scelte=appartenenze, **kwargs)
        residenti = sum(a.residenti or 0 for a in appartenenze)
        contesto["residenti_totali"] = formatta_numero(residenti)
        contesto["residenti_al"] = formatta_data(max((a.residenti_al for a in appartenenze if a.residenti_al), default=None))
        if not self.request.htmx:
            contesto["mappa"] = self.mappa(appartenenze)
        return contesto

    def mappa(self, appartenenze):
        """La mappa dei Comuni colorata per residenti; ogni Comune è un collegamento alla sua scheda."""
        punti = [
            mappe.Punto(a.comune.codice_istat, a.comune.nome, a.residenti or 0, self.indirizzo(a.comune.codice_istat))
            for a in appartenenze
        ]
        descrizione = "Colore più scuro: più residenti. I dati sono nella tabella."
        return mappe.quantita(punti, "Mappa dei Comuni dell’Ambito", descrizione, "residenti")


class SchedaComune(VistaComune):
    """La scheda di un Comune: dati pubblici per tutti, riquadri riservati per chi ne ha diritto."""

    template_name = "ambito/comune.html"

    def prepara(self):
        self.titolo = self.comune.nome

    def genitori(self):
        return [("Comuni", reverse("ambito:comuni", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        popolazioni = PopolazioneComune.objects.filter(comune=self.comune).order_by("-data")
        return {
            **super().get_context_data(**kwargs),
            "comune": self.comune,
            "appartenenza": self.appartenenza,
            "sommario": "Ente capofila dell’Ambito." if self.comune.pk == self.ambito.capofila_id else "",
            "popolazioni": popolazioni,
            "vede_persone": self.poteri.puo("legge_persone"),
            "persone": selezioni.persone_del_comune(self.comune, self.oggi) if self.poteri.puo("legge_persone") else [],
            "riquadri": [r for fornitore in SCHEDA_COMUNE for r in fornitore(self.comune, self.poteri)],
        }
