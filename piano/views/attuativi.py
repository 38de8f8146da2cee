"""Le pagine degli attuativi: l’elenco, il consolidato di un anno, le schede, i passaggi di stato, le versioni."""

from functools import partial

from django.shortcuts import redirect
from django.urls import reverse

from ambito import documenti, flusso
from ambito.errori import ErroreAtteso
from ambito.views.base import SOLO_POST
from ambito.views.modulo import ConModulo
from piano.documenti.attuativo import impagina, impagina_anno
from piano.forms import InBreveForm, NuovoAttuativoForm, PassoForm, SchedaVoce
from piano.models import Obiettivo, Variazione, VersioneAttuativo, VoceAttuativo
from piano.operazioni import attuativi as operazioni
from piano.selezioni import attuativi, dell_anno, in_vigore
from piano.stati import StatoAttuativo
from piano.views.base import VistaPiano


def quale_stampa(request):
    """Il documento che il pulsante chiede: l’attuativo intero, o le sole differenze dal piano."""
    return "attuativo-differenze" if request.POST.get("stampa") == "differenze" else "attuativo"


class Attuativi(VistaPiano):
    """Gli attuativi del piano e, per chi lo redige, il modo di cominciarne uno."""

    titolo = "Attuativi"
    template_name = "piano/attuativi.html"

    def modulo(self, scritti, dati=None):
        return NuovoAttuativoForm(dati, anni=[a for a in self.piano.anni if a not in scritti])

    def get_context_data(self, **kwargs):
        righe = list(attuativi.attuativi(self.piano))
        contesto = {**super().get_context_data(**kwargs), "attuativi": righe}
        scritti = {a.anno for a in righe}
        if self.poteri.puo("redige_piano") and scritti != set(self.piano.anni):
            contesto.setdefault("form", self.modulo(scritti))
        return contesto

    def post(self, request, *args, **kwargs):
        form = self.modulo({a.anno for a in attuativi.attuativi(self.piano)}, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        apri = partial(operazioni.apri_attuativo, self.piano, form.cleaned_data["anno"], poteri=self.poteri, adesso=self.adesso)
        attuativo = self.prova(apri, riuscita="Attuativo cominciato: vale ciò che dice il piano, scrivi solo che cosa cambia.")
        return redirect(self.url("attuativo", attuativo.anno) if attuativo else self.url("attuativi"))


class VistaAttuativo(VistaPiano):
    """Pagina di `self.attuativo`."""

    def prepara(self):
        super().prepara()
        self.attuativo = self.trova(attuativi.attuativo_di(self.piano, self.kwargs["anno"]), "Attuativo")

    def parti(self):
        voci = [("Attuativi", self.url("attuativi"))]
        qui = self.request.resolver_match.url_name == "attuativo"
        return voci if qui else [*voci, (str(self.attuativo), self.url("attuativo", self.attuativo.anno))]

    @property
    def scrive(self):
        return self.attuativo.modificabile and self.poteri.puo("redige_piano")

    @property
    def chi(self):
        return {"poteri": self.poteri, "adesso": self.adesso}

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "attuativo": self.attuativo, "scrive": self.scrive}


class SchedaAttuativo(VistaAttuativo):
    """L’anno intero: in breve, che cosa cambia, il consolidato, il bilancio, il prossimo passo."""

    template_name = "piano/attuativo.html"

    def prepara(self):
        super().prepara()
        self.titolo = str(self.attuativo)

    def get_context_data(self, **kwargs):
        consolidato = attuativi.Consolidato(self.attuativo)
        return {
            **super().get_context_data(**kwargs),
            **self.dell_anno(consolidato),
            "consolidato": consolidato,
            "differenza": consolidato.bilancio["totale"] - sum(s.previsto for s in consolidato.schede),
            "tappe": self.tappe(),
            "passi_possibili": flusso.possibili(self.attuativo, self.poteri),
            "versioni": attuativi.versioni(self.attuativo),
        }

    def dell_anno(self, consolidato):
        """La verifica, il personale e le quote: di adesso finché si prepara, poi come li ha congelati l’ultima versione."""
        ultima = None if self.attuativo.si_prepara else attuativi.ultima_versione(self.attuativo)
        if ultima is None:
            return {**impagina_anno(dell_anno.fotografa_anno(self.attuativo, consolidato.schede)), "com_era_il": self.adesso}
        return {**impagina_anno(ultima.dati), "com_era_il": ultima.quando}

    def tappe(self):
        """Gli stati dell’attuativo come passi: fatto, corrente, da fare."""
        stati = list(StatoAttuativo)
        qui = stati.index(self.attuativo.stato)
        return [
            {"etichetta": stato.label, "stato": "fatto" if n < qui else "corrente" if n == qui else "da_fare"}
            for n, stato in enumerate(stati)
        ]


