"""L’offerta: elenco e mappa delle unità, chi serve che cosa, i livelli essenziali."""

from collections import Counter

from ambito import mappe
from ambito import selezioni as nucleo
from ambito.pagina import indirizzi_dei_comuni
from ambito.views.elenco import VistaElenco
from servizi import selezioni as catalogo
from servizi.filtri import UnitaFilter
from servizi.forms import UnitaForm
from servizi.models import Natura, UnitaOfferta
from servizi.operazioni import offerta as operazioni
from servizi.risorse import UnitaResource
from servizi.selezioni import offerta
from servizi.selezioni.offerta import Matrice
from servizi.stati import TONI_PRATICA
from servizi.views.base import AzioneServizi, ModuloServizi, VistaServizi, voce_di_scelta

SEGNI = {offerta.SEDE: "sede", offerta.SERVITO: "sì", offerta.MANCA: "–"}


class VistaOfferta(VistaServizi):
    """Pagina dell’offerta, con le sue linguette."""

    stanza = ("Offerta", "offerta")
    linguette = [("Elenco e mappa", "offerta"), ("Chi ha che cosa", "matrice"), ("Livelli essenziali", "leps")]


class Offerta(VistaOfferta, VistaElenco):
    """Le strutture e i servizi dell’Ambito."""

    titolo = "Offerta"
    template_name = "servizi/offerta.html"
    filtro = UnitaFilter
    risorsa = UnitaResource
    nome_file = "offerta"

    def righe(self):
        return offerta.unita()

    def riga(self, unita):
        return {"unita": unita, "url": self.indirizzo("unita", unita.pk), "chiusa": bool(unita.al and unita.al < self.oggi)}

    def get_context_data(self, *, scelte, **kwargs):
        scelte = list(scelte)
        contesto = super().get_context_data(scelte=scelte, **kwargs)
        contesto["totale"] = self.righe().count()
        contesto["posti"] = sum(u.posti_autorizzati or 0 for u in scelte)
        if not self.request.htmx:
            contesto["mappa"] = self.mappa(scelte)
        return contesto

    def mappa(self, scelte):
        """Quante delle unità scelte hanno sede in ogni Comune."""
        quante, indirizzo = Counter(u.comune_id for u in scelte if u.comune_id), indirizzi_dei_comuni(self.ambito)
        punti = [
            mappe.Punto(a.comune.codice_istat, a.comune.nome, quante[a.comune_id], indirizzo(a.comune.codice_istat))
            for a in nucleo.appartenenze(self.oggi)
        ]
        return mappe.quantita(punti, "Mappa delle sedi", "Quante sedi ha ogni Comune, fra quelle dell’elenco.", "sedi")


class SchedaUnita(VistaOfferta):
    """Una struttura o un servizio."""

    template_name = "servizi/unita.html"

    def prepara(self):
        self.unita = self.trova(offerta.unita_con(self.kwargs["pk"]), "Unità d’offerta")
        self.titolo = self.unita.denominazione

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "unita": self.unita,
            "chiusa": bool(self.unita.al and self.unita.al < self.oggi),
            "serviti": offerta.comuni_serviti(self.unita),
            "pratiche": [(p, TONI_PRATICA[p.stato]) for p in self.unita.pratiche.all()],
            "sopralluoghi": self.unita.sopralluoghi.all(),
            "eventi": nucleo.storia(self.unita) if self.poteri.puo("legge_registro") else [],
        }


class NuovaUnita(ModuloServizi):
    """Una struttura o un servizio in più."""

    stanza = VistaOfferta.stanza
    titolo = "Nuova struttura o servizio"
    sommario = "I contatti sono quelli dell’ufficio. Nessun dato su chi riceve il servizio."
    riuscita = "Salvato nell’offerta."

    def modulo(self, dati=None, file=None):
        return UnitaForm(dati, instance=UnitaOfferta(), comuni=nucleo.comuni(self.oggi))

    def scrivi(self, form):
        return operazioni.salva_unita(form.save(commit=False), form.cleaned_data["serviti"], **self.chi)

    def torna(self, esito):
        return self.indirizzo("unita", esito.pk) if esito else self.indirizzo("offerta")


class ModificaUnita(NuovaUnita):
    """Cambia la scheda di una struttura o di un servizio."""

    sommario = "Se ha chiuso, scrivi l’ultimo giorno: resta nell’elenco come chiusa."

    def prepara(self):
        self.unita = self.trova(offerta.unita_con(self.kwargs["pk"]), "Unità d’offerta")
        self.titolo = f"Modifica: {self.unita}"

    def modulo(self, dati=None, file=None):
        return UnitaForm(dati, instance=self.unita, comuni=nucleo.comuni(self.oggi))

    def torna(self, esito):
        return self.indirizzo("unita", self.unita.pk)


class TogliUnita(AzioneServizi):
    """Toglie un’unità scritta per sbaglio."""

    riuscita = "Tolta dall’elenco."

    def prepara(self):
        self.unita = self.trova(offerta.unita_con(self.kwargs["pk"]), "Unità d’offerta")

    def esegui(self):
        operazioni.togli_unita(self.unita, **self.chi)

    def torna(self):
        return self.indirizzo("offerta")


class MatriceOfferta(VistaOfferta):
    """Ogni servizio in ogni Comune: dove c’è la sede, dove arriva, dove manca."""

    titolo = "Chi ha che cosa"
    template_name = "servizi/matrice.html"

    def get_context_data(self, **kwargs):
        aree = list(catalogo.aree())
        scelta = next((a for a in aree if a.codice == self.request.GET.get("area")), None)
        servizi = catalogo.servizi_sociali()
        matrice = Matrice(self.oggi, servizi.filter(area=scelta) if scelta else servizi)
        righe = matrice.righe()
        # Un servizio che non c’è da nessuna parte lo dice già la prima tabella: nella seconda sarebbe una colonna di trattini.
        presenti = [r.servizio for r in righe if r.serviti]
        return {
            **super().get_context_data(**kwargs),
            "aree": [
                voce_di_scelta("Tutte le aree", "?", scelta is None),
                *(voce_di_scelta(a.nome, f"?area={a.codice}", a == scelta) for a in aree),
            ],
            "righe": righe,
            "servizi": presenti,
            "comuni": [self.comune(matrice, presenti, a.comune) for a in matrice.appartenenze],
        }

    def comune(self, matrice, servizi, comune):
        celle = [matrice.cella(servizio.pk, comune.pk) for servizio in servizi]
        return {"comune": comune, "celle": [(stato, SEGNI[stato]) for stato in celle], "mancano": celle.count(offerta.MANCA)}


class LivelliEssenziali(VistaOfferta):
    """I livelli essenziali: che parte dei Comuni e dei residenti raggiungono, e dove mancano."""

    titolo = "Livelli essenziali"
    template_name = "servizi/leps.html"

    def get_context_data(self, **kwargs):
        matrice = Matrice(self.oggi, catalogo.servizi().exclude(natura=Natura.SOCIOSANITARIA, leps__isnull=True))
        return {**super().get_context_data(**kwargs), "righe": matrice.livelli(), "comuni": len(matrice.appartenenze)}
