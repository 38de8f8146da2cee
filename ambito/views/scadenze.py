"""Lo scadenzario dell’Ufficio: l’elenco, il mese, la scheda di una scadenza e ciò che se ne fa."""

from urllib.parse import urlencode

from django.urls import reverse

from ambito import selezioni as nucleo
from ambito.filtri import ScadenzeFilter
from ambito.forms import scadenze as moduli
from ambito.models import Situazione
from ambito.nucleo.mesi import Mese, griglia
from ambito.nucleo.periodi import ErrorePeriodo
from ambito.scadenzario import operazioni, selezioni
from ambito.scadenzario.selezioni import TIENE
from ambito.views.base import SOLO_GET, VistaAmbito
from ambito.views.elenco import VistaElenco
from ambito.views.modulo import ConModulo

TONI = {
    Situazione.DA_FARE: "attesa",
    Situazione.PASSATA: "negativo",
    Situazione.FATTA: "positivo",
    Situazione.NON_SI_APPLICA: "neutro",
}


class _Scadenzario(VistaAmbito):
    """Una pagina dello scadenzario."""

    permesso = TIENE

    def indirizzo(self, nome="scadenzario", *argomenti):
        return reverse(f"ambito:{nome}", args=[self.ambito.slug, *argomenti])

    def genitori(self):
        return [("Scadenzario", self.indirizzo())]

    def linguette(self):
        pagine = (("Elenco", "scadenzario"), ("Calendario", "scadenzario_mese"))
        return [{"etichetta": e, "url": self.indirizzo(n), "attiva": self.request.path == self.indirizzo(n)} for e, n in pagine]

    def riga(self, scadenza):
        situazione = Situazione(scadenza.situazione)
        return {
            "scadenza": scadenza,
            "voce": scadenza.voce,
            "url": self.indirizzo("scadenza", scadenza.pk),
            "stato": situazione.label,
            "tono": TONI[situazione],
            "vacante": not (scadenza.persona_c_e or scadenza.ruolo_c_e),
        }


class Scadenzario(_Scadenzario, VistaElenco):
    """Le scadenze, dalla più vicina; se non si sceglie, quelle ancora da fare. In fondo i termini che partono da un fatto."""

    titolo = "Scadenzario"
    template_name = "ambito/scadenzario.html"
    filtro = ScadenzeFilter

    def genitori(self):
        return []

    def righe(self):
        tutte = selezioni.scadenze(self.oggi)
        return tutte if self.request.GET.get("stato") else tutte.aperte()

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "linguette": self.linguette(),
            "da_un_fatto": [] if self.request.htmx else selezioni.da_un_fatto(),
        }


class ScadenzarioMese(_Scadenzario):
    """Lo stesso scadenzario mese per mese (`?mese=2026-11`), con i filtri dell’elenco."""

    http_method_names = SOLO_GET
    titolo = "Calendario"
    template_name = "ambito/scadenzario_mese.html"

    def prepara(self):
        chiesto = self.request.GET.get("mese", "")
        self.capito = True
        try:
            self.mese = Mese.leggi(chiesto) if chiesto else Mese.di(self.oggi)
        except ErrorePeriodo:
            self.mese, self.capito = Mese.di(self.oggi), False

    def get_context_data(self, **kwargs):
        del_mese = selezioni.scadenze(self.oggi).filter(giorno__range=(self.mese.dal, self.mese.al))
        filtro = ScadenzeFilter(self.request.GET, queryset=del_mese, request=self.request)
        settimane = griglia(self.mese, self.oggi, [(s.giorno, self.voce(s)) for s in filtro.qs])
        return {
            **super().get_context_data(**kwargs),
            "linguette": self.linguette(),
            "filtro": filtro,
            "mese": self.mese,
            "capito": self.capito,
            "settimane": settimane,
            "giorni": [c for settimana in settimane for c in settimana if c.voci],
            "vicini": self.vicini(),
        }

    def voce(self, scadenza):
        riga = self.riga(scadenza)
        return {"titolo": scadenza.voce.nome, "che_cosa": riga["stato"], "perche": scadenza.voce.di_chi, "url": riga["url"]}

    def vicini(self):
        questo = Mese.di(self.oggi)
        attorno = {"prima": self.mese.spostato(-1), "oggi": questo if questo != self.mese else None, "dopo": self.mese.spostato(1)}
        return {quale: {"nome": mese.nome, "url": self.qui(mese)} for quale, mese in attorno.items() if mese}

    def qui(self, mese):
        """L’indirizzo di un altro mese, con gli stessi filtri."""
        filtri = {nome: valore for nome, valore in self.request.GET.items() if nome != "mese"}
        return f"{self.request.path}?{urlencode({**filtri, 'mese': str(mese)})}"


