"""Il piano aperto a tutti: in dieci minuti, per intero, obiettivo per obiettivo, con le versioni di prima."""

from decimal import Decimal

from django.http import HttpResponse
from django.urls import reverse

from ambito.models import ContenutoDocumento
from ambito.nucleo.grafici import barre, due_misure
from ambito.views.allegati import scarica
from ambito.views.base import VistaTrasparenza
from piano import selezioni
from piano.documenti import impagina, opuscolo
from piano.selezioni import figure
from piano.selezioni import trasparenza as letture


class Piani(VistaTrasparenza):
    """I piani adottati, dal più recente."""

    template_name = "piano/pubblica/piani.html"
    titolo = "Piano di Zona"
    descrizione = "Che cosa i Comuni vogliono ottenere insieme per i servizi sociali, triennio per triennio."

    def get_context_data(self, **kwargs):
        chi = self.ambito.organo.con_il
        sommario = f"Che cosa i Comuni vogliono ottenere insieme, ogni tre anni: si legge quello che {chi} ha adottato."
        return {**super().get_context_data(**kwargs), "sommario": sommario, "righe": list(letture.piani(self.oggi))}


class _DelPiano(VistaTrasparenza):
    """Pagina di `self.pubblico`, il piano del triennio dell’indirizzo; 404 se non è (o non è ancora) pubblico."""

    def pubblico(self):
        return self.trova(letture.piano(self.kwargs["triennio"], self.oggi), "Piano")

    def url(self, nome, *argomenti):
        return reverse(nome, args=[self.ambito.slug, self.kwargs["triennio"], *argomenti])

    def genitori(self):
        return [("Piano di Zona", reverse("piani_pubblici", args=[self.ambito.slug]))]


class Piano(_DelPiano):
    """Il piano in dieci minuti: le sintesi, gli obiettivi con il loro andamento, i soldi; poi le versioni e il PDF."""

    template_name = "piano/pubblica/piano.html"

    def get_context_data(self, **kwargs):
        pubblico = self.pubblico()
        self.titolo = str(pubblico.piano)
        self.descrizione = f"{self.titolo} in dieci minuti: che cosa dice, gli obiettivi, i soldi, a che punto siamo."
        versione = letture.versione(pubblico)
        dati = opuscolo.riassumi(versione.dati)
        relazione = letture.relazione(pubblico.piano, self.oggi)
        andamento = letture.andamento(relazione)
        return {
            **super().get_context_data(**kwargs),
            "pubblico": pubblico,
            "piano": pubblico.piano,
            "dati": dati,
            "capitoli": versione.dati["sezioni"],
            "obiettivi": [{**o, "andamento": andamento.get(o["codice"])} for o in dati["obiettivi"]],
            "relazione": relazione,
            "documento": selezioni.documento_di(versione),
            "finale": letture.finale(pubblico, self.oggi),
            "grafico": self.grafico(dati),
        }

    def grafico(self, dati):
        voci = [{"nome": v["area"], "valore": Decimal(v["valore"])} for v in dati["per_area"]]
        return voci and due_misure(barre, voci, "Risorse previste", f"Euro nel triennio {dati['triennio']}.", "euro")


class _Pezzo(_DelPiano):
    """Una pagina del testo: l’elemento di `voci` della versione con il codice dell’indirizzo."""

    voci = ""

    def genitori(self):
        return [*super().genitori(), (f"Piano di Zona {self.kwargs['triennio']}", self.url("piano_pubblico"))]

    def get_context_data(self, **kwargs):
        self.letto = self.pubblico()
        fotografia = letture.versione(self.letto).dati
        tutte = fotografia[self.voci]
        posto = next((n for n, voce in enumerate(tutte) if voce["codice"] == self.kwargs["codice"]), None)
        voce = tutte[self.trova(None if posto is None else posto + 1, "Parte") - 1]
        self.titolo = f"{voce['codice']} {voce['titolo']}"
        self.descrizione = voce.get("sintesi") or voce.get("descrizione", "")[:300]
        vicine = [tutte[n] if 0 <= n < len(tutte) else None for n in (posto - 1, posto + 1)]
        prima, dopo = ({**v, "url": self.url(self.rotta, v["codice"])} if v else None for v in vicine)
        contesto = super().get_context_data(**kwargs)
        return {**contesto, **self.pezzo(fotografia, voce), "piano": self.letto.piano, "prima": prima, "dopo": dopo}


