"""L’accordo: il testo per articoli, i suoi dati, i passi, le versioni."""

from functools import partial

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from accordo.forms.accordi import ArticoloForm, DatiAccordoForm, IntegrativoForm, NotaForm, TitoloForm
from accordo.operazioni import accordi as scritture
from accordo.parole.accordi import parti_sospese_copiate, piano_adottato, stato_accordo_per
from accordo.selezioni import accordi
from accordo.stati.accordi import DURANO, StatoAccordo
from accordo.views.accordi.base import ModuloAccordo, VistaAccordo
from ambito import documenti, flusso
from ambito.views.base import SOLO_POST, VistaAmbito
from piano import selezioni as piano

VUOTO = {"titolo": "", "testo": ""}
# Stati in cui il passo è delle parti: chi tiene l’accordo aspetta, e le segue.
ASPETTA = {
    StatoAccordo.IN_APPROVAZIONE: "Tocca alle parti: ognuna carica l’atto che approva il testo, e tu lo controlli.",
    StatoAccordo.IN_FIRMA: "Tocca alle parti: ognuna firma il PDF e lo ricarica.",
}


class Comincia(VistaAmbito):
    """Comincia l’accordo di un piano."""

    permesso = "tiene_accordo"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        del_piano = self.trova(piano.piano_del(self.kwargs["codice"]), "Piano")
        crea = partial(scritture.crea_accordo, del_piano, poteri=self.poteri, adesso=self.adesso)
        self.prova(crea, riuscita="Accordo cominciato: gli articoli hanno già un testo da adattare.")
        return redirect("accordo:accordo", self.ambito.slug, del_piano.triennio)


class SchedaAccordo(VistaAccordo):
    """Il testo com’è oggi (o com’è stato congelato), a che punto è, che cosa manca, il passo che viene."""

    template_name = "accordo/testo/accordo.html"

    def get_context_data(self, **kwargs):
        versione = accordi.davanti_agli_enti(self.accordo)
        return {
            **super().get_context_data(**kwargs),
            "versione": versione,
            "documento": accordi.documento_di(versione) if versione else None,
            "articoli": versione.dati["articoli"] if versione else self.articoli(),
            "piano_adottato": piano_adottato(self.accordo, versione) if versione else "",
            "frase": stato_accordo_per(self.accordo, tiene=self.tiene),
            "passi": [(nome, self.accordo.PASSI[nome]) for nome in flusso.possibili(self.accordo, self.poteri)],
            "mancano": self.mancano(),
            "aspetta": ASPETTA.get(self.accordo.stato, ""),
            "miei": list(accordi.parti_di(self.poteri).filter(accordo=self.accordo)),
            "integrativi": [i for i in self.accordo.integrativi.all() if self.legge or i.pubblicato],
            "proroghe": accordi.proroghe(self.accordo),
            "si_proroga": self.tiene and not self.accordo.integrativo and self.accordo.stato in DURANO,
        }

    def articoli(self):
        righe = accordi.articoli(self.accordo)
        testi = accordi.testi_di_oggi(self.accordo, [a.testo for a in righe], self.oggi)
        return [{"numero": a.numero, "titolo": a.titolo, "testo": t} for a, t in zip(righe, testi, strict=True)]

    def mancano(self):
        """Le frasi di ciò che manca al prossimo passo, per chi tiene l’accordo."""
        possibili = flusso.possibili(self.accordo, self.poteri) if self.tiene else []
        prossimo = next((n for n in possibili if n not in ("riprendi", "riapri", "risolvi")), None)
        return [frase for regola in self.accordo.PASSI[prossimo].esige if (frase := regola(self.accordo))] if prossimo else []


