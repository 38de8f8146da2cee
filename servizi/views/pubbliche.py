"""L’offerta come la vedono i cittadini: che servizi ci sono, dove, quando, a chi rivolgersi; chi è accreditato."""

from collections import Counter

from ambito import mappe
from ambito import selezioni as nucleo
from ambito.views.base import VistaTrasparenza
from servizi.filtri import OffertaPubblicaFilter
from servizi.selezioni import offerta, pratiche


class OffertaPubblica(VistaTrasparenza):
    """Strutture e servizi aperti oggi; la mappa porta a quelli di un Comune."""

    template_name = "servizi/pubblica.html"

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
