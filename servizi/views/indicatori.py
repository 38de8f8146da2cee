"""Gli indicatori aggiunti dall’Ufficio: l’elenco, la mappa e le barre di ciascuno, il foglio da caricare."""

from ambito import mappe
from ambito import selezioni as nucleo
from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.statistiche import mediana
from ambito.pagina import indirizzi_dei_comuni
from ambito.views.foglio import ConFoglio
from servizi.forms import FoglioForm, IndicatoreForm
from servizi.models import IndicatoreComunale
from servizi.operazioni import indicatori as operazioni
from servizi.operazioni.scrittura import GESTISCE
from servizi.selezioni import indicatori
from servizi.tracciati import INDICATORE
from servizi.tracciati.indicatore import COLONNE
from servizi.views.base import AzioneServizi, ModuloServizi, VistaServizi

STANZA = ("I bisogni", "bisogni")


class IndicatoriComunali(VistaServizi):
    """Le misure del territorio che l’Ufficio ha aggiunto a quelle della popolazione."""

    stanza = STANZA
    titolo = "Altri indicatori"
    template_name = "servizi/indicatori.html"

    def get_context_data(self, **kwargs):
        altro = {"righe": indicatori.indicatori(), "comuni": nucleo.comuni(self.oggi).count()}
        return {**super().get_context_data(**kwargs), **altro}


class _DellIndicatore(VistaServizi):
    """Pagina di un indicatore: `self.indicatore`."""

    stanza = STANZA

    def prepara(self):
        self.indicatore = self.trova(indicatori.indicatore(self.kwargs["pk"]), "Indicatore")
        self.titolo = self.titolo or self.indicatore.nome

    def genitori(self):
        return [*super().genitori(), ("Altri indicatori", self.indirizzo("indicatori_comunali"))]


class SchedaIndicatore(ConFoglio, _DellIndicatore):
    """I valori sulla mappa, a barre e in tabella, con il Comune di mezzo; chi tiene i servizi carica il foglio."""

    template_name = "servizi/indicatore.html"
    tracciato, modulo_foglio = INDICATORE, FoglioForm

    def prepara(self):
        super().prepara()
        scritti = indicatori.valori(self.indicatore)
        self.righe = [(comune, scritti.get(comune.pk)) for comune in nucleo.comuni(self.oggi)]

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI:
            righe = [[f"{c.codice_istat} {c.nome}", "" if v is None else v] for c, v in self.righe]
            return da_righe(f"indicatore-{self.indicatore.pk}", [c.etichetta for c in COLONNE], righe, formato)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        meta = mediana(v for _, v in self.righe if v is not None)
        return {
            **super().get_context_data(**kwargs),
            "i": self.indicatore,
            "righe": [(comune, self.scritto(valore)) for comune, valore in self.righe],
            "mancano": sum(v is None for _, v in self.righe),
            "mediana": self.scritto(meta),
            **self.disegni(meta),
        }

    def post(self, request, *args, **kwargs):
        self.poteri.esigi(GESTISCE)
        return self.carica_foglio()

    def parametri(self):
        return {"indicatore": self.indicatore.pk}

    def scritto(self, valore):
        return "" if valore is None else formatta_numero(valore, self.indicatore.decimali)

    def disegni(self, meta):
        """Mappa e barre, dal valore più alto, con la mediana fra i Comuni; niente finché non c’è un valore."""
        indirizzo, i = indirizzi_dei_comuni(self.ambito), self.indicatore
        punti = [mappe.Punto(c.codice_istat, c.nome, v, indirizzo(c.codice_istat)) for c, v in self.righe]
        noti = [{"nome": p.nome, "valore": p.valore, "url": p.url} for p in punti if p.valore is not None]
        if not noti:
            return {}
        voci = sorted([*noti, {"nome": "Mediana dell’Ambito", "valore": meta}], key=lambda v: -v["valore"])
        argomenti = (i.nome, i.spiega or i.nome, i.unita)
        # Le barre partono da zero: con un saldo negativo direbbero il falso.
        si_disegnano = all(v["valore"] >= 0 for v in noti)
        return {
            "mappa": mappe.quantita(punti, *argomenti, i.decimali),
            "barre": si_disegnano and due_misure(barre, voci, *argomenti, decimali=i.decimali),
        }


class NuovoIndicatore(ModuloServizi):
    """Prima che cosa si misura, quando e chi lo dice; i valori si caricano dopo."""

    stanza = STANZA
    titolo = "Nuovo indicatore"
    sommario = "Prima che cosa misura, a quale giorno e da quale fonte; i valori dei Comuni si caricano dopo, da foglio."
    riuscita = "Indicatore salvato: ora carica i valori dei Comuni."

    def modulo(self, dati=None, file=None):
        return IndicatoreForm(dati, instance=IndicatoreComunale())

    def scrivi(self, form):
        return operazioni.salva_indicatore(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("indicatore", esito.pk) if esito else self.indirizzo("indicatori_comunali")


class ModificaIndicatore(_DellIndicatore, NuovoIndicatore):
    """Corregge che cosa misura, il giorno, la fonte."""

    permesso = GESTISCE
    titolo = "Modifica l’indicatore"
    sommario = ""
    riuscita = "Indicatore salvato."

    def modulo(self, dati=None, file=None):
        return IndicatoreForm(dati, instance=self.indicatore)

    def torna(self, esito):
        return self.indirizzo("indicatore", self.indicatore.pk)


class TogliIndicatore(_DellIndicatore, AzioneServizi):
    """Toglie un indicatore caricato per sbaglio."""

    riuscita = "Indicatore tolto."

    def esegui(self):
        operazioni.togli_indicatore(self.indicatore, **self.chi)

    def torna(self):
        return self.indirizzo("indicatori_comunali")
