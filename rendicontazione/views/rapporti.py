from django.shortcuts import redirect
from django.urls import reverse

from ambito import documenti
from ambito.esporta import FORMATI, da_righe
from rendicontazione import rapporti
from rendicontazione.forms import ScegliRapportoForm
from rendicontazione.rapporti import letture
from rendicontazione.rapporti.documento import RIGHE_STAMPATE, Richiesta
from rendicontazione.views.base import VistaCampagna, VistaSpesa


class Rapporti(VistaCampagna):
    """I rapporti dell’anno: se ne sceglie uno da aprire, e si vedono quelli già emessi."""

    titolo = "Rapporti"
    template_name = "rendicontazione/rapporti.html"

    def get(self, request, *args, **kwargs):
        form = self.modulo(request.GET if "tipo" in request.GET else None)
        if form.is_bound and form.is_valid():
            return redirect(self.scelto(**form.cleaned_data))
        return self.render_to_response(self.get_context_data(form=form), status=422 if form.is_bound else 200)

    def modulo(self, dati):
        anni = [c.anno for c in letture.da_confrontare(self.campagna)]
        return ScegliRapportoForm(dati, comuni=letture.comuni(self.campagna), fondi=letture.fondi_usati(self.campagna), anni=anni)

    def scelto(self, *, tipo, comune, fondo, dal):
        """L’indirizzo del rapporto scelto."""
        if tipo == "comune":
            return self.url("rapporto_comune", comune)
        if tipo == "fondo":
            return self.url("rapporto_fondo", fondo)
        if tipo in ("quote", "schemi"):
            return self.url(f"rapporto_{tipo}")
        return self.url("rapporto_confronto") + (f"?dal={dal}" if dal else "")

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "fondi": letture.fondi_usati(self.campagna),
            "fatti": letture.fatti(self.campagna, self.poteri),
            "emette": self.poteri.puo("esporta_rendiconti"),
        }


class ConRapporto:
    """Una pagina che mostra un rapporto (`self.rapporto`), lo esporta tabella per tabella e, con POST, ne emette il PDF."""

    template_name = "rendicontazione/rapporto.html"

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI:
            tavola = self.trova(self.rapporto.tavola(request.GET.get("tavola", "righe")), "Tabella")
            return da_righe(f"{self.rapporto.nome}-{tavola.chiave}", tavola.intestazioni(), tavola.valori(), formato)
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        self.poteri.esigi("esporta_rendiconti")
        richiesta = Richiesta(self.rapporto, tutte="tutte" in request.POST)
        lavoro = documenti.richiedi(self.rapporto.tipo, richiesta, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))

    def get_context_data(self, **kwargs):
        rapporto = self.rapporto
        quante = rapporto.quante_righe()
        return {
            **super().get_context_data(**kwargs),
            "rapporto": rapporto,
            "tavole": [tavola.scritta() for tavola in rapporto.tavole],
            "quante": quante,
            "nome_righe": ",".join(rapporto.nome_righe),
            "titolo_righe": rapporto.nome_righe[1].capitalize(),
            "righe_stampate": RIGHE_STAMPATE,
            "troppe": quante > RIGHE_STAMPATE,
            "emette": self.poteri.puo("esporta_rendiconti"),
            "parametri": self.request.GET.urlencode(),
        }


class _DellAnno(ConRapporto, VistaCampagna):
    def genitori(self):
        return [*super().genitori(), ("Rapporti", self.url("rapporti"))]


class RapportoComune(ConRapporto, VistaSpesa):
    """Il rendiconto di un Comune."""

    def prepara(self):
        super().prepara()
        self.rapporto = rapporti.del_comune(self.campagna, self.rendiconto)
        self.titolo = "Rendiconto del Comune"


class RapportoFondo(_DellAnno):
    """Il rendiconto di un fondo."""

    def prepara(self):
        super().prepara()
        fondo = letture.fondi_usati(self.campagna).filter(codice=self.kwargs["codice"]).first()
        self.rapporto = rapporti.del_fondo(self.campagna, self.trova(fondo, "Fondo"))
        self.titolo = self.rapporto.titolo


class RapportoConfronto(_DellAnno):
    """Il confronto fra gli anni, fino a quello dell’indirizzo; `?dal=` dice da dove si comincia."""

    def prepara(self):
        super().prepara()
        dal = self.request.GET.get("dal", "")[:4]
        self.rapporto = rapporti.fra_anni(letture.da_confrontare(self.campagna, int(dal) if dal.isdecimal() else None))
        self.titolo = self.rapporto.titolo


class RapportoQuote(_DellAnno):
    """Il prospetto delle quote dei Comuni nei riparti dell’anno."""

    def prepara(self):
        super().prepara()
        self.rapporto = rapporti.delle_quote(self.campagna)
        self.titolo = self.rapporto.titolo


class RapportoSchemi(_DellAnno):
    """L’allegato con la matrice del Fondo nazionale e la traccia per il SIOSS."""

    def prepara(self):
        super().prepara()
        self.rapporto = rapporti.degli_schemi(self.campagna)
        self.titolo = "Allegato FNPS e traccia per il SIOSS"
