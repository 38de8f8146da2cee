"""Che cosa dicono i Comuni: la pagina di un Comune, il quadro Comuni × sezioni, le osservazioni con i loro riscontri."""

from django.http import Http404
from django.shortcuts import redirect

from ambito import selezioni as nucleo
from ambito.errori import ErroreAtteso
from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.views.elenco import VistaElenco
from ambito.views.modulo import ConModulo
from piano import operazioni, selezioni
from piano.documenti import impagina
from piano.filtri import OsservazioniFilter
from piano.forms import FiltroQuadroForm, RiscontroForm, RispostaForm
from piano.risorse import OsservazioniResource
from piano.selezioni import giri
from piano.selezioni.lettura import in_breve
from piano.selezioni.menzioni import menzioni
from piano.stati import RISPONDE, EsitoOsservazione
from piano.views.giri import VistaGiro, cambi


class VistaGiroAperto(VistaGiro):
    """Pagina di un giro che è stato aperto: prima non c’è niente da leggere."""

    def prepara(self):
        super().prepara()
        if self.giro.versione_id is None:
            raise Http404("Giro")


class RispostaDelComune(VistaGiroAperto):
    """Il testo in giro come lo legge un Comune, e le sue risposte. Scrive soltanto chi impegna quel Comune."""

    template_name = "piano/risposta.html"

    def autorizza(self):
        trovata = self.trova(nucleo.appartenenza(self.kwargs["istat"], self.oggi), "Comune")
        self.comune = trovata.comune
        legge = self.poteri.puo(self.permesso)
        return legge and (self.request.method != "POST" or self.poteri.puo(RISPONDE, self.comune.pk))

    def mancante(self):
        return (RISPONDE, self.comune.pk) if self.poteri.puo(self.permesso) else (self.permesso, None)

    def prepara(self):
        super().prepara()
        self.titolo = self.comune.nome

    @property
    def risponde(self):
        return self.giro.accoglie(self.oggi) and self.comune.pk in giri.comuni_di(self.poteri)

    def get_context_data(self, *, errore=None, **kwargs):
        versione = giri.versione_con_testo(self.giro)
        cambiate, dati = cambi(self.giro), impagina(versione.dati, self.url_figura)
        sezioni = self.sezioni(dati, cambiate["esiti"] if cambiate else {}, errore)
        return {
            **super().get_context_data(**kwargs),
            "comune": self.comune,
            "risponde": self.risponde,
            "dati": dati,
            "sezioni": sezioni,
            "n_sezioni": len(sezioni),
            "risposte": sum(s["risposta"] is not None for s in sezioni),
            "restano": sum(s["risposta"] is None for s in sezioni),
            "scritte": [s for s in sezioni if s["risposta"] and s["risposta"].chiede_riscontro],
            "cambi": cambiate,
            "nominato": self.dove_nominato(versione.dati),
            "url_versione": self.url("versione", versione.numero),
        }

    def dove_nominato(self, dati):
        """Dove il testo nomina il Comune; gli altri nomi servono a non scambiare «Lodi Vecchio» per Lodi."""
        nomi = {self.comune.nome, *(c.nome for c in selezioni.comuni_del_piano(self.piano))}
        return menzioni(dati, sorted(nomi))[self.comune.nome]

    def sezioni(self, dati, cambiate, errore):
        """Ogni sezione con il suo testo, la risposta del Comune, che cosa è cambiato, l’errore se è lì."""
        risposte, codici = giri.risposte_di(self.giro, self.comune), set(self.giro.codici)
        return [
            {
                **s,
                "breve": in_breve(s),
                "risposta": risposte.get(s["codice"]),
                "cambio": cambiate.get(s["codice"]),
                "errore": errore if errore and errore["codice"] == s["codice"] else None,
            }
            for s in dati["sezioni"]
            if s["codice"] in codici
        ]

    def post(self, request, *args, **kwargs):
        if "resto" in request.POST:
            return self.tutto_il_resto()
        form = RispostaForm(request.POST, codici=self.giro.codici)
        if not form.is_valid():
            return self.rifiuta(next(iter(form.errors.values()))[0])
        dati = form.cleaned_data
        try:
            scritta = operazioni.rispondi(
                self.giro, self.comune, dati["codice"], dati["esito"], dati["testo"], partenza=dati["revisione"],
                poteri=self.poteri, adesso=self.adesso,
            )  # fmt: skip
        except ErroreAtteso as errore:
            return self.rifiuta(errore.frase)
        self.riferisci(f"Registrato. {scritta.titolo_sezione}: {scritta.get_esito_display().lower()}. {self.fino_a_quando}")
        return redirect(f"{request.path}#s-{scritta.codice}")

    @property
    def fino_a_quando(self):
        return f"Si può cambiare fino al {formatta_data(self.giro.chiude, esteso=True)}."

    def tutto_il_resto(self):
        resto = self.prova(lambda: (operazioni.rispondi_al_resto(self.giro, self.comune, poteri=self.poteri, adesso=self.adesso),))
        if resto:
            quante = conta(resto[0], "sezione", "sezioni")
            self.riferisci(f"Registrato: {self.comune}, nessuna osservazione su {quante}. {self.fino_a_quando}")
        return redirect(self.request.path)

    def rifiuta(self, frase):
        """La stessa pagina, con l’errore accanto alla sezione e ciò che la persona ha scritto."""
        self.avverti(frase)
        errore = {"codice": self.request.POST.get("codice"), "frase": frase, "testo": self.request.POST.get("testo", "")}
        return self.render_to_response(self.get_context_data(errore=errore), status=422)


