"""L’offerta come la vedono i cittadini: che servizi ci sono, dove, quando, a chi rivolgersi; chi è accreditato."""

from collections import Counter

from ambito import mappe
from ambito import selezioni as nucleo
from ambito.views.base import VistaTrasparenza
from ambito.views.elenco import ConElenco
from servizi.filtri import AccreditatiFilter, OffertaPubblicaFilter
from servizi.risorse import AccreditatiResource
from servizi.selezioni import accreditati, offerta, pratiche


class OffertaPubblica(VistaTrasparenza):
    """Strutture e servizi aperti oggi; la mappa porta a quelli di un Comune."""

    template_name = "servizi/pubblica.html"
    titolo = "Servizi sul territorio"
    descrizione = "Strutture e servizi sociali aperti: dove sono, quando, a chi rivolgersi."

    def get_context_data(self, **kwargs):
        aperte = offerta.unita().in_esercizio(self.oggi)
        filtro = OffertaPubblicaFilter(self.request.GET, queryset=aperte, request=self.request)
        scelte, scadenze = list(filtro.qs), pratiche.accreditate(self.oggi)
        return {
            **super().get_context_data(**kwargs),
            "filtro": filtro,
            "righe": [{"unita": u, "accreditata_al": scadenze.get(u.pk)} for u in scelte],
            "totale": aperte.count(),
            "mappa": None if self.request.htmx else self.mappa(scelte),
        }

    def mappa(self, scelte):
        """Quante sedi ha ogni Comune; ogni Comune è un collegamento ai suoi servizi."""
        quante = Counter(u.comune_id for u in scelte if u.comune_id)
        punti = [
            mappe.Punto(a.comune.codice_istat, a.comune.nome, quante[a.comune_id], f"?comune={a.comune.codice_istat}#elenco")
            for a in nucleo.appartenenze(self.oggi)
        ]
        return mappe.quantita(punti, "Mappa delle sedi", "Quante sedi ha ogni Comune, fra quelle dell’elenco.", "sedi")


class AccreditatiPubblici(ConElenco, VistaTrasparenza):
    """Il registro degli accreditamenti: quali strutture, con quale provvedimento, se oggi vale."""

    template_name = "servizi/accreditati.html"
    titolo = "Strutture accreditate"
    descrizione = "Quali strutture sono accreditate, con quale provvedimento e fino a quando."
    filtro = AccreditatiFilter
    risorsa = AccreditatiResource
    nome_file = "strutture-accreditate"

    def righe(self):
        return accreditati.accreditati(self.oggi)

    def riga(self, pratica):
        situazione = accreditati.Situazione(pratica.situazione)
        return {
            "pratica": pratica,
            "unita": pratica.unita,
            "situazione": situazione.label,
            "tono": accreditati.TONI[situazione],
        }

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "totale": self.righe().count()}
