"""Il registro delle deliberazioni; la scheda di una, con la sua vita dopo il voto."""

from django.shortcuts import redirect
from django.urls import reverse

from ambito.assemblea import selezioni
from ambito.assemblea.filtri import DeliberazioniFilter
from ambito.assemblea.forms import PubblicaForm, RevocaForm, SeguitoForm
from ambito.assemblea.operazioni import deliberazioni as operazioni
from ambito.assemblea.risorse import DeliberazioniResource
from ambito.assemblea.selezioni import deliberazioni
from ambito.assemblea.stati import CONVOCA
from ambito.assemblea.views.base import VistaAssemblea
from ambito.documenti import richiedi
from ambito.selezioni import ultimo_documento
from ambito.views.base import SOLO_POST
from ambito.views.elenco import VistaElenco


class Deliberazioni(VistaAssemblea, VistaElenco):
    """Il registro degli atti adottati."""

    titolo = "Deliberazioni"
    template_name = "assemblea/deliberazioni.html"
    filtro = DeliberazioniFilter
    risorsa = DeliberazioniResource
    nome_file = "deliberazioni"

    def righe(self):
        return deliberazioni.tutte()

    def riga(self, deliberazione):
        parole, tono = deliberazioni.situazione(deliberazione, self.oggi)
        return {"d": deliberazione, "situazione": parole, "tono": tono}


class SchedaDeliberazione(VistaAssemblea):
    """Un atto: oggetto, testo, voto da cui nasce; pubblicazione, revoca, ciò che ne segue."""

    template_name = "assemblea/deliberazione.html"

    def prepara(self):
        cerca = deliberazioni.tutte().select_related("votazione", "punto")
        self.deliberazione = self.trova(cerca.filter(pk=self.kwargs["pk"]).first(), "Deliberazione")
        self.titolo = self.deliberazione.sigla

    def genitori(self):
        return [*super().genitori(), ("Deliberazioni", self.indirizzo("deliberazioni"))]

    def get_context_data(self, **kwargs):
        d = self.deliberazione
        parole, tono = deliberazioni.situazione(d, self.oggi)
        contesto = {
            **super().get_context_data(**kwargs),
            "deliberazione": d,
            "situazione": parole,
            "tono": tono,
            "pubblicazione": getattr(d, "pubblicazione", None),
            "revoca": getattr(d, "revoca", None),
            "passaggi": d.votazione.esito_calcolo["passaggi"],
            "carte": selezioni.carte(d.punto),
            "seguiti": list(deliberazioni.seguiti(d)),
            "estratto": ultimo_documento("estratto", d.pk),
            "convoca": self.poteri.puo(CONVOCA),
            "oggi": self.oggi,
        }
        return {**contesto, **self.moduli(), **kwargs} if contesto["convoca"] else contesto

    def moduli(self, dati=None):
        """I moduli di chi tiene il registro."""
        successive = deliberazioni.che_possono_revocare(self.deliberazione)
        return {
            "pubblica": PubblicaForm(dati, initial={"dal": self.oggi}),
            "revoca_con": RevocaForm(dati, successive=successive),
            "affida": SeguitoForm(dati, persone=deliberazioni.incaricabili(self.oggi)),
        }

    def torna(self):
        return self.vai("deliberazione", self.deliberazione.pk)


class _Annota(SchedaDeliberazione):
    """Scrive una cosa sulla vita dell’atto: `nome` del modulo, `operazione`, frase della riuscita."""

    permesso = CONVOCA
    http_method_names = SOLO_POST
    nome = riuscita = ""
    operazione = None

    def post(self, request, *args, **kwargs):
        form = self.moduli(request.POST)[self.nome]
        if not form.is_valid():
            return self.rimostra(**{self.nome: form})
        try:
            type(self).operazione(self.deliberazione, **form.cleaned_data, poteri=self.poteri, adesso=self.adesso)
        except operazioni.AttoNonValido as errore:
            form.add_error(errore.campo, errore.frase)
            return self.rimostra(**{self.nome: form})
        self.riferisci(self.riuscita)
        return self.torna()


class Pubblica(_Annota):
    """Annota la pubblicazione all’albo."""

    nome, operazione, riuscita = "pubblica", operazioni.pubblica, "Pubblicazione annotata."


class RevocaDeliberazione(_Annota):
    """Annota la revoca con un’altra deliberazione."""

    nome, operazione, riuscita = "revoca_con", operazioni.revoca, "Revoca annotata."


class Affida(_Annota):
    """Affida ciò che segue all’atto."""

    nome, operazione, riuscita = "affida", operazioni.affida, "Affidato: la persona lo trova in «Tocca a te»."


class EmettiEstratto(SchedaDeliberazione):
    """Mette in coda l’estratto in PDF."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = richiedi("estratto", self.deliberazione, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))


class SegnaFatto(VistaAssemblea):
    """Chi è incaricato di un seguito, o il segretario, dice che è fatto."""

    http_method_names = SOLO_POST

    def prepara(self):
        self.seguito = self.trova(deliberazioni.seguito(self.kwargs["pk"]), "Seguito")

    def post(self, request, *args, **kwargs):
        operazioni.segna_fatto(self.seguito, poteri=self.poteri, adesso=self.adesso)
        self.riferisci("Segnato come fatto.")
        return self.vai("deliberazione", self.seguito.deliberazione_id)
