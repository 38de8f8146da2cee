"""Il servizio sociale professionale: quanti assistenti sociali, il contributo, gli uffici dei Comuni."""

from ambito import mappe
from ambito import selezioni as nucleo
from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.assistenti_sociali import LIVELLO, OBIETTIVO
from ambito.nucleo.formati_italiani import formatta_importo, formatta_numero
from ambito.pagina import indirizzi_dei_comuni
from ambito.views.base import SOLO_GET, VistaComune
from ambito.views.modulo import ConModulo
from servizi.forms import OrganicoForm, UfficioForm
from servizi.models import Organico, UfficioSociale
from servizi.operazioni import organico as operazioni
from servizi.operazioni.scrittura import GESTISCE
from servizi.selezioni import organico
from servizi.views.base import AzioneServizi, ModuloServizi, VistaServizi, voce_di_scelta

COLONNE = ["anno", "istat_code", "comune", "datore", "contratto", "persone", "equivalenti_tempo_pieno"]


class VistaOrganico(VistaServizi):
    """Pagina del servizio sociale, con le sue linguette."""

    stanza = ("Servizio sociale", "servizio_sociale")
    linguette = [("Assistenti sociali", "servizio_sociale"), ("Uffici dei Comuni", "uffici")]


class ServizioSociale(VistaOrganico):
    """Gli assistenti sociali di un anno: per Comune, sulla mappa, contro i livelli di legge, con il contributo."""

    titolo = "Servizio sociale professionale"
    template_name = "servizi/servizio_sociale.html"

    def prepara(self):
        self.anni = organico.anni()
        chiesto = self.request.GET.get("anno", "")
        self.anno = int(chiesto) if chiesto.isdecimal() and int(chiesto) in self.anni else next(iter(self.anni), None)

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI and self.anno:
            return da_righe(f"assistenti-sociali-{self.anno}", COLONNE, righe_del_foglio(self.anno), formato)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        contesto = {**super().get_context_data(**kwargs), "anni": self.scelte(), "anno": self.anno}
        if self.anno is None:
            return contesto
        quadro = organico.Quadro(self.anno, self.oggi)
        return {
            **contesto,
            "quadro": quadro,
            "prospetto": quadro.prospetto,
            "cifre": cifre(quadro),
            "mappa": self.mappa(quadro),
            "vede_righe": self.poteri.puo(GESTISCE),
        }

    def scelte(self):
        return [voce_di_scelta(str(anno), f"?anno={anno}", anno == self.anno) for anno in self.anni]

    def mappa(self, quadro):
        """Quanti residenti per assistente sociale in ogni Comune: vuoto dove il Comune non ne ha di suoi."""
        indirizzo = indirizzi_dei_comuni(self.ambito)
        punti = [
            mappe.Punto(c.appartenenza.comune.codice_istat, c.appartenenza.comune.nome, c.residenti_per_etp,
                        indirizzo(c.appartenenza.comune.codice_istat))
            for c in quadro.comuni
        ]  # fmt: skip
        descrizione = "Colore più scuro: più residenti per ogni assistente sociale. Senza colore: nessuno dedicato al Comune."
        return mappe.quantita(punti, "Residenti per assistente sociale", descrizione, "residenti per assistente")


def cifre(quadro):
    """Le cifre principali dell’anno, in parole."""
    conto = quadro.prospetto
    rapporto = f"1 ogni {formatta_numero(int(conto.residenti_per_etp))}" if conto.residenti_per_etp else "–"
    return [
        {"etichetta": "A tempo indeterminato", "valore": formatta_numero(quadro.indeterminati, 2),
         "nota": f"equivalenti a tempo pieno; {formatta_numero(quadro.totali, 2)} con tutti i contratti"},
        {"etichetta": "Rapporto con i residenti", "valore": rapporto,
         "nota": f"livello essenziale: 1 ogni {formatta_numero(LIVELLO)}"},
        {"etichetta": f"Mancano per 1 ogni {formatta_numero(LIVELLO)}", "valore": formatta_numero(conto.mancano_al_livello, 2),
         "nota": f"{formatta_numero(conto.mancano_all_obiettivo, 2)} per 1 ogni {formatta_numero(OBIETTIVO)}"},
        {"etichetta": "Contributo dello Stato", "valore": f"{formatta_importo(conto.contributo)} €",
         "nota": "calcolato dal portale, da confermare"},
    ]  # fmt: skip


