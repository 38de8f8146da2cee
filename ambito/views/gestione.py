"""La console di chi gestisce la piattaforma: Ambiti con le loro cifre, apertura di un Ambito, accessi. Per gli altri non esiste."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from ambito import gestione, inviti, selezioni
from ambito.contesto import in_ambito
from ambito.errori import ErroreAtteso
from ambito.filtri import AccessiFilter
from ambito.forms import CoordinatoreForm, NuovoAmbitoForm, SospensioneForm
from ambito.models import Ambito, AttoDiGestione, StatoInvito, Utente
from ambito.registri import CONSOLE
from ambito.views.inviti import TONI

LINGUETTE = [
    ("Ambiti", "gestione:ambiti"),
    ("Andamento", "gestione:andamento"),
    ("Accessi", "gestione:accessi"),
]
IN_FONDO = ("Che cosa è stato fatto", "gestione:atti")
PER_PAGINA = 50


class VistaGestione(TemplateResponseMixin, ContextMixin, View):
    """Pagina di soli gestori: chi non lo è trova un 404, come se non ci fosse. GET gira in sola lettura, fuori da ogni Ambito."""

    permesso = "gestore"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.gestore:
            raise Http404("Gestione")
        self.adesso = timezone.now()
        self.oggi = timezone.localdate(self.adesso)
        with in_ambito(None, request.user.pk, sola_lettura=request.method != "POST", annidabile=False):
            risposta = super().dispatch(request, *args, **kwargs)
            if hasattr(risposta, "render"):
                risposta.render()
        add_never_cache_headers(risposta)
        return risposta

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        voci = [(etichetta, reverse(nome)) for etichetta, nome in [*LINGUETTE, *CONSOLE, IN_FONDO]]
        attuale = self.request.path
        linguette = [{"etichetta": e, "url": u, "attiva": attuale == u} for e, u in voci]
        return {**super().get_context_data(**kwargs), "linguette": linguette}

    def prova(self, operazione, riuscita):
        """Esegue e riferisce; vero se è riuscita."""
        try:
            operazione()
        except ErroreAtteso as errore:
            messages.error(self.request, errore.frase)
            return False
        messages.success(self.request, riuscita)
        return True


class Ambiti(VistaGestione):
    """Gli Ambiti della piattaforma, con le sole cifre; davanti a tutto, quelli senza coordinatore."""

    template_name = "gestione/ambiti.html"

    def get_context_data(self, **kwargs):
        righe = [{"ambito": ambito, "cifre": cifre} for ambito, cifre in gestione.ambiti(self.oggi)]
        senza = [r["ambito"] for r in righe if not r["cifre"].coordinatori]
        return {**super().get_context_data(**kwargs), "righe": righe, "senza_guida": senza}


class NuovoAmbito(VistaGestione):
    """Due passi: prima si controlla tutto e si mostra che cosa nascerebbe, poi si crea e parte l’invito al coordinatore."""

    template_name = "gestione/nuovo.html"

    def modulo(self, *dati):
        return NuovoAmbitoForm(*dati, oggi=self.oggi)

    def get_context_data(self, **kwargs):
        return {"form": self.modulo(), **super().get_context_data(**kwargs)}

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        passo = request.POST.get("passo")
        if passo == "correggi":
            return self.render_to_response(self.get_context_data(form=form))
        if passo == "crea" and self.crea(form):
            return redirect("gestione:ambito", slug=form.cleaned_data["slug"])
        return self.render_to_response(self.anteprima(form))

    def crea(self, form):
        proposta = form.proposta()
        riuscita = f"Ambito creato con {len(form.elenco)} Comuni; invito mandato a {proposta['coordinatore']['email']}."
        crea = {**proposta, "gestore": self.request.user, "adesso": self.adesso}
        return self.prova(lambda: gestione.apri_ambito(**crea), riuscita)

    def anteprima(self, form):
        """Che cosa nascerebbe: i campi tornano nascosti, e il secondo passo li ricontrolla tutti."""
        comuni = sorted(form.elenco.values(), key=lambda c: c.nome)
        scritti = {**form.cleaned_data, "comuni": "\n".join(form.elenco)}
        nascosti = [(campo, scritti[campo]) for campo in form.fields if campo != "file"]
        fuori = [c for c in comuni if c.regione.casefold() != scritti["regione"].casefold()]
        return self.get_context_data(
            form=form, anteprima=scritti, comuni=comuni, nascosti=nascosti, fuori_regione=fuori,
            capofila=form.elenco[scritti["capofila"]], residenti=selezioni.residenti(comuni), validita=inviti.VALIDITA.days,
        )  # fmt: skip


class SchedaAmbito(VistaGestione):
    """Un Ambito visto da fuori: cifre, inviti mandati dal gestore e, se non c’è un coordinatore, il modulo per invitarlo."""

    template_name = "gestione/ambito.html"

    @cached_property
    def ambito(self):
        return get_object_or_404(Ambito.objects.select_related("capofila"), slug=self.kwargs["slug"])

    def get_context_data(self, **kwargs):
        with in_ambito(self.ambito.pk, self.request.user.pk):
            mandati = [self.riga(i) for i in gestione.inviti_del_gestore(self.adesso)]
        return {
            "form": CoordinatoreForm(),
            **super().get_context_data(**kwargs),
            "da_gestire": self.ambito,
            "cifre": gestione.conteggi(self.oggi)[self.ambito.pk],
            "prova": Ambito.objects.filter(prova_di=self.ambito.slug).order_by("creato_il").first(),
            "inviti": mandati,
        }

    def riga(self, invito):
        stato = StatoInvito(invito.situazione)
        return {"invito": invito, "stato": stato.label, "tono": TONI[stato]}

    def post(self, request, *args, **kwargs):
        if "invito" in request.POST:
            return self.gestisci(request.POST)
        form = CoordinatoreForm(request.POST)
        if form.is_valid():
            invita = {"coordinatore": form.coordinatore(), "gestore": request.user, "adesso": self.adesso}
            riuscita = f"Invito mandato a {form.cleaned_data['email']}."
            if self.prova(lambda: gestione.invita_coordinatore(self.ambito, **invita), riuscita):
                return redirect(request.path)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def gestisci(self, scritto):
        """Rimanda o revoca uno degli inviti mandati dal gestore."""
        revoca = "revoca" in scritto
        riuscita = "Invito revocato." if revoca else "Invito mandato di nuovo."
        with in_ambito(self.ambito.pk, self.request.user.pk):
            numero = int(scritto["invito"]) if scritto["invito"].isdecimal() else 0
            invito = get_object_or_404(gestione.inviti_del_gestore(self.adesso), pk=numero)
            operazione = inviti.revoca if revoca else inviti.rimanda
            self.prova(lambda: operazione(invito, autore=self.request.user, adesso=self.adesso), riuscita)
        return redirect(self.request.path)


class Accessi(VistaGestione):
    """Gli accessi sospesi; gli altri si cercano per nome o indirizzo."""

    template_name = "gestione/accessi.html"

    def get_context_data(self, **kwargs):
        filtro = AccessiFilter(self.request.GET, queryset=Utente.objects.all())
        cercato = self.request.GET.get("q", "").strip()
        trovati = filtro.qs if cercato else Utente.objects.filter(is_active=False)
        pagina = Paginator(trovati, PER_PAGINA).get_page(self.request.GET.get("pagina"))
        return {**super().get_context_data(**kwargs), "filtro": filtro, "cercato": cercato, "pagina": pagina}


class Accesso(VistaGestione):
    """Sospende o riattiva l’accesso di una persona, con il motivo."""

    template_name = "gestione/accesso.html"

    def get_context_data(self, **kwargs):
        persona = get_object_or_404(Utente, pk=self.kwargs["pk"])
        return {"form": SospensioneForm(), **super().get_context_data(**kwargs), "persona": persona}

    def post(self, request, *args, **kwargs):
        contesto = self.get_context_data(form=SospensioneForm(request.POST))
        persona, form = contesto["persona"], contesto["form"]
        if persona.is_active:
            operazione, riuscita = gestione.sospendi, f"Accesso di {persona.email} sospeso."
        else:
            operazione, riuscita = gestione.riattiva, f"Accesso di {persona.email} riattivato."
        dati = {"gestore": request.user, "adesso": self.adesso}
        if form.is_valid() and self.prova(lambda: operazione(persona, motivo=form.cleaned_data["motivo"], **dati), riuscita):
            return redirect("gestione:accessi")
        return self.render_to_response(contesto, status=422)


class Atti(VistaGestione):
    """Ciò che i gestori hanno fatto sulla piattaforma, dal più recente."""

    template_name = "gestione/atti.html"

    def get_context_data(self, **kwargs):
        atti = AttoDiGestione.objects.select_related("autore")
        pagina = Paginator(atti, PER_PAGINA).get_page(self.request.GET.get("pagina"))
        return {**super().get_context_data(**kwargs), "pagina": pagina}