class PassoAttuativo(VistaAttuativo):
    """Un passaggio di stato; la legalità e il diritto li verifica il flusso."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = PassoForm(request.POST, ammessi=flusso.possibili(self.attuativo, self.poteri))
        if not form.is_valid():
            self.avverti("L’attuativo è già passato a un altro stato: guarda qui sotto a che punto è.")
            return redirect(self.url("attuativo", self.attuativo.anno))
        passo, nota = form.cleaned_data["passo"], form.cleaned_data["nota"]
        if passo == "proponi":
            compi = partial(operazioni.proponi_attuativo, self.attuativo, **self.chi)
        else:
            compi = partial(flusso.esegui, self.attuativo, passo, **self.chi, nota=nota)
        self.prova(compi, riuscita="Fatto.")
        return redirect(self.url("attuativo", self.attuativo.anno))


class DocumentoAttuativo(VistaAttuativo):
    """Chiede il PDF: della bozza se è in bozza, altrimenti dell’ultima versione congelata. Intero, o le sole differenze."""

    permesso_scrittura = "legge_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        ultima = attuativi.ultima_versione(self.attuativo)
        oggetto = self.attuativo if self.attuativo.modificabile else ultima or self.attuativo
        lavoro = documenti.richiedi(quale_stampa(request), oggetto, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))


class SintesiAttuativo(ConModulo, VistaAttuativo):
    """Le righe che aprono l’attuativo."""

    permesso = "redige_piano"
    titolo = "In breve"

    def modulo(self, dati=None, file=None):
        return InBreveForm(dati, initial={"sintesi": self.attuativo.sintesi})

    def scrivi(self, form):
        return operazioni.scrivi_sintesi(self.attuativo, form.cleaned_data["sintesi"], **self.chi)

    def torna(self, esito):
        return self.url("attuativo", self.attuativo.anno)


class NuovaSchedaAnno(VistaAttuativo):
    """La scheda dell’anno di un obiettivo (`?obiettivo=D1`), o di un’attività aggiunta."""

    permesso = "redige_piano"
    template_name = "piano/voce_attuativo.html"

    def prepara(self):
        super().prepara()
        self.voce = self.trova_voce()
        self.titolo = f"{self.voce.obiettivo or 'Attività aggiunta'}, {self.attuativo.anno}"

    def trova_voce(self):
        codice = self.request.GET.get("obiettivo", "")
        if not codice:
            return VoceAttuativo(attuativo=self.attuativo, variazione=Variazione.AGGIUNTO)
        trovati = Obiettivo.objects.filter(piano=self.piano, codice=codice).in_vigore().select_related("area")
        obiettivo = self.trova(next(iter(in_vigore.chiamati(self.piano, trovati)), None), "Obiettivo")
        return VoceAttuativo(attuativo=self.attuativo, obiettivo=obiettivo)

    def get_context_data(self, **kwargs):
        scheda = kwargs.pop("scheda", None) or SchedaVoce(self.piano, self.voce)
        previste = attuativi.previste(self.voce) if self.voce.obiettivo else []
        return {
            **super().get_context_data(**kwargs),
            "scheda": scheda,
            "form": scheda.form,
            "voce": self.voce,
            "previste": previste,
        }

    def get(self, request, *args, **kwargs):
        if not self.attuativo.modificabile:
            self.avverti(operazioni.frase_bloccato(self.attuativo))
            return redirect(self.url("attuativo", self.attuativo.anno))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        scheda = SchedaVoce(self.piano, self.voce, request.POST)
        if not scheda.is_valid() or not self.salva(scheda):
            return self.render_to_response(self.get_context_data(scheda=scheda), status=422)
        self.riferisci("Scheda dell’anno salvata.")
        return redirect(f"{self.url('attuativo', self.attuativo.anno)}#schede")

    def salva(self, scheda):
        risorse, tolte = scheda.righe()
        try:
            partenza = scheda.form.cleaned_data["partenza"]
            operazioni.salva_voce(scheda.form.save(commit=False), risorse=risorse, tolte=tolte, partenza=partenza, **self.chi)
        except ErroreAtteso as errore:
            scheda.form.add_error(None, errore.frase)
            return False
        return True


class ModificaSchedaAnno(NuovaSchedaAnno):
    """Cambia una scheda dell’anno."""

    def trova_voce(self):
        return self.trova(attuativi.voce(self.attuativo, self.kwargs["pk"]), "Scheda dell’anno")


class TogliSchedaAnno(VistaAttuativo):
    """Toglie la scheda: torna a valere ciò che dice il piano."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        voce = self.trova(attuativi.voce(self.attuativo, self.kwargs["pk"]), "Scheda dell’anno")
        self.prova(partial(operazioni.togli_voce, voce, **self.chi), riuscita="Scheda tolta: vale ciò che dice il piano.")
        return redirect(self.url("attuativo", self.attuativo.anno))


class VersioneDiAttuativo(VistaAttuativo):
    """Una versione congelata: consolidata, con la sua impronta ricalcolata adesso e il PDF. Il POST chiede il PDF."""

    permesso_scrittura = "legge_piano"
    template_name = "piano/versione_attuativo.html"

    def prepara(self):
        super().prepara()
        trovate = VersioneAttuativo.objects.filter(attuativo=self.attuativo, numero=self.kwargs["numero"])
        self.versione = self.trova(trovate.select_related("attuativo__piano__ambito", "autore").first(), "Versione")
        self.titolo = f"Versione {self.versione.numero}"

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "versione": self.versione,
            "integra": self.versione.e_integra(),
            "documento": attuativi.documento_di(self.versione),
            "lavoro": attuativi.lavoro_di(self.versione, self.poteri),
            "dati": impagina(self.versione.dati),
            "com_era_il": self.versione.quando,
        }

    def post(self, request, *args, **kwargs):
        lavoro = documenti.richiedi(quale_stampa(request), self.versione, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
