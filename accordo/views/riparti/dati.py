from django.http import Http404

from accordo import operazioni
from accordo.forms import DatoForm, FoglioDatoForm, ValoreForm
from accordo.models import DatoRiparto
from accordo.selezioni import riparti
from accordo.tracciati import DATO
from accordo.tracciati.dato import righe_del_foglio
from accordo.views.riparti.base import ModuloRiparto, VistaRiparto
from ambito.esporta import FORMATI, da_righe
from ambito.selezioni import appartenenze
from ambito.selezioni import comuni as comuni_dell_ambito
from ambito.views.foglio import ConFoglio


class Dati(VistaRiparto):
    """I dati raccolti per l’anno del riparto: chi li certifica, quanti Comuni mancano."""

    permesso = "tiene_riparti"
    titolo = "Dati"
    template_name = "accordo/riparto_dati.html"

    def get_context_data(self, **kwargs):
        voci = [(d, self.qui("dato", d.pk)) for d in riparti.dati(self.riparto.anno)]
        return {**super().get_context_data(**kwargs), "voci": voci, "comuni": comuni_dell_ambito(self.oggi).count()}


class NuovoDato(ModuloRiparto):
    """Un dato da raccogliere."""

    titolo = "Nuovo dato"
    sommario = "Ciò che il portale non sa già: utenti, ore, giornate, spesa. I residenti e le età li ha."
    riuscita = "Dato aggiunto: ora si scrivono o si caricano i valori dei Comuni."

    def genitori(self):
        return [*super().genitori(), ("Dati", self.qui("dati_riparto"))]

    def modulo(self, dati=None, file=None):
        return DatoForm(dati, instance=DatoRiparto(anno=self.riparto.anno))

    def scrivi(self, form):
        return operazioni.salva_dato(form.instance, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.qui("dato", esito.pk) if esito else self.qui("dati_riparto")


class _DelDato:
    """Trova `self.dato`, dell’anno del riparto."""

    permesso = "tiene_riparti"

    def prepara(self):
        super().prepara()
        self.dato = riparti.dato(self.riparto.anno, self.kwargs["dato"])
        if self.dato is None:
            raise Http404("Dato")

    def genitori(self):
        return [*super().genitori(), ("Dati", self.qui("dati_riparto")), *self.sopra()]

    def sopra(self):
        return [(self.dato.nome, self.al_dato())]

    def al_dato(self, nome="dato", *argomenti):
        return self.qui(nome, self.dato.pk, *argomenti)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "dato": self.dato}


class SchedaDato(_DelDato, ConFoglio, VistaRiparto):
    """I valori di un dato, Comune per Comune; si caricano da foglio o si correggono uno a uno."""

    template_name = "accordo/riparto_dato.html"
    tracciato, modulo_foglio = DATO, FoglioDatoForm

    def prepara(self):
        super().prepara()
        self.titolo = self.dato.nome

    def sopra(self):
        return []

    def parametri(self):
        return {"riparto": self.riparto.pk, "dato": self.dato.pk}

    def get_context_data(self, **kwargs):
        scritti = riparti.valori(self.dato)
        righe = [
            {"comune": c, "valore": scritti.get(c.pk), "url": self.al_dato("valore_dato", c.codice_istat)}
            for c in comuni_dell_ambito(self.oggi)
        ]
        fogli = [(f.upper(), self.al_dato("foglio_dato", f)) for f in FORMATI]
        mancano = sum(r["valore"] is None for r in righe)
        return {**super().get_context_data(**kwargs), "righe": righe, "mancano": mancano, "fogli": fogli}

    def post(self, request, *args, **kwargs):
        return self.carica_foglio()


class ModificaDato(_DelDato, ModuloRiparto):
    """Corregge nome, unità, fonte, chi lo certifica."""

    titolo = "Modifica il dato"

    def modulo(self, dati=None, file=None):
        return DatoForm(dati, instance=DatoRiparto.objects.get(pk=self.dato.pk))

    def scrivi(self, form):
        return operazioni.salva_dato(form.instance, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.al_dato()


class FoglioDelDato(_DelDato, VistaRiparto):
    """Il foglio con i Comuni e i valori che ci sono già, da riempire e ricaricare."""

    def get(self, request, *args, **kwargs):
        if self.kwargs["formato"] not in FORMATI:
            raise Http404("Formato")
        righe = righe_del_foglio(self.dato, comuni_dell_ambito(self.oggi))
        return da_righe(f"dato-{self.dato.anno}-{self.dato.pk}", [c.etichetta for c in DATO.colonne], righe, self.kwargs["formato"])


class ValoreDelComune(_DelDato, ModuloRiparto):
    """Il valore di un Comune: c’è, manca, o è uno zero certificato."""

    riuscita = "Valore salvato, scenari ricalcolati."

    def prepara(self):
        super().prepara()
        appartenenza = appartenenze(self.oggi).filter(comune__codice_istat=self.kwargs["istat"]).first()
        if appartenenza is None:
            raise Http404("Comune")
        self.comune = appartenenza.comune
        self.titolo = f"{self.dato.nome}: {self.comune.nome}"

    def modulo(self, dati=None, file=None):
        scritto = riparti.valori(self.dato).get(self.comune.pk)
        iniziali = {"valore": scritto.valore, "zero_certificato": scritto.zero_certificato} if scritto else {}
        return ValoreForm(dati, initial=iniziali)

    def scrivi(self, form):
        terna = (self.comune, form.cleaned_data["valore"], form.cleaned_data["zero_certificato"])
        operazioni.scrivi_valori(self.dato, [terna], **self.chi)

    def torna(self, esito):
        return self.al_dato()
