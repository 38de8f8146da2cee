"""Le misure annuali: la raccolta, il quadro dell’Ambito, ciò che scrive ogni Comune."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect

from ambito.esporta import FORMATI, da_righe
from ambito.models import Caricamento
from ambito.nucleo.formati_italiani import formatta_data
from ambito.views.base import SOLO_POST, VistaComune
from ambito.views.foglio import ConFoglio
from ambito.views.modulo import ConModulo
from servizi import selezioni as catalogo
from servizi.forms import FoglioForm, MisureForm, RaccoltaForm
from servizi.models import MISURE
from servizi.operazioni import rilevazioni as operazioni
from servizi.operazioni.scrittura import GESTISCE
from servizi.selezioni import rilevazioni
from servizi.tracciati import MISURE_COMUNE
from servizi.tracciati.misure import COLONNE, mostra, righe_del_foglio
from servizi.views.base import ModuloServizi, VistaServizi

STANZA = ("Misure annuali", "raccolte")
# Le somme di un servizio che nessun Comune ha misurato.
NESSUNA = dict.fromkeys([*MISURE, "comuni"])


class Raccolte(VistaServizi):
    """Le raccolte, anno per anno; per chi compila, quella del suo Comune."""

    titolo = "Misure annuali dei servizi"
    template_name = "servizi/raccolte.html"

    def get_context_data(self, **kwargs):
        miei = [i for i in self.poteri.incarichi if i.istat and "compila_servizi" in i.sul_comune]
        righe = [{"raccolta": r, "aperta": r.chiude >= self.oggi} for r in rilevazioni.raccolte()]
        vede_tutto = self.poteri.puo("legge_ogni_comune")
        return {**super().get_context_data(**kwargs), "righe": righe, "miei": miei, "vede_tutto": vede_tutto}


class ApriRaccolta(ModuloServizi):
    """Apre la raccolta di un anno, o ne sposta il termine."""

    stanza = STANZA
    titolo = "Apri la raccolta di un anno"
    sommario = "Ogni Comune la trova in «Tocca a te». Se l’anno c’è già, se ne sposta il termine."
    invia, riuscita = "Apri la raccolta", "Raccolta aperta: i Comuni sono avvisati."

    def modulo(self, dati=None, file=None):
        return RaccoltaForm(dati, initial={"anno": self.oggi.year - 1})

    def scrivi(self, form):
        return operazioni.apri_raccolta(**form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.indirizzo("raccolte")


class VistaRaccolta(VistaServizi):
    """Pagina di una raccolta: `self.raccolta`."""

    stanza = STANZA

    def prepara(self):
        self.raccolta = self.trova(rilevazioni.raccolta(self.kwargs["anno"]), "Raccolta")
        self.anno = self.raccolta.anno

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "raccolta": self.raccolta, "anno": self.anno}


class QuadroMisure(VistaRaccolta):
    """Le somme dell’Ambito in un anno, servizio per servizio, contro l’anno prima; chi ha finito e chi no."""

    permesso = "legge_ogni_comune"
    template_name = "servizi/quadro_misure.html"

    def prepara(self):
        super().prepara()
        self.titolo = str(self.raccolta)

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI:
            return da_righe(f"misure-{self.anno}", [c.etichetta for c in COLONNE], self.foglio(), formato)
        return super().get(request, *args, **kwargs)

    def foglio(self):
        """Tutte le misure dell’anno, con le colonne del foglio che si carica."""
        return [
            [f"{r.comune.codice_istat} {r.comune}", r.anno, r.servizio.etichetta, *(getattr(r, m) for m in MISURE), r.motivo]
            for r in rilevazioni.rilevazioni(self.anno)
        ]

    def get_context_data(self, **kwargs):
        somme = rilevazioni.somme([self.anno, self.anno - 1])
        consegne = rilevazioni.consegne(self.raccolta, self.oggi)
        righe = [
            {"servizio": s, "adesso": somme.get((s.pk, self.anno), NESSUNA), "prima": somme.get((s.pk, self.anno - 1), NESSUNA)}
            for s in catalogo.servizi_sociali()
            if (s.pk, self.anno) in somme or (s.pk, self.anno - 1) in somme
        ]
        return {
            **super().get_context_data(**kwargs),
            "righe": righe,
            "consegne": consegne,
            "consegnati": sum(consegna is not None for _, consegna in consegne),
        }


class _DelComune(VistaRaccolta, VistaComune):
    """Le misure di un Comune: le legge chi ne vede i dati riservati, le scrive chi le compila o l’Ufficio di Piano."""

    permesso_comune = "legge_comune"

    def genitori(self):
        return [*super().genitori(), (f"{self.comune} {self.anno}", self.di_qui("misure_comune"))]

    def di_qui(self, rotta, *argomenti):
        """L’indirizzo di una pagina delle misure di questo Comune."""
        return self.indirizzo(rotta, self.anno, self.comune.codice_istat, *argomenti)

    @property
    def scrive(self):
        return self.poteri.puo(GESTISCE) or self.poteri.puo("compila_servizi", self.comune.pk)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "comune": self.comune,
            "scrive": self.scrive,
            "compila": self.poteri.puo("compila_servizi", self.comune.pk),
            "url_comune": self.di_qui("misure_comune"),
        }


class _ScriveIlComune(_DelComune):
    """Pagina che scrive le misure: di chi le compila per il Comune o dell’Ufficio di Piano."""

    def autorizza(self):
        if not self.poteri.puo(GESTISCE):
            self.permesso_comune = "compila_servizi"
        return super().autorizza()


class MisureComune(ConFoglio, _DelComune):
    """I servizi del Comune con le misure di quest’anno e dell’anno prima; il foglio da caricare."""

    template_name = "servizi/misure_comune.html"
    tracciato, modulo_foglio = MISURE_COMUNE, FoglioForm

    def prepara(self):
        super().prepara()
        self.titolo = f"Misure {self.anno} di {self.comune}"

    def genitori(self):
        return super().genitori()[:-1]

    def get_context_data(self, **kwargs):
        righe = [self.riga(*terna) for terna in rilevazioni.del_comune(self.comune, self.anno)]
        scritte = [r for r in righe if r["adesso"] or r["prima"]]
        return {
            **super().get_context_data(**kwargs),
            "righe": scritte,
            "altri": [r for r in righe if r not in scritte],
            "primo": not scritte,
            "anno_prima": self.anno - 1,
            "da_scrivere": sum(r["adesso"] is None for r in scritte),
            "consegna": rilevazioni.consegna(self.raccolta, self.comune),
            "formati": [(f.upper(), self.di_qui("modello_misure", f)) for f in FORMATI],
            "caricamenti": Caricamento.objects.filter(tracciato=MISURE_COMUNE.nome, comune=self.comune,
                                                      parametri__anno=self.anno).defer("byte")[:3],
        }  # fmt: skip

    def riga(self, servizio, adesso, prima):
        celle = [(mostra(m, getattr(adesso, m)) if adesso else "", mostra(m, getattr(prima, m)) if prima else "") for m in MISURE]
        return {"servizio": servizio, "adesso": adesso, "prima": prima, "celle": celle,
                "url": self.di_qui("misure_servizio", servizio.pk)}  # fmt: skip

    def post(self, request, *args, **kwargs):
        self.poteri.esigi("compila_servizi", self.comune.pk)
        return self.carica_foglio()

    def parametri(self):
        return {"anno": self.anno}


class MisureServizio(ConModulo, _ScriveIlComune):
    """Le misure di un servizio nel Comune: accanto a ogni campo il valore dell’anno prima."""

    template_name = "servizi/misure_servizio.html"
    riuscita = "Misure salvate."

    def prepara(self):
        super().prepara()
        scelto = catalogo.servizi_sociali().filter(pk=self.kwargs["pk"]).first()
        self.servizio = self.trova(scelto, "Servizio")
        self.scritta = rilevazioni.rilevazione(self.comune, self.servizio, self.anno)
        self.prima = rilevazioni.misure_di(rilevazioni.rilevazione(self.comune, self.servizio, self.anno - 1))
        self.titolo = self.servizio.nome

    def modulo(self, dati=None, file=None):
        scritta = self.scritta
        iniziali = scritta and {**rilevazioni.misure_di(scritta), "motivo": scritta.motivo, "revisione": scritta.revisione}
        return MisureForm(dati, initial=iniziali, prima=self.prima, anno=self.anno)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "servizio": self.servizio, "scritta": self.scritta}

    def post(self, request, *args, **kwargs):
        if "togli" in request.POST and self.scritta:
            self.prova(lambda: operazioni.togli_misure(self.scritta, **self.chi), riuscita="Misure tolte.")
            return redirect(self.torna(None))
        return super().post(request, *args, **kwargs)

    def scrivi(self, form):
        letta = {"motivo": form.cleaned_data["motivo"], "revisione": form.cleaned_data["revisione"]}
        return operazioni.scrivi_misure(self.comune, self.servizio, self.anno, misure=form.misure(), **letta, **self.chi)

    def torna(self, esito):
        return self.di_qui("misure_comune")


class Modello(_DelComune):
    """Il foglio con le misure del Comune, da correggere e ricaricare."""

    def get(self, request, *args, **kwargs):
        formato = self.kwargs["formato"]
        if formato not in FORMATI:
            raise Http404("Formato")
        nome = f"misure-{self.anno}-{self.comune.codice_istat}"
        return da_righe(nome, [c.etichetta for c in COLONNE], righe_del_foglio(self.comune, self.anno), formato)


class Concludi(_DelComune):
    """Il Comune dice di aver finito."""

    permesso_comune = "compila_servizi"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        concludi = partial(operazioni.consegna, self.raccolta, self.comune, poteri=self.poteri, adesso=self.adesso)
        termine = formatta_data(self.raccolta.chiude, esteso=True)
        self.prova(concludi, riuscita=f"Grazie: risulta che hai finito. Puoi ancora correggere; termine {termine}.")
        return redirect(self.di_qui("misure_comune"))
