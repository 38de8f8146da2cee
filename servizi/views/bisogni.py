"""I bisogni: indicatori della popolazione di ogni Comune, sulla mappa, a barre e in tabella."""

from ambito import mappe
from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.statistiche import mediana
from ambito.pagina import indirizzi_dei_comuni
from servizi.riepilogo import INDICATORI
from servizi.selezioni import bisogni
from servizi.views.base import VistaServizi, voce_di_scelta


class Bisogni(VistaServizi):
    """Un indicatore per volta (`?indicatore=`), con la mediana dell’Ambito; la tabella li ha tutti."""

    titolo = "I bisogni"
    template_name = "servizi/bisogni.html"

    def prepara(self):
        self.quale = INDICATORI.get(self.request.GET.get("indicatore", ""), INDICATORI["anziani"])
        self.righe, self.al, self.fonte = bisogni.popolazioni(self.oggi)

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI:
            return da_righe("bisogni", ["istat_code", "comune", "residenti", *INDICATORI, "al", "fonte"], self.foglio(), formato)
        return super().get(request, *args, **kwargs)

    def foglio(self):
        """Una riga per Comune con tutti gli indicatori, la data e la fonte."""
        return [
            [r.comune.codice_istat, r.comune.nome, r.totale, *(r.indicatore(i) for i in INDICATORI.values()), self.al, self.fonte]
            for r in self.righe
        ]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), **self.cifre(), **self.disegni()}

    def cifre(self):
        """L’indicatore scelto nell’Ambito intero e la tabella di tutti."""
        ambito = bisogni.insieme(self.righe)
        return {
            "quale": self.quale,
            "indicatori": list(INDICATORI.values()),
            "scelte": [voce_di_scelta(i.nome, f"?indicatore={i.codice}", i == self.quale) for i in INDICATORI.values()],
            "dell_ambito": self.scritto(self.quale, ambito),
            "mediana": self._mostra(self.quale, mediana(r.indicatore(self.quale) for r in self.righe)),
            "righe": [self.riga(r) for r in self.righe],
            "totale": {"residenti": ambito.totale, "celle": [self.scritto(i, ambito) for i in INDICATORI.values()]},
            "al": self.al,
            "fonte": self.fonte,
        }

    def riga(self, popolazione):
        celle = [self.scritto(i, popolazione) for i in INDICATORI.values()]
        return {"comune": popolazione.comune, "residenti": popolazione.totale, "celle": celle}

    def scritto(self, indicatore, popolazione):
        return self._mostra(indicatore, popolazione.indicatore(indicatore))

    def _mostra(self, indicatore, valore):
        return "–" if valore is None else formatta_numero(valore, indicatore.decimali)

    def disegni(self):
        """Mappa e barre dell’indicatore scelto, dal valore più alto."""
        indirizzo, quale = indirizzi_dei_comuni(self.ambito), self.quale
        punti = [
            mappe.Punto(r.comune.codice_istat, r.comune.nome, r.indicatore(quale), indirizzo(r.comune.codice_istat))
            for r in self.righe
        ]
        noti = [{"nome": p.nome, "valore": p.valore, "url": p.url} for p in punti if p.valore is not None]
        meta = mediana(p.valore for p in punti)
        if meta is not None:
            noti.append({"nome": "Mediana dell’Ambito", "valore": meta})
        noti.sort(key=lambda v: -v["valore"])
        argomenti = (quale.nome, quale.spiega, quale.unita)
        return {
            "mappa": noti and mappe.quantita(punti, *argomenti, quale.decimali),
            "barre": noti and due_misure(barre, noti, *argomenti, decimali=quale.decimali),
        }
