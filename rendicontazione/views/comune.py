from ambito import flusso
from ambito.esporta import FORMATI
from rendicontazione import selezioni
from rendicontazione.models import chiave_voce
from rendicontazione.parole import stato_per
from rendicontazione.selezioni.controlli import rilevati_di
from rendicontazione.selezioni.correzioni import aperture, rilievi
from rendicontazione.stati import RIMANDABILI, StatoRendiconto
from rendicontazione.views.base import VistaSpesa

S = StatoRendiconto
PASSI_MOSTRATI = 12
TAPPE = [
    ("Compilazione", {S.DA_COMPILARE, S.IN_COMPILAZIONE, S.RETTIFICA_RICHIESTA}),
    ("Controllo dell’Ufficio", {S.INVIATO, S.CERTIFICATO, S.CONTROLLATO}),
    ("Validato", {S.VALIDATO, S.CHIUSO}),
]


def tappe(stato):
    """A che punto è la spesa del Comune, come percorso a passi."""
    qui = next(n for n, (_, stati) in enumerate(TAPPE) if stato in stati)
    finito = qui == len(TAPPE) - 1
    parole = ["fatto" if n < qui or finito else "corrente" if n == qui else "da_fare" for n in range(len(TAPPE))]
    return [{"etichetta": nome, "stato": parola} for (nome, _), parola in zip(TAPPE, parole, strict=True)]


class SpesaComune(VistaSpesa):
    """La spesa di un Comune in un anno: righe, totali, che cosa fare adesso."""

    template_name = "rendicontazione/comune.html"

    def prepara(self):
        super().prepara()
        self.titolo = f"Spesa {self.campagna.anno} di {self.comune.nome}"

    def sopra(self):
        return []

    def get_context_data(self, **kwargs):
        scrive = self.poteri.puo("compila_spesa", self.comune.pk)
        self.scrive = scrive and not self.chiusa_perche
        self.aperte = aperture(self.rendiconto)
        return {
            **super().get_context_data(**kwargs),
            **self.spesa(),
            **self.controllo(),
            "scrive": self.scrive,
            "aggiunge": self.aggiunge,
            "compila": scrive,
            "passi": self.passi(),
            "stato_detto": "" if self.ferma_la_campagna else stato_per(self.rendiconto, self.poteri),
            "tappe": tappe(self.rendiconto.stato),
            "eventi": selezioni.storia(self.rendiconto)[:PASSI_MOSTRATI],
            "formati": list(FORMATI),
            "in_ritardo": self.rendiconto.e_in_ritardo(self.oggi),
        }

    @property
    def aggiunge(self):
        """La persona può aggiungere righe, adesso."""
        return self.scrive and (self.aperte is None or self.aperte.aggiunge)

    def spesa(self):
        """Le righe, quelle dell’anno prima accanto, e i totali."""
        voci, anno = list(self.rendiconto.voci.con_prove().per_elenco()), self.campagna.anno - 1
        prima = {chiave_voce(v): v for v in selezioni.righe_dell_anno_prima(self.rendiconto)}
        quante = "la riga" if len(prima) == 1 else f"le {len(prima)} righe"
        return {
            "righe": [self.riga(v, prima.get(chiave_voce(v))) for v in voci],
            "totali": selezioni.totali(self.rendiconto.voci.all()),
            "prima": anno if prima else None,
            # Finché non c’è nessuna riga i modi di cominciare si offrono una volta sola, dove le righe compariranno.
            "da_cominciare": self.aggiunge and not voci and not self.rendiconto.senza_spesa,
            "riporta": f"Riporta {quante} del {anno}" if prima and self.aggiunge and not voci else "",
        }

    def riga(self, voce, prima):
        """Una riga, l’anno prima, e che cosa ci si può fare."""
        apre = self.scrive and (self.aperte is None or self.aperte.tocca(voce.pk))
        return {
            "voce": voce,
            "prima": prima and prima.spesa_lorda,
            "url": apre and self.url_comune("voce", voce.pk),
            "prove": self.url_comune("prove", voce.pk),
            "rilievo": self.esamina and self.url_comune("rilievo", voce.pk),
        }

    @property
    def ferma_la_campagna(self):
        """La raccolta non è ancora aperta, o è chiusa: lo dice già un avviso, e dire che cosa fare ingannerebbe."""
        ferma = not self.campagna.e_aperta or self.oggi < self.campagna.apre
        return ferma and not self.rendiconto.e_consegnato

    @property
    def esamina(self):
        """La persona controlla la spesa, e adesso è il momento dei rilievi."""
        stato = self.rendiconto.stato in RIMANDABILI and self.campagna.e_aperta
        return stato and self.poteri.puo("controlla_rendiconti")

    def passi(self):
        """I passi da offrire: fra controllo e validazione, quello che tocca adesso."""
        if not self.campagna.e_aperta:
            return []
        a_due, controllato = self.campagna.doppio_controllo, self.rendiconto.stato == S.CONTROLLATO
        fuori = {"valida"} if a_due and not controllato else {"controlla"}
        return [p for p in flusso.possibili(self.rendiconto, self.poteri) if p not in fuori]

    def aperto(self, rilievo):
        """Un rilievo da affrontare, con la riga da correggere e la pagina per rispondere."""
        campi = {campo: getattr(rilievo, campo) for campo in ("nome", "testo", "affrontato", "esito", "risposta")}
        riga = self.scrive and rilievo.voce_id and self.url_comune("voce", rilievo.voce_id)
        risponde = self.scrive and not rilievo.corretto_il
        return {**campi, "url": riga, "rispondi": risponde and self.url_comune("rispondi", rilievo.pk)}

    def controllo(self):
        """Rilievi e controlli; ciò che riguarda gli altri Comuni lo vede solo l’Ufficio."""
        tutti = rilievi(self.rendiconto)
        ufficio = self.poteri.puo("legge_rendiconti")
        consegnata = ufficio and self.rendiconto.e_consegnato
        aperti = [self.aperto(r) for r in tutti["aperti"]]
        return {
            "preparati": [(r, self.url_comune("rilievo_togli", r.pk)) for r in tutti["in_preparazione"]] if ufficio else [],
            "da_correggere": aperti,
            "corretti": tutti["chiusi"],
            "rilevati": rilevati_di(self.rendiconto) if consegnata else [],
            "esamina": self.esamina,
        }