class Sezione(_Pezzo):
    """Una sezione intera, com’è nella versione in vigore."""

    template_name = "piano/pubblica/sezione.html"
    voci, rotta = "sezioni", "sezione_pubblica"

    def pezzo(self, fotografia, voce):
        dati = impagina({**fotografia, "sezioni": [voce]}, lambda f: self.url("figura_pubblica", f["codice"]))
        return {"dati": dati, "s": dati["sezioni"][0]}


class Immagine(_DelPiano):
    """L’immagine di una figura citata dalla versione in vigore."""

    def get(self, request, *args, **kwargs):
        congelate = figure.congelate(letture.versione(self.pubblico()).dati)
        citata = self.trova(congelate.get(self.kwargs["codice"]), "Figura")
        figura = figure.con_impronta(citata["impronta"])
        return HttpResponse(bytes(figura.byte), content_type=figura.tipo)


class Obiettivo(_Pezzo):
    """Un obiettivo: che cosa si vuole, per chi, con quali soldi, a che punto siamo secondo l’ultima relazione pubblicata."""

    template_name = "piano/pubblica/obiettivo.html"
    voci, rotta = "obiettivi", "obiettivo_pubblico"

    def pezzo(self, fotografia, voce):
        dati = impagina({**fotografia, "sezioni": [], "obiettivi": [voce]})
        relazione = letture.relazione(self.letto.piano, self.oggi)
        andamento = letture.andamento(relazione).get(voce["codice"])
        return {"dati": dati, "o": dati["obiettivi"][0], "relazione": relazione, "andamento": andamento}


class Pdf(_DelPiano):
    """Il PDF di una versione adottata, com’è stato emesso."""

    def get(self, request, *args, **kwargs):
        versione = self.trova(letture.versione(self.pubblico(), self.kwargs["numero"]), "Versione")
        documento = self.trova(selezioni.documento_di(versione), "Documento")
        self.cambiata_il = documento.emesso_il
        return scarica(documento.nome_file, "application/pdf", ContenutoDocumento.objects.get(documento=documento).byte)


class _Finale(_DelPiano):
    """Pagina di `self.documento`, la relazione finale del piano; 404 se non c’è o non è ancora pubblica."""

    def finale(self):
        pubblico = self.pubblico()
        self.letto = pubblico.piano
        return self.trova(letture.finale(pubblico, self.oggi), "Relazione finale")


class RelazioneFinale(_Finale):
    """Com’è andato il piano, com’era quando si è concluso: esiti, indicatori, soldi, che cosa passa avanti."""

    template_name = "piano/pubblica/relazione_finale.html"
    descrizione = "Che cosa si era deciso, com’è andata, quanto è costato, che cosa passa al piano che segue."

    def genitori(self):
        return [*super().genitori(), (f"Piano di Zona {self.kwargs['triennio']}", self.url("piano_pubblico"))]

    def get_context_data(self, **kwargs):
        documento = self.finale()
        self.titolo = documento.titolo
        dati = documento.dati["dati"]
        spesa = [{**s, "didascalia": f"Spesa del {s['anno']} per fondo, in euro"} for s in dati["spesa"]]
        return {**super().get_context_data(**kwargs), "piano": self.letto, "documento": documento, "d": {**dati, "spesa": spesa}}


class PdfFinale(_Finale):
    """Il PDF della relazione finale, com’è stato emesso."""

    def get(self, request, *args, **kwargs):
        documento = self.finale()
        self.cambiata_il = documento.emesso_il
        return scarica(documento.nome_file, "application/pdf", ContenutoDocumento.objects.get(documento=documento).byte)
