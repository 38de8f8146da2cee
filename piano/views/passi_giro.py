"""I gesti di chi guida un giro di osservazioni: prepararlo, aprirlo, spostarne il termine, ricordare a chi manca, chiuderlo."""

from django.shortcuts import redirect
from django.urls import reverse

from ambito.moduli import Modulo
from ambito.nucleo.formati_italiani import conta, formatta_data
from ambito.views import sollecito
from ambito.views.base import SOLO_POST
from ambito.views.modulo import ConModulo
from piano import operazioni
from piano.annunci import frase_del_silenzio, testi_del_sollecito, testo_del_sollecito
from piano.forms import ChiusuraForm, GiroForm, TermineForm
from piano.models import GiroOsservazioni
from piano.selezioni import giri
from piano.stati import GUIDA_GIRO
from piano.views.base import VistaPiano
from piano.views.giri import VistaGiro

LETTERA = (
    "Gentile Sindaca, gentile Sindaco,\n\n"
    "la bozza del {piano} è pronta per essere letta dai Comuni. Vi chiediamo di dire, sezione per sezione, se va bene, se c’è "
    "qualcosa da osservare o se il Comune è contrario.\n\n"
    "A ogni osservazione l’Ufficio di Piano risponde in questa pagina, con il motivo."
)


class GuidaGiro(VistaGiro):
    """Pagina di chi guida il giro."""

    permesso = permesso_scrittura = GUIDA_GIRO


class NuovoGiro(ConModulo, VistaPiano):
    """Prepara un giro: si apre dopo aver riletto la lettera."""

    permesso = permesso_scrittura = GUIDA_GIRO
    titolo = "Prepara un giro di osservazioni"
    sommario = "Per adesso nessuno lo vede: dopo averlo riletto lo apri tu, e il testo del piano si congela com’è in quel momento."
    invia = "Salva e rileggi"
    riuscita = "Giro preparato: rileggilo, poi aprilo."

    def parti(self):
        return [("Osservazioni", self.url("giri"))]

    def modulo(self, dati=None, file=None):
        iniziali = {"lettera": LETTERA.format(piano=self.piano), "titolo": f"Bozza del {self.piano}"}
        return GiroForm(dati, initial=iniziali, instance=GiroOsservazioni(piano=self.piano))

    def scrivi(self, form):
        return operazioni.prepara_giro(self.piano, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url("giro", esito.numero) if esito else self.url("giri")


class ModuloGiro(ConModulo, GuidaGiro):
    """Un modulo solo su un giro, che torna alla pagina del giro."""

    def torna(self, esito):
        return self.del_giro("giro")


class ModificaGiro(ModuloGiro):
    """Cambia un giro prima di aprirlo."""

    titolo = "Modifica il giro"
    riuscita = "Giro aggiornato."

    def modulo(self, dati=None, file=None):
        return GiroForm(dati, instance=self.giro)

    def scrivi(self, form):
        return operazioni.modifica_giro(self.giro, **form.cleaned_data, **self.chi)


class TermineGiro(ModuloGiro):
    """Sposta il termine; un giro chiuso si riapre."""

    @property
    def titolo(self):
        return "Riapri il giro" if self.giro.e_chiuso else "Sposta il termine"

    @property
    def sommario(self):
        return f"L’ultimo giorno è il {formatta_data(self.giro.chiude, esteso=True)}. I Sindaci ricevono un avviso con il motivo."

    invia = "Sposta il termine e avvisa"
    riuscita = "Termine spostato: i Sindaci sono avvisati."

    def modulo(self, dati=None, file=None):
        return TermineForm(dati)

    def scrivi(self, form):
        return operazioni.sposta_termine(self.giro, **form.cleaned_data, **self.chi)


class ChiudiGiro(ModuloGiro):
    """Chiude il giro: prima del termine vuole un motivo."""

    titolo = "Chiudi il giro"
    invia = "Chiudi il giro"
    riuscita = "Giro chiuso: l’esito in PDF si sta preparando."

    @property
    def sommario(self):
        mancano = len(giri.QuadroGiro(self.giro).mancano)
        chi = (
            f"{conta(mancano, 'Comune non ha', 'Comuni non hanno')} ancora risposto a tutto."
            if mancano
            else "Hanno risposto tutti."
        )
        return f"{chi} {frase_del_silenzio(self.giro)}"

    def modulo(self, dati=None, file=None):
        return ChiusuraForm(dati, anticipata=self.giro.accoglie(self.oggi))

    def scrivi(self, form):
        return operazioni.chiudi_giro(self.giro, motivo=form.cleaned_data.get("motivo", ""), **self.chi)


class ApriGiro(ModuloGiro):
    """Apre il giro, dopo aver visto chi sarà avvisato, e quali Comuni non hanno nessuno da avvisare."""

    template_name = "piano/avvisa_comuni.html"
    titolo = "Apri il giro"
    sommario = "Il testo del piano si congela com’è adesso; si può continuare a scriverlo, ma i Comuni leggono quello congelato."
    invia = "Apri il giro e avvisa i Sindaci"
    riuscita = "Giro aperto: i Sindaci sono avvisati."

    def modulo(self, dati=None, file=None):
        return Modulo(dati)

    def get_context_data(self, **kwargs):
        comuni = giri.QuadroGiro(self.giro).comuni
        persone = giri.destinatari(comuni, self.oggi)
        return {
            **super().get_context_data(**kwargs),
            "comuni": [{"nome": c.nome, "persone": persone[c.pk]} for c in comuni if persone[c.pk]],
            "senza": [c.nome for c in comuni if not persone[c.pk]],
        }

    def scrivi(self, form):
        return operazioni.apri_giro(self.giro, **self.chi)


class RicordaGiro(sollecito.Sollecito, GuidaGiro):
    """Sollecita chi non ha risposto a tutto, dopo aver visto chi riceve che cosa: parte fra qualche minuto, e si può annullare."""

    titolo = "Ricorda a chi manca"
    colonna = "Risposte"
    chi_riceve, chi_compila, tutti = "risponde", "un Sindaco", "Hanno risposto tutti"

    @property
    def occhiello(self):
        return str(self.giro)

    def righe(self):
        return giri.da_sollecitare(self.giro, self.oggi)

    def testo(self):
        return testo_del_sollecito(self.giro)

    def testi(self):
        return testi_del_sollecito(self.giro)

    def manda(self, testo, lettere):
        return operazioni.ricorda_a_chi_manca(self.giro, testo, lettere=lettere, poteri=self.poteri, adesso=self.adesso)

    def fermo_perche(self):
        return "" if self.giro.accoglie(self.oggi) else "Il giro non è aperto."

    def url_quadro(self):
        return self.del_giro("giro")


class DocumentoGiro(VistaGiro):
    """Chiede l’esito in PDF com’è adesso, con i riscontri dati finora."""

    permesso_scrittura = "redige_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = self.prova(lambda: operazioni.richiedi_esito(self.giro, utente=request.user, adesso=self.adesso))
        if lavoro is None:
            return redirect(self.del_giro("giro"))
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
