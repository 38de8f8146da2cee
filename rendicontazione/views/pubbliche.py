"""La spesa aperta a tutti: quanto, per chi, con quali fondi, Comune per Comune e per abitante."""

from django.urls import reverse

from ambito import mappe
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo, formatta_numero
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.statistiche import pro_capite
from ambito.views.base import VistaTrasparenza
from rendicontazione.selezioni import pubblica as letture

SENZA_FONDO = "Bilanci dei Comuni"


class Anni(VistaTrasparenza):
    """Gli anni di cui si legge la spesa, dal più recente."""

    template_name = "rendicontazione/pubblica/anni.html"
    titolo = "Spesa sociale"
    descrizione = "Quanto si spende per i servizi sociali, per che cosa, con quali fondi, Comune per Comune."

    def get_context_data(self, **kwargs):
        righe = [{"campagna": c, "titolo": f"Spesa sociale {c.anno}"} for c in letture.campagne(self.oggi)]
        return {**super().get_context_data(**kwargs), "righe": righe}


class Spesa(VistaTrasparenza):
    """La spesa di un anno: i totali, per area, per fondo, sulla mappa e Comune per Comune."""

    template_name = "rendicontazione/pubblica/spesa.html"

    def genitori(self):
        return [("Spesa sociale", reverse("spese_pubbliche", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        campagna = self.trova(letture.campagna(self.kwargs["anno"], self.oggi), "Spesa")
        self.titolo = f"Spesa sociale {campagna.anno}"
        self.descrizione = f"Quanto hanno speso i Comuni per i servizi sociali nel {campagna.anno}, per che cosa e con quali fondi."
        comuni = [self.comune(r) for r in letture.per_comune(campagna)]
        residenti = sum(c["residenti"] or 0 for c in comuni)
        totali = letture.totali(campagna)
        return {
            **super().get_context_data(**kwargs),
            "campagna": campagna,
            "cifre": self.cifre(totali, residenti),
            "aree": self.ripartita(campagna, "area", totali),
            "fondi": self.ripartita(campagna, "fondo", totali),
            "comuni": comuni,
            "residenti_al": formatta_data(max((c["residenti_al"] for c in comuni if c["residenti_al"]), default=None)),
            "mappa": self.mappa(comuni, campagna.anno),
        }

    def comune(self, rendiconto):
        netta = rendiconto.totale_spesa_netta
        return {
            "comune": rendiconto.comune,
            "residenti": rendiconto.residenti,
            "residenti_al": rendiconto.residenti_al,
            "netta": netta,
            "a_testa": pro_capite(netta, rendiconto.residenti),
        }

    def cifre(self, totali, residenti):
        a_testa = pro_capite(totali["netta"], residenti)
        return [
            {"etichetta": "Speso in tutto", "valore": f"{formatta_numero(totali['lorda'])} €"},
            {
                "etichetta": "Pagato da altri",
                "valore": f"{formatta_numero(totali['entrate'])} €",
                "nota": "Chi usa i servizi, il servizio sanitario, altri enti",
            },
            {
                "etichetta": "Spesa netta",
                "valore": f"{formatta_numero(totali['netta'])} €",
                "nota": "Ciò che resta: lo pagano i Comuni e i fondi sociali",
            },
            {"etichetta": "Netta per abitante", "valore": f"{formatta_importo(a_testa)} €" if a_testa is not None else "–"},
        ]

    def ripartita(self, campagna, dimensione, totali):
        """Le righe di una ripartizione con la loro parte del totale, e il disegno."""
        righe = [
            {
                "nome": r["nome"] or SENZA_FONDO,
                "netta": r["netta"],
                "parte": r["netta"] / totali["netta"] if totali["netta"] else None,
            }
            for r in letture.per(campagna, dimensione)
        ]
        voci = [{"nome": r["nome"], "valore": r["netta"]} for r in righe]
        titolo = f"Spesa {campagna.anno} per {dimensione}"
        return {"righe": righe, "grafico": voci and due_misure(barre, voci, titolo, "Euro di spesa netta.", "euro")}

    def mappa(self, comuni, anno):
        punti = [
            mappe.Punto(c["comune"].codice_istat, c["comune"].nome, c["a_testa"], f"#c{c['comune'].codice_istat}") for c in comuni
        ]
        titolo = f"Spesa per abitante nel {anno}"
        return mappe.quantita(punti, titolo, "Euro di spesa netta per ogni abitante.", "euro per abitante", decimali=2)