class NuovaScadenza(ConModulo, _Scadenzario):
    """Aggiunge un adempimento che il catalogo non ha."""

    titolo = "Nuova scadenza"
    sommario = "Un adempimento vostro, che il catalogo non ha: chi se ne occupa riceve gli stessi promemoria."
    invia, riuscita = "Aggiungi", "Scadenza aggiunta."

    def modulo(self, dati=None, file=None):
        return moduli.NuovaScadenzaForm(dati)

    def scrivi(self, form):
        return operazioni.aggiungi(**form.cleaned_data, oggi=self.oggi, **self.chi)

    def torna(self, esito):
        return self.indirizzo("scadenza", esito.pk) if esito else self.indirizzo()


class _DiUna(_Scadenzario):
    """Una pagina su una scadenza."""

    def prepara(self):
        self.scadenza = self.trova(selezioni.scadenza(self.kwargs["pk"], self.oggi), "Scadenza")

    def scheda(self):
        return self.indirizzo("scadenza", self.scadenza.pk)

    def genitori(self):
        return [*super().genitori(), (str(self.scadenza), self.scheda())]


class SchedaScadenza(_DiUna):
    """Una scadenza: entro quando, dove, chi se ne occupa, com’è andata; con POST si riapre."""

    template_name = "ambito/scadenza.html"

    def prepara(self):
        super().prepara()
        self.titolo = str(self.scadenza)

    def genitori(self):
        return _Scadenzario.genitori(self)

    def get_context_data(self, **kwargs):
        riceve, di_riserva = selezioni.chi_riceve(self.scadenza, self.oggi)
        return {
            **super().get_context_data(**kwargs),
            **self.riga(self.scadenza),
            "aperta": self.scadenza.situazione in (Situazione.DA_FARE, Situazione.PASSATA),
            "riceve": riceve,
            "di_riserva": di_riserva,
            "storia": nucleo.storia(self.scadenza),
        }

    def post(self, request, *args, **kwargs):
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: operazioni.riapri(self.scadenza, **chi), riuscita="La scadenza è di nuovo da fare.")
        return self.vai("scadenza", self.scadenza.pk)


class _Azione(ConModulo, _DiUna):
    """Un modulo su una scadenza, da cui si torna alla sua scheda."""

    def torna(self, esito):
        return self.scheda()


class ScadenzaFatta(_Azione):
    """Segna che la scadenza è stata rispettata."""

    titolo = "Segna fatta"
    riuscita = "Segnata fatta: i promemoria si fermano."

    def modulo(self, dati=None, file=None):
        return moduli.FattaForm(dati, initial={"fatta_il": self.oggi})

    def scrivi(self, form):
        return operazioni.segna_fatta(self.scadenza, **form.cleaned_data, oggi=self.oggi, **self.chi)


class ScadenzaEsclusa(_Azione):
    """Dice che quest’anno la scadenza non si applica, e perché."""

    titolo = "Non si applica"
    riuscita = "Segnata come non applicabile: i promemoria si fermano."

    def modulo(self, dati=None, file=None):
        return moduli.EsclusaForm(dati)

    def scrivi(self, form):
        return operazioni.non_si_applica(self.scadenza, **form.cleaned_data, **self.chi)


class SpostaScadenza(_Azione):
    """Cambia il giorno di quest’anno."""

    titolo = "Sposta il termine"
    riuscita = "Termine spostato: i promemoria seguono la data nuova."

    def modulo(self, dati=None, file=None):
        return moduli.SpostaForm(dati, initial={"giorno": self.scadenza.giorno})

    def scrivi(self, form):
        return operazioni.sposta(self.scadenza, **form.cleaned_data, **self.chi)


class AffidaScadenza(_Azione):
    """Dice chi se ne occupa, in ogni anno."""

    titolo = "A chi tocca"
    sommario = "Vale da adesso, per questa voce in ogni anno."
    riuscita = "Scritto chi se ne occupa."

    def modulo(self, dati=None, file=None):
        voce = self.scadenza.voce
        return moduli.AffidaForm(dati, oggi=self.oggi, initial={"ruolo": voce.ruolo, "persona": voce.persona_id})

    def scrivi(self, form):
        return operazioni.affida(self.scadenza, **form.cleaned_data, oggi=self.oggi, **self.chi)
