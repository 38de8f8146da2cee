"""L’indice di un piano in bozza: voci, posti, chi scrive, nomi dei livelli. Tutto con moduli, anche senza JavaScript."""

from functools import partial

from django.shortcuts import redirect

from ambito.views.base import SOLO_POST
from ambito.views.modulo import ConModulo
from piano import operazioni, selezioni
from piano.forms import AffidaForm, LivelliForm, VoceForm
from piano.forms.indice import DA_SOLA
from piano.operazioni import GIU, SU
from piano.views.base import SoloInBozza, VistaPiano
from piano.views.sezioni import VistaSezione

VERSI = {"su": SU, "giu": GIU}


class VistaIndice(SoloInBozza, VistaPiano):
    """Pagina di chi tiene l’indice."""

    permesso = "redige_piano"

    def parti(self):
        return [("Cambia l’indice", self.url("indice"))]

    def capitoli(self):
        """Le voci sotto cui se ne può mettere un’altra."""
        return [s for s in selezioni.sezioni(self.piano) if s.livello == 1]


class Indice(VistaIndice):
    """Tutte le voci, con ciò che si può fare di ciascuna."""

    titolo = "Cambia l’indice"
    template_name = "piano/indice.html"

    def parti(self):
        return []

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "voci": self.voci()}

    def voci(self):
        """Ogni sezione con i versi in cui si può spostare, nel suo livello."""
        sezioni = list(selezioni.sezioni(self.piano))
        fratelli = {}
        for sezione in sezioni:
            fratelli.setdefault(sezione.codice.rpartition(".")[0], []).append(sezione)
        voci = []
        for sezione in sezioni:
            fila = fratelli[sezione.codice.rpartition(".")[0]]
            posti = {"su": fila[0] != sezione, "giu": fila[-1] != sezione, "vuota": not sezione.revisione}
            voci.append({"sezione": sezione, "ritardo": sezione.giorni_di_ritardo(self.oggi), **posti})
        return voci


class NuovaVoce(ConModulo, VistaIndice):
    """Aggiunge una voce; `?sotto=` propone già il capitolo."""

    titolo = "Aggiungi una voce"
    invia, riuscita = "Aggiungi all’indice", "Voce aggiunta."

    def modulo(self, dati=None, file=None):
        return VoceForm(
            dati, piano=self.piano, capitoli=self.capitoli(), initial={"capitolo": self.request.GET.get("sotto", DA_SOLA)}
        )

    def scrivi(self, form):
        return operazioni.aggiungi_sezione(self.piano, **form.valori(), **self.chi)

    def torna(self, esito):
        return self.url("indice") + (f"#s{esito.pk}" if esito else "")


class VistaVoce(VistaIndice, VistaSezione):
    """Pagina di una voce dell’indice, `self.sezione`."""


class ModificaVoce(ConModulo, VistaVoce):
    """Titolo, guida, obbligo e posto di una voce."""

    invia, riuscita = "Salva la voce", "Voce salvata."

    def modulo(self, dati=None, file=None):
        capitoli, codice = self.capitoli(), self.sezione.codice.rpartition(".")[0]
        sopra = next((c.pk for c in capitoli if c.codice == codice), DA_SOLA)
        campi = ("titolo", "guida", "collegato", "obbligatoria")
        inizio = {"capitolo": sopra, **{campo: getattr(self.sezione, campo) for campo in campi}}
        return VoceForm(dati, piano=self.piano, capitoli=capitoli, sezione=self.sezione, initial=inizio)

    def scrivi(self, form):
        return operazioni.modifica_sezione(self.sezione, **form.valori(), **self.chi)

    def torna(self, esito):
        return f"{self.url('indice')}#s{self.sezione.pk}"


class SpostaVoce(VistaVoce):
    """Scambia la voce con quella sopra o sotto."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        verso = VERSI.get(request.POST.get("verso"))
        if verso:
            self.prova(partial(operazioni.sposta_sezione, self.sezione, verso, poteri=self.poteri, adesso=self.adesso))
        return redirect(f"{self.url('indice')}#s{self.sezione.pk}")


class TogliVoce(VistaVoce):
    """Toglie una voce vuota."""

    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        togli = partial(operazioni.togli_sezione, self.sezione, poteri=self.poteri, adesso=self.adesso)
        self.prova(togli, riuscita=f"Tolta la voce «{self.sezione.titolo}».")
        return redirect(self.url("indice"))


class Affida(ConModulo, VistaVoce):
    """Chi scrive la sezione ed entro quando."""

    invia, riuscita = "Salva", "Sezione affidata."

    def prepara(self):
        super().prepara()
        self.titolo = f"Chi scrive {self.sezione}"

    @property
    def sommario(self):
        persona = self.sezione.assegnata_a
        if persona is None or persona in selezioni.persone_dell_ufficio(self.oggi):
            return ""
        return f"{persona} oggi non può più scrivere il piano: scegli un’altra persona."

    def modulo(self, dati=None, file=None):
        inizio = {"assegnata_a": self.sezione.assegnata_a_id, "entro": self.sezione.entro}
        return AffidaForm(dati, persone=selezioni.persone_dell_ufficio(self.oggi), initial=inizio)

    def scrivi(self, form):
        scelta = form.cleaned_data
        return operazioni.affida_sezione(self.sezione, scelta["assegnata_a"], scelta["entro"], **self.chi)

    def torna(self, esito):
        return f"{self.url('indice')}#s{self.sezione.pk}"


class Livelli(ConModulo, VistaIndice):
    """I nomi dei livelli e l’elenco di ciò che raggruppa gli obiettivi."""

    titolo = "Nomi dei livelli"
    sommario = (
        "Ogni territorio chiama le parti del piano a modo suo: qui si sceglie come si leggeranno nelle pagine e nei documenti."
    )
    riuscita = "Nomi salvati."

    def modulo(self, dati=None, file=None):
        return LivelliForm(dati, piano=self.piano)

    def scrivi(self, form):
        nomi = dict(form.cleaned_data)
        return operazioni.nomina_livelli(self.piano, nomi, nomi.pop("aree"), **self.chi)

    def torna(self, esito):
        return self.url("indice")
