"""La prima pagina dell’accordo: per ogni triennio, il testo e chi lo firma, e chi ha aderito."""

from accordo import selezioni
from accordo.selezioni import accordi
from accordo.stati import etichette, tono_di
from accordo.views.base import VistaAccordo
from ambito.selezioni import appartenenze
from piano import selezioni as piano


class Panoramica(VistaAccordo):
    """Gli accordi e gli avvisi dell’Ambito, un triennio alla volta; chi è di un Comune vede il suo."""

    titolo = "Accordo"
    template_name = "accordo/panoramica.html"

    def autorizza(self):
        return self.poteri.puo("legge_accordo") or super().autorizza()

    def genitori(self):
        return []

    def get_context_data(self, **kwargs):
        tutti = self.poteri.puo("legge_adesioni")
        return {
            **super().get_context_data(**kwargs),
            "trienni": self.trienni(),
            "vede_tutti": tutti,
            "comuni": appartenenze(self.oggi).count() if tutti else 0,
            "puo_aprire": self.poteri.puo("istruisce_adesioni"),
            "da_cominciare": self.da_cominciare(),
            "vede_riparti": self.poteri.puo("legge_accordo"),
        }

    def da_cominciare(self):
        """Il piano corrente, se la persona può cominciarne l’accordo e ancora non c’è."""
        corrente = piano.piano_corrente() if self.poteri.puo("tiene_accordo") else None
        return corrente if corrente and accordi.accordo_del_piano(corrente) is None else None

    def trienni(self):
        """Per ogni triennio, dal più recente: i suoi accordi e il suo avviso."""
        righe = {}
        for accordo in accordi.accordi() if self.poteri.puo("legge_accordo") else ():
            righe.setdefault(accordo.triennio, {"accordi": [], "avviso": None})["accordi"].append(accordo)
        for avviso in selezioni.avvisi():
            righe.setdefault(avviso.triennio, {"accordi": [], "avviso": None})["avviso"] = self.scheda(avviso)
        return sorted(righe.items(), reverse=True)

    def scheda(self, avviso):
        return {
            "avviso": avviso,
            "url": self.url("adesioni", avviso.triennio),
            "url_enti": self.url("enti", avviso.triennio),
            "scaduto": avviso.oltre(self.oggi),
            "miei": self.i_miei(avviso),
        }

    def i_miei(self, avviso):
        comuni = self.poteri.comuni_con("legge_comune")
        righe = selezioni.quadro(avviso, self.oggi).filter(comune__in=comuni) if comuni else []
        return [
            {
                "nome": r.comune.nome,
                "etichetta": etichette(r.adesione_finita)[r.adesione_stato],
                "tono": tono_di(r.adesione_stato, r.adesione_finita),
                "url": self.url("adesione", avviso.triennio, r.comune.codice_istat),
            }
            for r in righe
        ]