class Passo(VistaAccordo):
    """Compie un passo senza motivo."""

    permesso = "tiene_accordo"
    http_method_names = SOLO_POST
    RIUSCITE = {
        "condividi": "Testo condiviso: le parti lo leggono e possono dire la loro.",
        "congela": "Testo congelato: il PDF si sta preparando e gli enti sono avvisati.",
        "apri_firma": "Firma aperta: le parti sono avvisate.",
        "pubblica": "L’accordo è vigente.",
    }

    def post(self, request, *args, **kwargs):
        nome = request.POST.get("passo", "")
        if nome in self.accordo.PASSI and not self.accordo.PASSI[nome].motivo:
            chi = {"poteri": self.poteri, "adesso": self.adesso}
            scrittura = scritture.congela if nome == "congela" else partial(scritture.compi, passo=nome)
            self.prova(lambda: scrittura(self.accordo, **chi), riuscita=self.RIUSCITE.get(nome, "Fatto."))
        return redirect(self.url("accordo"))


class PassoConMotivo(ModuloAccordo):
    """Riapre il testo, o risolve l’accordo: serve un motivo."""

    RIAPRE = {"riapri": "Riapri il testo", "risolvi": "Risolvi l’accordo"}
    invia = "Conferma"

    def prepara(self):
        super().prepara()
        if self.kwargs["passo"] not in self.RIAPRE:
            raise Http404("Passo")
        self.titolo = self.RIAPRE[self.kwargs["passo"]]
        riapre = self.kwargs["passo"] == "riapri"
        self.sommario = (
            "Ogni parte dovrà approvare, e firmare, la versione nuova." if riapre else "L’accordo finisce prima del termine."
        )

    def modulo(self, dati=None, file=None):
        return NotaForm(dati)

    def scrivi(self, form):
        motivo = form.cleaned_data["motivo"]
        if self.kwargs["passo"] == "riapri":
            return scritture.riapri(self.accordo, motivo, **self.chi)
        return scritture.compi(self.accordo, "risolvi", nota=motivo, **self.chi)


class DatiAccordo(ModuloAccordo):
    """Durata, termini, atti finali."""

    titolo = "Date e atti"

    def modulo(self, dati=None, file=None):
        return DatiAccordoForm(dati, instance=self.accordo)

    def scrivi(self, form):
        return scritture.scrivi_dati(self.accordo, **form.cleaned_data, **self.chi)


class NuovoArticolo(ModuloAccordo):
    """Aggiunge un articolo in fondo."""

    titolo = "Aggiungi un articolo"

    def modulo(self, dati=None, file=None):
        return TitoloForm(dati)

    def scrivi(self, form):
        return scritture.aggiungi_articolo(self.accordo, form.cleaned_data["titolo"], **self.chi)

    def torna(self, esito):
        return self.url("articolo", esito.numero) if esito else self.url("accordo")


class ScriviArticolo(ModuloAccordo):
    """Scrive un articolo con l’editor; senza JavaScript, in un’area di testo."""

    template_name = "accordo/testo/articolo.html"

    def prepara(self):
        super().prepara()
        trovato = self.accordo.articoli.filter(ordine=self.kwargs["numero"] - 1).select_related("accordo").first()
        self.articolo = self.trova(trovato, "Articolo")
        self.titolo = str(self.articolo)

    def get(self, request, *args, **kwargs):
        if not self.accordo.modificabile:
            self.avverti("Il testo è davanti agli enti: per cambiarlo l’accordo va prima riaperto.")
            return redirect(self.url("accordo"))
        return super().get(request, *args, **kwargs)

    def modulo(self, dati=None, file=None):
        a = self.articolo
        (testo,) = accordi.testi_di_oggi(self.accordo, [a.testo], self.oggi, scrive=True)
        return ArticoloForm(dati, initial={"titolo": a.titolo, "testo": testo, "revisione": a.revisione})

    def scrivi(self, form):
        dati = form.cleaned_data
        return scritture.scrivi_articolo(
            self.articolo, titolo=dati["titolo"], testo=dati["testo"], partenza=dati["revisione"], **self.chi
        )

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "articolo": self.articolo}


