from django.urls import reverse

from accordo import selezioni
from accordo.filtri import QuadroFilter, come_si_legge
from accordo.risorse import QuadroResource
from accordo.stati import ACCOLTE, DA_INVIARE, ETICHETTE, INSIEME_SULLA_MAPPA, SULLA_MAPPA, StatoAdesione, etichette, tono_di
from accordo.views.base import VistaAvviso
from ambito import mappe
from ambito.nucleo.formati_italiani import conta as formatta_quante
from ambito.views.elenco import VistaElenco


class Quadro(VistaAvviso, VistaElenco):
    """Chi ha aderito e chi manca: tabella, mappa, cifre. Chi è di un Comune senza altri diritti vede soltanto il suo."""

    template_name = "accordo/adesioni.html"
    filtro = QuadroFilter
    risorsa = QuadroResource

    def prepara(self):
        super().prepara()
        self.titolo = f"Adesioni {self.avviso.triennio}"
        self.nome_file = f"adesioni-{self.avviso.triennio}"
        self.finito = selezioni.triennio_finito(self.avviso, self.oggi)
        self.vede_tutti = self.poteri.puo("legge_adesioni")

    def genitori(self):
        return [("Accordo", self.url("panoramica"))]

    def righe(self):
        return selezioni.quadro_visibile(self.avviso, self.poteri, self.oggi)

    def riga(self, appartenenza):
        comune, stato = appartenenza.comune, appartenenza.adesione_stato
        return {
            "istat": comune.codice_istat,
            "nome": comune.nome,
            "provincia": comune.provincia,
            "residenti": appartenenza.residenti,
            "etichetta": etichette(appartenenza.adesione_finita)[stato],
            "tono": tono_di(stato, appartenenza.adesione_finita),
            "numero": f"{appartenenza.adesione_numero}/{appartenenza.adesione_anno}" if appartenenza.adesione_numero else "",
            "inviata_il": appartenenza.adesione_inviata_il,
            "tardiva": appartenenza.adesione_tardiva,
            "aree": appartenenza.adesione_aree or "",
            "url": self.indirizzo(appartenenza),
        }

    def indirizzo(self, appartenenza):
        """L’adesione per chi la può leggere; altrimenti la scheda pubblica del Comune."""
        comune = appartenenza.comune
        if self.poteri.puo("istruisce_adesioni") and appartenenza.adesione_stato == StatoAdesione.PRESENTATA:
            return self.url("istruttoria", self.avviso.triennio, comune.codice_istat)
        if self.poteri.puo("legge_comune", comune.pk):
            return self.url("adesione", self.avviso.triennio, comune.codice_istat)
        return reverse("ambito:comune", args=[self.ambito.slug, comune.codice_istat])

    def get_context_data(self, **kwargs):
        contesto = {**super().get_context_data(**kwargs), "vede_tutti": self.vede_tutti}
        come_si_legge(contesto["filtro"], self.finito)
        contesto |= {"puo_modificare": self.poteri.puo("istruisce_adesioni"), "scaduto": self.avviso.oltre(self.oggi)}
        contesto["in_corso"] = self.avviso.in_corso(self.oggi)
        if self.vede_tutti and not self.request.htmx:
            contesto |= self.insieme(list(self.righe()))
        return contesto

    def nomi(self):
        """Gli stati in parole, come si leggono oggi per questo triennio."""
        return etichette(self.finito)

    def insieme(self, tutte):
        """Le cifre e la mappa di tutto l’Ambito, qualunque filtro ci sia."""
        conta = {stato: sum(r.adesione_stato == stato for r in tutte) for stato in ETICHETTE}
        # Chi l’ha ritirata aveva inviato, ma non aderisce; chi è sospeso aderisce ancora.
        inviate = len(tutte) - sum(conta[s] for s in (*DA_INVIARE, StatoAdesione.RITIRATA))
        per_stato = [{"etichetta": e, "quanti": conta[s], "url": f"{self.request.path}?stato={s}"} for s, e in self.nomi().items()]
        return {
            "per_stato": per_stato,
            "inviate": inviate,
            "comuni": len(tutte),
            "cifre": self.cifre(conta),
            "mappa": self.mappa(tutte),
        }

    def cifre(self, conta):
        qui = self.request.path
        accolte, rimandate = sum(conta[s] for s in ACCOLTE), conta["integrazione_richiesta"]
        return [
            {"etichetta": "Da esaminare", "valore": str(conta["presentata"]), "url": f"{qui}?stato=presentata"},
            {"etichetta": "Da correggere", "valore": str(rimandate), "url": f"{qui}?stato=integrazione_richiesta"},
            {"etichetta": "Decadute" if self.finito else "Accolte", "valore": str(accolte),
             "nota": f"{conta['accolta_sottoscrittore']} sottoscrivono{_sospese(conta['sospesa'])}"},
            {"etichetta": "Da inviare", "valore": str(sum(conta[s] for s in DA_INVIARE)), "url": f"{qui}?stato=da_inviare",
             "nota": f"{conta['bozza']} in compilazione, {conta['da_confermare']} dal Sindaco"},
        ]  # fmt: skip

    def mappa(self, tutte):
        punti = [mappe.Punto(r.comune.codice_istat, r.comune.nome, _segno(r), f"#c{r.comune.codice_istat}") for r in tutte]
        nomi = {stato: self.nomi()[stato] if stato in ACCOLTE else nome for stato, nome in SULLA_MAPPA.items()}
        descrizione = "Ogni Comune ha il segno dello stato della sua adesione. Gli stessi dati sono nella tabella."
        return mappe.stati(punti, nomi, "Adesioni dei Comuni", descrizione)


def _sospese(quante):
    return f", {formatta_quante(quante, 'sospesa', 'sospese')}" if quante else ""


def _segno(riga):
    return str(INSIEME_SULLA_MAPPA.get(riga.adesione_stato, riga.adesione_stato))