class QuadroDelGiro(VistaGiroAperto):
    """Comuni × sezioni: chi ha risposto che cosa, chi manca."""

    titolo = "Comuni e sezioni"
    template_name = "piano/quadro_giro.html"

    def get(self, request, *args, **kwargs):
        self.quadro, self.filtro = giri.QuadroGiro(self.giro), FiltroQuadroForm(request.GET)
        scelte = [riga for riga in self.quadro.righe if self.corrisponde(riga)]
        if request.GET.get("formato") in FORMATI:
            return self.foglio(scelte, request.GET["formato"])
        return self.render_to_response(self.get_context_data(scelte=scelte))

    def corrisponde(self, riga):
        chiesto = self.filtro.cleaned_data if self.filtro.is_valid() else {}
        if (chiesto.get("q") or "").casefold() not in riga.comune.nome.casefold():
            return False
        return {
            "mancano": riga.stato != giri.ESPRESSO,
            "osservazioni": riga.conta[EsitoOsservazione.OSSERVAZIONE] > 0,
            "contrari": riga.conta[EsitoOsservazione.CONTRARIO] > 0,
        }.get(chiesto.get("stato"), True)

    def foglio(self, righe, formato):
        testa = ["istat_code", "comune", "posizione", *(f"{s['codice']} {s['titolo']}" for s in self.giro.sezioni)]
        fogli = [
            [r.comune.codice_istat, r.comune.nome, giri.COMUNI[r.stato][0], *(giri.CASELLE[chiave][1] for _, chiave in r.caselle)]
            for r in righe
        ]
        return da_righe(f"osservazioni-giro-{self.giro.numero}", testa, fogli, formato)

    def get_context_data(self, *, scelte, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "filtro": self.filtro,
            "righe": [self.riga(r) for r in scelte],
            "totale": len(self.quadro.righe),
            "legenda": [giri.CASELLE[chiave][:2] for chiave in [*EsitoOsservazione, self.quadro.del_silenzio]],
        }

    def riga(self, r):
        voci = [(r.conta[chiave], giri.CASELLE[chiave][1]) for chiave in giri.CASELLE if r.conta[chiave]]
        return {
            "riga": r,
            "url": self.del_giro("risposta", r.comune.codice_istat),
            "stato": giri.COMUNI[r.stato],
            "conti": ", ".join(f"{quante} {parola}" for quante, parola in voci),
            "caselle": [(sezione, chiave, *giri.CASELLE[chiave]) for sezione, chiave in r.caselle],
        }


class Osservazioni(VistaGiroAperto, VistaElenco):
    """Ciò che i Comuni hanno scritto, sezione per sezione, con il riscontro."""

    titolo = "Osservazioni e riscontri"
    template_name = "piano/osservazioni.html"
    filtro = OsservazioniFilter
    risorsa = OsservazioniResource

    @property
    def nome_file(self):
        return f"osservazioni-{self.piano.triennio}-giro-{self.giro.numero}"

    def righe(self):
        return giri.osservazioni(self.giro)

    def riga(self, osservazione):
        cambiata = osservazione.sezione_cambiata_id
        return {
            "o": osservazione,
            "url_comune": self.del_giro("risposta", osservazione.comune.codice_istat) + f"#s-{osservazione.codice}",
            "url": self.del_giro("riscontro", osservazione.pk),
            "url_sezione": self.url("sezione", cambiata) if cambiata else "",
        }

    def get_context_data(self, *, scelte, **kwargs):
        contesto = super().get_context_data(scelte=scelte, **kwargs)
        return {**contesto, "totale": self.righe().count(), "riscontra": self.poteri.puo("redige_piano")}


class RiscontroOsservazione(ConModulo, VistaGiroAperto):
    """L’Ufficio di Piano risponde a un’osservazione."""

    permesso = permesso_scrittura = "redige_piano"
    template_name = "piano/riscontro.html"
    invia = "Registra il riscontro"
    riuscita = "Riscontro registrato: il Comune è avvisato."

    def prepara(self):
        super().prepara()
        self.osservazione = self.trova(giri.osservazione(self.giro, self.kwargs["pk"]), "Osservazione")
        self.titolo = f"Riscontro: {self.osservazione.comune}"

    def parti(self):
        return [*super().parti(), ("Osservazioni e riscontri", self.del_giro("osservazioni"))]

    def modulo(self, dati=None, file=None):
        o = self.osservazione
        iniziali = {"riscontro": o.riscontro, "motivo": o.motivo, "sezione": o.sezione_cambiata_id, "revisione": o.revisione,
                    "gia_dato": o.segno_riscontro}  # fmt: skip
        return RiscontroForm(dati, initial=iniziali, piano=self.piano)

    def scrivi(self, form):
        dati = form.cleaned_data
        return operazioni.riscontra(
            self.osservazione, riscontro=dati["riscontro"], motivo=dati["motivo"], sezione=dati["sezione"],
            partenza=dati["revisione"], gia_dato=dati["gia_dato"], **self.chi,
        )  # fmt: skip

    def torna(self, esito):
        return self.del_giro("osservazioni") + f"#o{self.osservazione.pk}"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "o": self.osservazione}
