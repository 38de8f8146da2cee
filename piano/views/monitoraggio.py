"""I moduli con cui si segue il piano: un valore letto, una correzione, l’avanzamento di un’azione, una valutazione."""

from django.http import Http404

from ambito import flusso
from ambito.nucleo import traiettoria
from ambito.nucleo.formati_italiani import formatta_misura
from ambito.views.allegati import scarica
from ambito.views.base import SOLO_GET
from piano import operazioni
from piano.forms import AvanzamentoForm, CorrezioneForm, RilevazioneForm, ValutazioneForm
from piano.models import Azione, Indicatore, ProvaRilevazione, Rilevazione
from piano.selezioni import andamento, in_vigore
from piano.views.base import ModuloPiano, VistaPiano
from piano.views.obiettivi import obiettivo_di


class _Scrittura(ModuloPiano):
    """Un modulo che riguarda `self.obiettivo` e torna alla sua pagina."""

    def parti(self):
        pagina = self.url("andamento_obiettivo", self.obiettivo.codice)
        return [("Andamento", self.url("andamento")), (self.obiettivo.codice, pagina)]

    def torna(self, esito):
        return self.url("andamento_obiettivo", self.obiettivo.codice)


class NuovaRilevazione(_Scrittura):
    """Un valore letto di un indicatore."""

    riuscita = "Valore scritto."
    invia = "Scrivi il valore"

    def prepara(self):
        super().prepara()
        righe = Indicatore.objects.filter(obiettivo__piano=self.piano).con_ultima().select_related("obiettivo__piano")
        trovati = in_vigore.indicatori(righe.filter(pk=self.kwargs["pk"]))
        self.indicatore = self.trova(trovati[0] if trovati else None, "Indicatore")
        self.obiettivo = self.indicatore.obiettivo
        self.titolo = f"Rilevazione: {self.indicatore}"

    @property
    def sommario(self):
        via = f"{self.indicatore.get_verso_display()}. Atteso alla fine: {self.con_unita(self.indicatore.atteso)}."
        if self.indicatore.ultima_al is None:
            return f"{via} È la prima lettura."
        return f"{via} Ultimo valore: {self.con_unita(self.indicatore.ultimo_valore)}, al {self.indicatore.ultima_al:%d/%m/%Y}."

    def con_unita(self, valore):
        return f"{formatta_misura(valore)} {self.indicatore.unita}"

    def modulo(self, dati=None, file=None):
        fine = traiettoria.prossima(self.indicatore.fini, self.indicatore.ultima_al)
        giorno = fine if fine and fine <= self.oggi else self.oggi
        iniziali = {"al": giorno, "fonte": self.indicatore.fonte}
        return RilevazioneForm(dati, file, unita=self.indicatore.unita, initial=iniziali)

    def scrivi(self, form):
        return operazioni.rileva(self.indicatore, **form.dati(), **self.chi)


class CorreggiRilevazione(_Scrittura):
    """Un valore giusto al posto di uno sbagliato: quello di prima resta in vista, con il motivo."""

    titolo = "Correggi il valore"
    riuscita = "Valore corretto: quello di prima resta nella storia."
    invia = "Correggi"

    def prepara(self):
        super().prepara()
        righe = Rilevazione.objects.filter(indicatore__obiettivo__piano=self.piano, attuale=True)
        trovate = righe.filter(pk=self.kwargs["pk"]).select_related("indicatore__obiettivo__piano")
        self.rilevazione = self.trova(trovate.first(), "Rilevazione")
        in_vigore.indicatori([self.rilevazione.indicatore])
        self.obiettivo = self.rilevazione.indicatore.obiettivo

    @property
    def sommario(self):
        return f"{self.rilevazione}: c’è scritto {formatta_misura(self.rilevazione.valore)}."

    def modulo(self, dati=None, file=None):
        r = self.rilevazione
        iniziali = {"valore": r.valore, "fonte": r.fonte, "nota": r.nota}
        return CorrezioneForm(dati, file, unita=r.indicatore.unita, initial=iniziali)

    def scrivi(self, form):
        return operazioni.correggi(self.rilevazione, **form.dati(), **self.chi)


class Prova(VistaPiano):
    """Il documento da cui viene un valore: si scarica e non si apre mai dentro il portale."""

    permesso = "redige_piano"
    http_method_names = SOLO_GET

    def get(self, request, *args, **kwargs):
        prove = ProvaRilevazione.objects.filter(rilevazione__indicatore__obiettivo__piano=self.piano)
        prova = self.trova(prove.filter(pk=self.kwargs["pk"]).first(), "Documento")
        return scarica(prova.nome, prova.formato, prova.byte)


class AvanzaAzione(_Scrittura):
    """A che punto è un’azione."""

    riuscita = "Avanzamento scritto."

    def prepara(self):
        super().prepara()
        righe = Azione.objects.filter(obiettivo__piano=self.piano).select_related("obiettivo")
        trovate = in_vigore.chiamati(self.piano, righe.filter(pk=self.kwargs["pk"]))
        self.azione = self.trova(next(iter(trovate), None), "Azione")
        self.obiettivo = self.azione.obiettivo
        self.titolo = str(self.azione)
        self.sommario = f"{self.azione.responsabile or 'Nessun responsabile indicato'}. Stato: {self.azione.get_stato_display()}."

    def modulo(self, dati=None, file=None):
        passi = [(nome, self.azione.PASSI[nome].frase) for nome in flusso.possibili(self.azione, self.poteri)]
        iniziali = {"avanzamento": self.azione.avanzamento, "nota": self.azione.ultima_nota}
        return AvanzamentoForm(dati, passi=passi, attuale=self.azione.get_stato_display(), initial=iniziali)

    def scrivi(self, form):
        return operazioni.avanza(self.azione, **form.cleaned_data, **self.chi)


class ValutaObiettivo(_Scrittura):
    """Com’è andato un obiettivo in un anno, o nel triennio intero."""

    riuscita = "Valutazione scritta."

    def prepara(self):
        super().prepara()
        self.obiettivo = obiettivo_di(self.piano, self.kwargs["codice"])
        self.quando = self.kwargs["quando"]
        ammessi = [str(anno) for anno in andamento.anni_cominciati(self.piano, self.oggi)] + ["finale"]
        if self.quando not in ammessi or in_vigore.nato_adesso(self.piano, self.obiettivo):
            raise Http404("Valutazione")
        in_vigore.chiamati(self.piano, [self.obiettivo])
        self.titolo = f"Valutazione {self.quando} di {self.obiettivo.codice}"
        self.sommario = str(self.obiettivo)

    @property
    def finale(self):
        return self.quando == "finale"

    def modulo(self, dati=None, file=None):
        scritta = andamento.valutazione(self.obiettivo, self.quando)
        campi = ("esito", "grado", "perche", "correttivi")
        return ValutazioneForm(dati, initial={campo: getattr(scritta, campo) for campo in campi} if scritta else {})

    def scrivi(self, form):
        anno = self.piano.triennio_fine if self.finale else int(self.quando)
        return operazioni.valuta_obiettivo(self.obiettivo, anno=anno, finale=self.finale, **form.cleaned_data, **self.chi)
