"""Il piano di formazione degli operatori: iniziative, persone, ore, totali per anno."""

from functools import partial

from django.shortcuts import redirect

from ambito import flusso
from ambito.errori import ErroreAtteso
from ambito.nucleo.formati_italiani import formatta_importo, formatta_numero
from ambito.views.elenco import VistaElenco
from ambito.views.modulo import ConModulo
from piano import operazioni
from piano.filtri import FormazioneFilter
from piano.forms import PassoFormazioneForm, SchedaIniziativa
from piano.models import IniziativaFormativa
from piano.risorse import FormazioneResource
from piano.selezioni import formative
from piano.views.base import VistaPiano

PASSI = {
    "svolgi": "Segna come svolta",
    "annulla": "Annulla l’iniziativa",
    "riapri": "Rimetti fra le previste",
}


class Formazione(VistaPiano, VistaElenco):
    """Le iniziative del piano e i totali anno per anno; si esportano."""

    titolo = "Formazione"
    template_name = "piano/formazione.html"
    filtro = FormazioneFilter
    risorsa = FormazioneResource
    nome_file = "formazione"

    def righe(self):
        return formative.iniziative(self.piano)

    def riga(self, iniziativa):
        return {"iniziativa": iniziativa, "url": self.url("iniziativa", iniziativa.pk)}

    def get_context_data(self, **kwargs):
        tutte = list(formative.iniziative(self.piano))
        return {
            **super().get_context_data(**kwargs),
            "totale": len(tutte),
            "per_anno": formative.totali(self.piano, tutte),
            "scrive": self.poteri.puo("redige_piano"),
        }


class _DiIniziativa(VistaPiano):
    """Pagina di `self.iniziativa`."""

    def prepara(self):
        super().prepara()
        self.iniziativa = self.trova(formative.iniziativa(self.piano, self.kwargs["pk"]), "Iniziativa")
        self.titolo = str(self.iniziativa)

    def parti(self):
        return [("Formazione", self.url("formazione"))]


class Iniziativa(_DiIniziativa):
    """Un’iniziativa: chi, quanto, quante persone, che cosa ne resta. Il POST la toglie."""

    template_name = "piano/iniziativa.html"

    def get_context_data(self, **kwargs):
        i, scrive = self.iniziativa, self.poteri.puo("redige_piano")
        passi = flusso.possibili(i, self.poteri)
        return {
            **super().get_context_data(**kwargs),
            "iniziativa": i,
            "cifre": [
                {"etichetta": "Persone venute", "valore": formatta_numero(i.presenti), "nota": f"su {i.previste} attese"},
                {"etichetta": "Ore date in tutto", "valore": formatta_numero(i.ore_persona, 0)},
                {"etichetta": "Costo", "valore": f"{formatta_importo(i.costo)} €" if i.costo is not None else "non indicato"},
            ],
            "partecipazioni": list(i.partecipazioni.all()),
            "scrive": scrive,
            "passi_possibili": [(nome, PASSI[nome], self.url("passo_iniziativa", i.pk, nome)) for nome in passi],
        }

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_iniziativa, self.iniziativa, poteri=self.poteri, adesso=self.adesso)
        tolta = self.prova(togli, riuscita="Iniziativa tolta.")
        return redirect(self.url("formazione") if tolta else self.url("iniziativa", self.iniziativa.pk))


class _Scheda(VistaPiano):
    """Il modulo di un’iniziativa, nuova o esistente."""

    permesso = "redige_piano"
    template_name = "piano/modifica_iniziativa.html"

    def get_context_data(self, **kwargs):
        scheda = kwargs.pop("scheda", None) or SchedaIniziativa(self.piano, self.iniziativa, self.oggi)
        return {**super().get_context_data(**kwargs), "scheda": scheda, "form": scheda.form}

    def post(self, request, *args, **kwargs):
        scheda = SchedaIniziativa(self.piano, self.iniziativa, self.oggi, request.POST)
        if not scheda.is_valid() or not self.salva(scheda):
            return self.render_to_response(self.get_context_data(scheda=scheda), status=422)
        if request.POST.get("aggiungi"):
            self.riferisci("Iniziativa salvata: ecco una riga in più.")
            return redirect(self.url("modifica_iniziativa", self.iniziativa.pk) + "#persone")
        self.riferisci("Iniziativa salvata.")
        return redirect(self.url("iniziativa", self.iniziativa.pk))

    def salva(self, scheda):
        righe, tolte = scheda.righe()
        try:
            operazioni.salva_iniziativa(self.iniziativa, righe=righe, tolte=tolte, poteri=self.poteri, adesso=self.adesso)
        except ErroreAtteso as errore:
            scheda.form.add_error(getattr(errore, "campo", None), errore.frase)
            return False
        return True


class NuovaIniziativa(_Scheda):
    titolo = "Nuova iniziativa di formazione"

    def prepara(self):
        super().prepara()
        self.iniziativa = IniziativaFormativa(piano=self.piano)

    def parti(self):
        return [("Formazione", self.url("formazione"))]


class ModificaIniziativa(_Scheda, _DiIniziativa):
    """Un’iniziativa già scritta."""


class PassoIniziativa(ConModulo, _DiIniziativa):
    """Svolta, annullata, di nuovo prevista; dove serve si dice perché."""

    permesso = "redige_piano"
    riuscita = "Fatto."

    def prepara(self):
        super().prepara()
        self.invia = self.trova(PASSI.get(self.kwargs["passo"]), "Passo")

    def modulo(self, dati=None, file=None):
        return PassoFormazioneForm(dati)

    def scrivi(self, form):
        nota = form.cleaned_data["nota"]
        return operazioni.chiudi_iniziativa(self.iniziativa, passo=self.kwargs["passo"], nota=nota, **self.chi)

    def torna(self, esito):
        return self.url("iniziativa", self.iniziativa.pk)

    def post(self, request, *args, **kwargs):
        if self.iniziativa.PASSI[self.kwargs["passo"]].motivo:
            return super().post(request, *args, **kwargs)
        chiudi = partial(operazioni.chiudi_iniziativa, self.iniziativa, passo=self.kwargs["passo"], **self.chi)
        self.prova(chiudi, riuscita="Fatto.")
        return redirect(self.torna(None))