def righe_del_foglio(anno):
    """Le righe dell’organico come escono dal portale."""
    return [
        [r.anno, r.comune.codice_istat if r.comune else "", str(r.comune or "intero Ambito"), r.get_datore_display(),
         r.get_contratto_display(), r.persone, r.etp]
        for r in organico.righe(anno)
    ]  # fmt: skip


class NuovoOrganico(ModuloServizi):
    """Una riga di assistenti sociali."""

    stanza = VistaOrganico.stanza
    titolo = "Assistenti sociali"
    sommario = "Quanti, con quale contratto, chi li impiega. Nessun nome."
    riuscita = "Riga salvata."

    def modulo(self, dati=None, file=None):
        riga = Organico(anno=self.oggi.year)
        return OrganicoForm(dati, instance=riga, comuni=nucleo.comuni(self.oggi))

    def scrivi(self, form):
        return operazioni.salva_organico(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("servizio_sociale") + (f"?anno={esito.anno}" if esito else "")


class ModificaOrganico(NuovoOrganico):
    """Cambia una riga di assistenti sociali."""

    def prepara(self):
        self.riga = self.trova(organico.riga_con(self.kwargs["pk"]), "Riga")
        self.titolo = f"Assistenti sociali {self.riga.anno}: {self.riga.comune or 'intero Ambito'}"

    def modulo(self, dati=None, file=None):
        return OrganicoForm(dati, instance=self.riga, comuni=nucleo.comuni(self.oggi))


class TogliOrganico(AzioneServizi):
    """Toglie una riga di assistenti sociali."""

    riuscita = "Riga tolta."

    def prepara(self):
        self.riga = self.trova(organico.riga_con(self.kwargs["pk"]), "Riga")

    def esegui(self):
        operazioni.togli_organico(self.riga, **self.chi)

    def torna(self):
        return f"{self.indirizzo('servizio_sociale')}?anno={self.riga.anno}"


class Uffici(VistaOrganico):
    """A chi ci si rivolge in ogni Comune."""

    titolo = "Uffici sociali dei Comuni"
    template_name = "servizi/uffici.html"
    http_method_names = SOLO_GET

    def get_context_data(self, **kwargs):
        miei = set(self.poteri.comuni_con("compila_servizi"))
        tiene = self.poteri.puo(GESTISCE)
        righe = [
            {"comune": a.comune, "ufficio": ufficio, "scrive": tiene or a.comune_id in miei}
            for a, ufficio in organico.uffici(self.oggi)
        ]
        mancano = sum(r["ufficio"] is None for r in righe)
        return {**super().get_context_data(**kwargs), "righe": righe, "mancano": mancano, "scrive": tiene or bool(miei)}


class ModificaUfficio(ConModulo, VistaServizi, VistaComune):
    """I recapiti dell’ufficio sociale di un Comune: li tiene l’Ufficio di Piano o l’operatore di quel Comune."""

    permesso = "legge_servizi"
    permesso_comune = "compila_servizi"
    stanza = ("Uffici dei Comuni", "uffici")
    sommario = "Dove e quando ci si rivolge. Il referente lo vedono solo i colleghi."
    riuscita = "Recapiti salvati."

    def autorizza(self):
        return super().autorizza() if not self.poteri.puo(GESTISCE) else self._esiste()

    def _esiste(self):
        """L’Ufficio di Piano scrive per ogni Comune dell’Ambito."""
        self.permesso_comune = ""
        return super().autorizza()

    def prepara(self):
        self.ufficio = organico.ufficio_di(self.comune) or UfficioSociale(comune=self.comune)
        self.titolo = f"Ufficio sociale di {self.comune}"

    def modulo(self, dati=None, file=None):
        return UfficioForm(dati, instance=self.ufficio)

    def scrivi(self, form):
        return operazioni.salva_ufficio(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("uffici")