class TogliArticolo(ScriviArticolo):
    """Toglie l’articolo."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        self.prova(partial(scritture.togli_articolo, self.articolo, **self.chi), riuscita="Articolo tolto.")
        return redirect(self.url("accordo"))


class Integra(ModuloAccordo):
    """Comincia un accordo integrativo: si sceglie che cosa cambia."""

    titolo = "Integra l’accordo"
    invia = "Comincia l’integrativo"
    sommario = "Si copiano gli articoli scelti e le parti: il testo nuovo fa lo stesso cammino del primo."

    def prepara(self):
        super().prepara()
        self.sospese = [str(parte) for parte in accordi.parti_sospese(self.accordo)]
        self.sommario = f"{self.sommario} {parti_sospese_copiate(self.sospese)}".strip()

    def modulo(self, dati=None, file=None):
        return IntegrativoForm(dati, accordo=self.accordo)

    def scrivi(self, form):
        return scritture.apri_integrativo(self.accordo, form.cleaned_data["articoli"], form.cleaned_data["oggetto"], **self.chi)

    def torna(self, esito):
        return reverse("accordo:accordo", args=[self.ambito.slug, esito.codice]) if esito else self.url("accordo")


class Versioni(VistaAccordo):
    """Le versioni mandate agli enti."""

    titolo = "Versioni"
    template_name = "accordo/testo/versioni.html"

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "versioni": list(accordi.versioni(self.accordo))}


class VistaVersione(VistaAccordo):
    """Pagina di `self.versione`."""

    def prepara(self):
        super().prepara()
        trovata = accordi.versioni(self.accordo).filter(numero=self.kwargs["numero"]).first()
        self.versione = self.trova(trovata, "Versione")
        self.titolo = f"Versione {self.versione.numero}"

    def dentro(self):
        return [("Versioni", self.url("versioni"))]


class Versione(VistaVersione):
    """Il testo di una versione, con l’impronta e, se ce n’è una prima, che cosa cambia da quella."""

    template_name = "accordo/testo/versione.html"

    def get_context_data(self, **kwargs):
        prima = accordi.versioni(self.accordo).filter(numero=self.versione.numero - 1).first()
        return {
            **super().get_context_data(**kwargs),
            "versione": self.versione,
            "integra": self.versione.e_integra(),
            "documento": accordi.documento_di(self.versione),
            "articoli": self.versione.dati["articoli"],
            "prima": prima,
            "cambiati": _cambiati(prima.dati, self.versione.dati) if prima else [],
        }


def _cambiati(prima, dopo):
    """Gli articoli diversi, aggiunti o tolti: titolo, testo di prima e di dopo."""
    di_prima = {a["id"]: a for a in prima["articoli"]}
    di_dopo = {a["id"]: a for a in dopo["articoli"]}
    trovati = []
    for chiave in [*di_dopo, *(k for k in di_prima if k not in di_dopo)]:
        vecchio, nuovo = di_prima.get(chiave, VUOTO), di_dopo.get(chiave, VUOTO)
        if vecchio["testo"] != nuovo["testo"]:
            trovati.append({"titolo": nuovo["titolo"] or vecchio["titolo"], "prima": vecchio["testo"], "dopo": nuovo["testo"]})
    return trovati


class ChiediDocumento(VistaAccordo):
    """Mette in coda un PDF: la bozza del testo, quello della versione da firmare se manca, o il registro delle sottoscrizioni."""

    aperte_alle_parti = False
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        quale, versione = self.kwargs["quale"], accordi.ultima(self.accordo)
        oggetti = {
            "bozza": (accordi.TIPO_DOCUMENTO, self.accordo),
            "versione": (accordi.TIPO_DOCUMENTO, versione),
            "registro": ("sottoscrizioni", versione),
        }
        tipo, oggetto = oggetti.get(quale, ("", None))
        if oggetto is None:
            raise Http404("Documento")
        # Uno solo per versione: è quello che le parti firmano, e un altro avrebbe altri byte.
        if quale == "versione" and (emesso := accordi.documento_di(versione)):
            return self.vai("documento", emesso.pk)
        return self.vai("lavoro", documenti.richiedi(tipo, oggetto, utente=request.user, adesso=self.adesso).pk)
