"""Le indagini sui bisogni: l’elenco, le risposte a barre e in tabella, il foglio da caricare."""

from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.statistiche import quota
from ambito.views.foglio import ConFoglio
from servizi.controlli import in_pubblico
from servizi.forms import FoglioForm, IndagineForm
from servizi.models import Indagine
from servizi.operazioni import indagini as operazioni
from servizi.operazioni.scrittura import GESTISCE
from servizi.selezioni import indagini
from servizi.tracciati import INDAGINE
from servizi.tracciati.indagine import COLONNE
from servizi.views.base import ModuloServizi, VistaServizi

STANZA = ("Bisogni", "bisogni")


class Indagini(VistaServizi):
    """I questionari fatti, dal più recente."""

    stanza = STANZA
    titolo = "Indagini sui bisogni"
    template_name = "servizi/indagini.html"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "righe": indagini.indagini()}


class _DellIndagine(VistaServizi):
    """Pagina di un’indagine: `self.indagine`."""

    stanza = STANZA

    def prepara(self):
        self.indagine = self.trova(indagini.indagine(self.kwargs["pk"]), "Indagine")
        self.titolo = self.titolo or self.indagine.titolo

    def genitori(self):
        return [*super().genitori(), ("Indagini", self.indirizzo("indagini"))]


class SchedaIndagine(ConFoglio, _DellIndagine):
    """Le risposte, domanda per domanda; chi tiene i servizi carica il foglio."""

    template_name = "servizi/indagine.html"
    tracciato, modulo_foglio = INDAGINE, FoglioForm

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI and self.poteri.puo(GESTISCE):
            righe = [[r.domanda, r.risposta, r.quante] for r in self.indagine.risposte.all()]
            return da_righe("indagine", [c.etichetta for c in COLONNE], righe, formato)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        i = self.indagine
        return {
            **super().get_context_data(**kwargs),
            "indagine": i,
            "parte": quota(i.rispondenti, i.invitati) if i.rispondenti is not None and i.invitati else None,
            "domande": [self.domanda(d) for d in indagini.domande(i)],
        }

    def domanda(self, domanda):
        """Una domanda con le sue risposte; chi non vede i dati dei Comuni non vede le risposte date da pochissimi."""
        vede = self.poteri.puo("legge_ogni_comune")
        righe = [(r.risposta, r.quante, vede or in_pubblico(r.quante) == r.quante) for r in domanda.risposte]
        grandi = [{"nome": nome, "valore": quante} for nome, quante, si_vede in righe if si_vede]
        return {
            "testo": domanda.testo,
            "righe": [
                (nome, quante, quota(quante, domanda.totale)) if si_vede else (nome, in_pubblico(quante), None)
                for nome, quante, si_vede in righe
            ],
            "barre": grandi and due_misure(barre, grandi, domanda.testo, "", "risposte"),
        }

    def post(self, request, *args, **kwargs):
        self.poteri.esigi(GESTISCE)
        return self.carica_foglio()

    def parametri(self):
        return {"indagine": self.indagine.pk}


class NuovaIndagine(ModuloServizi):
    """Un’indagine: prima chi e quando, poi le risposte da foglio."""

    stanza = STANZA
    titolo = "Nuova indagine"
    sommario = "Prima chi si è interrogato e quando; le risposte si caricano dopo, già sommate."
    riuscita = "Indagine salvata."

    def modulo(self, dati=None, file=None):
        return IndagineForm(dati, instance=Indagine(svolta_il=self.oggi))

    def scrivi(self, form):
        return operazioni.salva_indagine(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("indagine", esito.pk) if esito else self.indirizzo("indagini")


class ModificaIndagine(_DellIndagine, NuovaIndagine):
    """Cambia la scheda di un’indagine."""

    permesso = GESTISCE
    titolo = "Modifica l’indagine"
    sommario = ""

    def modulo(self, dati=None, file=None):
        return IndagineForm(dati, instance=self.indagine)

    def torna(self, esito):
        return self.indirizzo("indagine", self.indagine.pk)
