"""Ciò che hanno in comune le pagine di un piano: il triennio nell’indirizzo, il diritto di scrivere, il percorso."""

from functools import cached_property

from django.shortcuts import redirect
from django.urls import reverse

from ambito.nucleo.citazioni import aggiorna_citazioni, fissa_citazioni
from ambito.views.base import VistaAmbito
from ambito.views.modulo import ConModulo
from piano import operazioni, selezioni
from piano.models import Sezione
from piano.selezioni import citabili, figure

LEGGE = "legge_piano"
# Le stanze del piano e le loro pagine: (etichetta, rotta).
STANZE = (
    (
        "Il piano",
        (("Indice", "piano"), ("In breve", "in_breve"), ("Figure", "figure"), ("Coerenza", "coerenza"), ("Versioni", "versioni")),
    ),
    (
        "Obiettivi",
        (("Schede", "obiettivi"), ("Fondi vincolati", "vincoli"), ("Andamento", "andamento"), ("Formazione", "formazione")),
    ),
    (
        "Partecipazione",
        (
            ("Percorso", "percorso"),
            ("Tavoli", "tavoli"),
            ("Proposte", "proposte"),
            ("Consultazioni", "consultazioni"),
            ("Osservazioni dei Comuni", "giri"),
        ),
    ),
    ("Attuativi", (("Attuativi", "attuativi"),)),
)


class SoloInBozza:
    """Precede una pagina che scrive il piano: se non è in bozza rimanda al piano e dice perché."""

    def get(self, request, *args, **kwargs):
        if not self.piano.modificabile:
            self.avverti(operazioni.frase_bloccato(self.piano))
            return redirect(self.url("piano"))
        return super().get(request, *args, **kwargs)


class VistaPiano(VistaAmbito):
    """Pagina di `self.piano`. Leggere vuole `legge_piano`; un POST vuole `permesso_scrittura`."""

    permesso = LEGGE
    permesso_scrittura = "redige_piano"

    def autorizza(self):
        scrive = self.request.method not in {"GET", "HEAD", "OPTIONS"}
        return super().autorizza() and (not scrive or self.poteri.puo(self.permesso_scrittura))

    def mancante(self):
        return (self.permesso_scrittura if self.poteri.puo(self.permesso) else self.permesso), None

    def prepara(self):
        self.piano = self.trova(selezioni.piano_del(self.kwargs["triennio"]), "Piano")

    def _rinvio(self):
        return super()._rinvio() or self._in_archivio()

    def _in_archivio(self):
        """Di un piano in archivio si legge soltanto: chi apre un modulo o prova a scrivere torna alla sua pagina, e legge perché.

        I documenti si possono ancora chiedere: li chiede chi legge.
        """
        scrive = self.request.method not in {"GET", "HEAD", "OPTIONS"} and self.permesso_scrittura != LEGGE
        if not self.piano.archiviato or not scrive and self.permesso == LEGGE:
            return None
        self.avverti("Il piano è in archivio: si legge soltanto.")
        return redirect(self.url("piano"))

    @property
    def puo_scrivere(self):
        """La persona può modificare il piano adesso: ne ha il diritto e il piano è in bozza."""
        return self.piano.modificabile and self.poteri.puo("redige_piano")

    @cached_property
    def di_tutti(self):
        """La versione che leggono tutti: quella in vigore o, prima del voto, l’ultima proposta."""
        return selezioni.di_tutti(self.piano)

    @property
    def da_leggere(self):
        """Ciò che questa persona legge o stampa: il testo su cui si lavora, o la versione di tutti.

        Finché un piano è in bozza la leggono tutti; l’aggiornamento di un piano in vigore, di suo, lo apre chi lo scrive.
        """
        lavora = self.puo_scrivere if self.piano.si_aggiorna else self.piano.modificabile
        return self.piano if lavora else self.di_tutti or self.piano

    def url(self, nome, *argomenti):
        """L’indirizzo di una pagina di questo piano."""
        return reverse(f"piano:{nome}", args=[self.ambito.slug, self.piano.triennio, *argomenti])

    def url_figura(self, figura):
        """L’indirizzo dell’immagine di una figura, viva o congelata."""
        return self.url("immagine", figura["codice"])

    def genitori(self):
        elenco = [("Piano di Zona", reverse("piano:piani", args=[self.ambito.slug]))]
        return elenco + [(str(self.piano), self.url("piano"))] + self.parti()

    def parti(self):
        """Voci del percorso fra il piano e questa pagina."""
        return []

    def get_context_data(self, **kwargs):
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "piano": self.piano, "puo_scrivere": self.puo_scrivere, **self.navigazione()}

    def navigazione(self):
        """Le linguette: le stanze del piano e le pagine di quella in cui si è."""
        return {"stanze": self.stanze(), "pagine_della_stanza": self.pagine_della_stanza()}

    def stanze(self):
        """Le stanze del piano come linguette; quella in cui si è porta alla sua prima pagina."""
        qui = self.request.resolver_match.url_name
        return [
            {"etichetta": stanza, "url": self.url(pagine[0][1]), "attiva": qui in {nome for _, nome in pagine}}
            for stanza, pagine in STANZE
        ]

    def pagine_della_stanza(self):
        """Le pagine della stanza in cui si è, come linguette; nessuna se la stanza ne ha una sola."""
        qui = self.request.resolver_match.url_name
        pagine = next((pagine for _, pagine in STANZE if qui in {nome for _, nome in pagine}), [])
        return [{"etichetta": e, "url": self.url(nome), "attiva": nome == qui} for e, nome in pagine] if len(pagine) > 1 else []


class ModuloPiano(ConModulo, VistaPiano):
    """Pagina con un modulo solo, per chi redige il piano."""

    permesso = "redige_piano"


class VistaSezione(VistaPiano):
    """Pagina di `self.sezione`."""

    def prepara(self):
        super().prepara()
        trovate = Sezione.objects.filter(piano=self.piano, pk=self.kwargs["pk"])
        self.sezione = self.trova(trovate.select_related("aggiornata_da", "assegnata_a").first(), "Sezione")
        self.titolo = str(self.sezione)

    def get_context_data(self, **kwargs):
        ritardo = self.sezione.giorni_di_ritardo(self.oggi)
        return {**super().get_context_data(**kwargs), "sezione": self.sezione, "ritardo": ritardo}

    def testo(self, *, scrive=False):
        """Il testo con i dati citati al valore di oggi (per chi `scrive` restano citazioni), e la loro fonte."""
        scritto = self.sezione.testo
        dati = citabili.citati([scritto], self.piano, self.oggi)
        mostra = aggiorna_citazioni if scrive else fissa_citazioni
        return {"testo": mostra(scritto, citabili.valori(dati)), "dati_citati": citabili.fonti_di(scritto, dati)}

    def figure(self, testo=None):
        """Le figure che il testo della sezione (o un altro) cita, con l’indirizzo da cui si vedono."""
        trovate = figure.citate([self.sezione.testo if testo is None else testo], self.piano).values()
        return [{**f, "sorgente": self.url_figura(f)} for f in trovate]

    def intorno(self):
        """Le sezioni prima e dopo, e il testo della persona messo da parte."""
        tutte = list(selezioni.sezioni(self.piano))
        qui = [s.pk for s in tutte].index(self.sezione.pk)
        return {
            "precedente": tutte[qui - 1] if qui else None,
            "successiva": tutte[qui + 1] if qui + 1 < len(tutte) else None,
            "bozza": selezioni.bozza_di(self.sezione, self.request.user),
        }
