"""Base di ogni pagina d’Ambito: apre il contesto, verifica il diritto, garantisce che leggere non scriva."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from ambito import selezioni
from ambito.accesso import fattori, rinvii
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.models import Ambito
from ambito.poteri import PotereMancante, Poteri
from ambito.views.memoria import conserva, non_conservare

# Ciò che la pagina «non c’è» distingue: chi prova ha seguito «come la vedono tutti».
PROVA_GENERALE = "prova generale"
# I metodi di una pagina che si legge soltanto, e di un indirizzo a cui soltanto si scrive.
SOLO_GET = ["get", "head", "options"]
SOLO_POST = ["post", "options"]


def trovato(oggetto, nome):
    """L’oggetto dell’indirizzo; 404 se non c’è."""
    if oggetto is None:
        raise Http404(nome)
    return oggetto


class VistaAmbito(TemplateResponseMixin, ContextMixin, View):
    """Dichiara `permesso` (diritto sull’Ambito), `titolo` e `template_name`; trova `self.ambito`, `self.poteri`, `self.adesso`.

    Ambito ignoto o altrui: 404. Diritto mancante: 403. GET e HEAD girano in una transazione di sola lettura.
    Chi vuole può ridefinire `prepara()` per leggere gli oggetti della richiesta (già dentro l’Ambito).
    """

    permesso = None
    titolo = ""
    pronta = False
    # Metodi prima dei quali, dove è richiesto, la persona conferma chi è col secondo fattore (per esempio {"POST"}).
    conferma = frozenset()
    trova = staticmethod(trovato)

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return rinvii.manda(request, "account_login", rinvii.pagina(request) if request.htmx else request.get_full_path())
        self.ambiti = selezioni.ambiti_di(request.user.pk)
        self.ambito = self.trova(next((a for a in self.ambiti if a.slug == kwargs["ambito"]), None), "Ambito")
        lettura = request.method in {"GET", "HEAD", "OPTIONS"}
        with in_ambito(self.ambito.pk, request.user.pk, sola_lettura=lettura, annidabile=False):
            return self._servi(request, *args, **kwargs)

    def _servi(self, request, *args, **kwargs):
        self.adesso = timezone.now()
        self.oggi = timezone.localdate(self.adesso)
        self.poteri = Poteri(request.user, self.ambito, self.oggi)
        if not self.poteri.puo("entra"):
            raise Http404("Ambito")
        request.vista = self
        risposta = self._rinvio() or super().dispatch(request, *args, **kwargs)
        # Si compone qui, dentro la transazione: dopo, le letture rimandate non vedrebbero righe.
        if hasattr(risposta, "render"):
            risposta.render()
        patch_cache_control(risposta, private=True, no_store=True)
        return risposta

    def _rinvio(self):
        """Prepara la pagina; restituisce il rinvio se la persona deve prima dare il secondo fattore, altrimenti `None`."""
        if fattori.tenuto(self.poteri) and (rinvio := fattori.rinvio_obbligato(self.request)):
            return rinvio
        if not self.autorizza():
            raise PotereMancante(*self.mancante())
        self.prepara()
        self.pronta = True
        if self.request.method in self.conferma and self.serve_conferma():
            return fattori.rinvio_a_conferma(self.request, self.dopo_la_conferma())
        return None

    def autorizza(self):
        """La persona può aprire questa pagina? Di norma: ha `permesso` sull’Ambito."""
        return self.poteri.puo(self.permesso)

    def mancante(self):
        """Il diritto (e, se è suo, il Comune) che manca quando `autorizza` dice di no: serve a spiegare il rifiuto."""
        return self.permesso, None

    def prepara(self):
        """Legge gli oggetti della richiesta; 404 se non sono dell’Ambito o non visibili."""

    def serve_conferma(self):
        """Qui è richiesta la conferma col secondo fattore, e l’ultima non vale più (o, per chi legge, sta per non valere)?"""
        margine = fattori.MARGINE if self.request.method == "GET" else timedelta(0)
        return fattori.richiesto(self.ambito) and not fattori.fresca(self.request, margine)

    def dopo_la_conferma(self):
        """La pagina a cui tornare dopo aver confermato chi si è."""
        return self.request.get_full_path()

    def genitori(self):
        """Voci del percorso prima di questa pagina, come `(etichetta, url)`."""
        return []

    def percorso(self):
        casa = [(self.ambito.nome, f"/{self.ambito.slug}/")]
        # Se la pagina è rifiutata (403, 404) i suoi oggetti non ci sono: resta la strada di casa.
        if not self.pronta:
            return casa
        return casa + self.genitori() + [(self.titolo, "")] if self.titolo else casa

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "titolo": self.titolo, "poteri": self.poteri}

    def vai(self, nome, *argomenti):
        """Rinvio a una pagina del nucleo in questo Ambito."""
        return redirect(f"ambito:{nome}", self.ambito.slug, *argomenti)

    def riferisci(self, frase):
        messages.success(self.request, frase)

    def avverti(self, frase):
        messages.error(self.request, frase)

    def prova(self, operazione, *, riuscita=""):
        """Esegue `operazione()`; se incontra un errore atteso ne mostra la frase e restituisce `None`."""
        try:
            esito = operazione()
        except ErroreAtteso as errore:
            self.avverti(errore.frase)
            return None
        if riuscita:
            self.riferisci(riuscita)
        return esito if esito is not None else True


class VistaComune(VistaAmbito):
    """Pagina di un Comune (`<istat>` nell’indirizzo). `permesso_comune` = diritto che serve su quel Comune.

    Comune fuori dall’Ambito, o di altri mentre il diritto si ha solo sul proprio: 404. Nessun diritto del genere: 403.
    """

    permesso = "entra"
    permesso_comune = ""

    def autorizza(self):
        self.appartenenza = self.trova(selezioni.appartenenza(self.kwargs["istat"], self.oggi), "Comune")
        self.comune = self.appartenenza.comune
        if not super().autorizza():
            return False
        if not self.permesso_comune or self.poteri.puo(self.permesso_comune, self.comune.pk):
            return True
        if self.poteri.ha_da_qualche_parte(self.permesso_comune):
            raise Http404("Comune")
        return False

    def mancante(self):
        if not self.permesso_comune or not self.poteri.puo(self.permesso):
            return super().mancante()
        return self.permesso_comune, self.comune.pk


class VistaPubblica(TemplateResponseMixin, ContextMixin, View):
    """Pagina aperta a tutti, fuori da ogni Ambito."""

    pubblica = True
    trova = staticmethod(trovato)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(**kwargs))


class VistaConservata(VistaPubblica):
    """Pagina pubblica senza moduli: chi non è entrato la può tenere in memoria."""

    http_method_names = SOLO_GET

    def dispatch(self, request, *args, **kwargs):
        risposta = super().dispatch(request, *args, **kwargs)
        return conserva(request, risposta.render() if hasattr(risposta, "render") else risposta)


class VistaTrasparenza(VistaPubblica):
    """Pagina di un Ambito aperta a tutti, senza entrare: trova `self.ambito` e `self.oggi`; 404 se non c’è o è una prova generale.

    Gira dentro l’Ambito, in sola lettura se non è un POST (che la pagina dichiara in `http_method_names`). Chi non è entrato la
    può tenere per qualche minuto in una memoria intermedia, a meno che `in_memoria` sia falso: la pagina di un modulo porta un
    gettone che è di una persona sola; da quando la pagina è così, se si sa, lo dice `cambiata_il`. `titolo` e `descrizione` sono
    anche ciò che ne mostra chi la riceve da altri.
    """

    http_method_names = SOLO_GET
    libera = True
    in_memoria = True
    cambiata_il = None
    pronta = False
    titolo = ""
    descrizione = ""

    def dispatch(self, request, *args, **kwargs):
        self.ambito = self.trova(Ambito.objects.filter(slug=kwargs["ambito"]).first(), "Ambito")
        if self.ambito.prova_di:
            raise Http404(PROVA_GENERALE)
        self.adesso = timezone.now()
        self.oggi = timezone.localdate(self.adesso)
        request.vista_pubblica = self
        with in_ambito(self.ambito.pk, sola_lettura=request.method in {"GET", "HEAD", "OPTIONS"}):
            risposta = super().dispatch(request, *args, **kwargs)
            self.pronta = True
            if hasattr(risposta, "render"):
                risposta.render()
        return conserva(request, risposta, cambiata_il=self.cambiata_il) if self.in_memoria else non_conservare(risposta)

    def genitori(self):
        """Voci del percorso fra la casa della trasparenza e questa pagina, come `(etichetta, url)`."""
        return []

    def percorso(self):
        casa = [("Trasparenza", reverse("trasparenza", args=[self.ambito.slug]))]
        # Di una pagina che non c’è (404) non ci sono neppure gli oggetti: resta la strada di casa.
        return [*casa, *self.genitori(), (self.titolo, "")] if self.pronta and self.titolo else casa

    def get_context_data(self, **kwargs):
        base = {
            "ambito": self.ambito,
            "dimostrativo": self.ambito.dimostrativo,
            "titolo": self.titolo,
            "descrizione": self.descrizione,
        }
        return {**super().get_context_data(**kwargs), **base}


class VistaPersonale(LoginRequiredMixin, TemplateResponseMixin, ContextMixin, View):
    """Pagina di una persona sul proprio accesso, fuori da ogni Ambito: basta essere entrati."""

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(**kwargs))
