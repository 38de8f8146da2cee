from functools import partial

from django.shortcuts import redirect
from django.urls import reverse

from ambito import flusso
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.nucleo.grafici import barre, due_misure
from ambito.views.base import SOLO_POST, VistaAmbito
from ambito.views.modulo import ConModulo
from piano import operazioni, selezioni
from piano.forms import NuovoPianoForm, PassoForm, ProrogaForm
from piano.forms.versioni import ADESSO
from piano.selezioni import commenti, giri, in_vigore, presenze
from piano.stati import IN_CORSO_DI_AGGIORNAMENTO, PROPOSTI, StatoPiano
from piano.views.base import VistaPiano

# I passaggi che si compiono con un gesto solo: congelano una versione.
PROPOSTE = ("proponi", "proponi_aggiornamento")
# Quelli che, oltre allo stato, scrivono altro.
CON_OPERAZIONE = {
    "apri_aggiornamento": operazioni.apri_aggiornamento,
    "ritira_aggiornamento": operazioni.ritira_aggiornamento,
    "concludi": operazioni.concludi_piano,
}
RIUSCITE = {
    "rinvia_a_bozza": "Il piano è tornato in bozza: si può scrivere di nuovo.",
    "apri_aggiornamento": "Aggiornamento aperto: il testo si può scrivere. Resta in vigore la versione adottata.",
    "ritira_aggiornamento": "Aggiornamento ritirato: il testo è di nuovo quello in vigore.",
    "concludi": "Piano concluso: la relazione finale arriva fra poco, nella pagina «Andamento».",
}


class Piani(VistaAmbito):
    """I piani dell’Ambito e, per chi lo redige, il modo di crearne uno."""

    permesso = "legge_piano"
    titolo = "Piano di Zona"
    template_name = "piano/piani.html"

    def autorizza(self):
        return super().autorizza() and (self.request.method == "GET" or self.poteri.puo("redige_piano"))

    def mancante(self):
        return ("redige_piano" if self.poteri.puo(self.permesso) else self.permesso), None

    def modulo(self, dati=None):
        return NuovoPianoForm(dati, oggi=self.oggi, piani=selezioni.piani(), regione=self.ambito.regione)

    def get_context_data(self, **kwargs):
        contesto = {**super().get_context_data(**kwargs), "piani": selezioni.piani()}
        if self.poteri.puo("redige_piano"):
            contesto.setdefault("form", self.modulo())
        return contesto

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        crea = partial(operazioni.crea_piano, **form.cleaned_data, utente=request.user, adesso=self.adesso)
        piano = self.prova(crea, riuscita="Piano creato dal modello: comincia da una sezione.")
        if piano is None:
            return redirect("piano:piani", self.ambito.slug)
        return redirect("piano:piano", self.ambito.slug, piano.triennio)


class Piano(VistaPiano):
    """Il piano: a che punto è, che cosa manca, le sezioni."""

    template_name = "piano/piano.html"

    def prepara(self):
        super().prepara()
        self.titolo = str(self.piano)

    def genitori(self):
        return super().genitori()[:1]

    def get_context_data(self, **kwargs):
        sezioni, obiettivi = self.sezioni(), list(selezioni.obiettivi(self.piano))
        per_area = selezioni.importi_per_area(self.piano)
        return {
            **super().get_context_data(**kwargs),
            **self.mancanze(sezioni, obiettivi),
            "sezioni": [{"sezione": s, "ritardo": s.giorni_di_ritardo(self.oggi)} for s in sezioni],
            "presenti": presenze.altri_sul_piano(self.piano, self.poteri.utente, self.adesso) if self.piano.modificabile else [],
            "cifre": self.cifre(obiettivi, sum(s.aperti for s in sezioni)),
            "tappe": self.tappe(),
            **self.passi(),
            **self.aggiornamento(),
            "titolo_risorse": self.titolo_risorse,
            "grafico": self.grafico(per_area),
            "per_area": per_area,
            "versione": self.di_tutti,
            "giro": giri.aperto(self.piano),
            "storia": selezioni.storia(self.piano)[:8],
        }

    def passi(self):
        """I passaggi possibili: la proposta, che è un gesto solo, e quelli che vogliono un motivo o un atto."""
        possibili = flusso.possibili(self.piano, self.poteri)
        proposte = [nome for nome in possibili if nome in PROPOSTE]
        riapre = self.piano.stato == StatoPiano.IN_AGGIORNAMENTO
        return {
            "proposta": next(iter(proposte), ""),
            "passi_motivati": [n for n in possibili if n not in PROPOSTE],
            "aspetta_il_voto": self.piano.stato in PROPOSTI,
            "proroga": self.poteri.puo("propone_piano"),
            "titolo_mancanze": "Prima di proporre l’aggiornamento" if riapre else "Che cosa manca per proporlo",
            "titolo_passi": "Se l’aggiornamento non serve più" if riapre else "Il prossimo passo",
        }

    def aggiornamento(self):
        """L’aggiornamento in corso e dove si legge che cosa cambia; niente se il piano non si aggiorna."""
        aggiornamento = in_vigore.aggiornamento(self.piano)
        if aggiornamento is None:
            return {}
        proposta = None if self.piano.modificabile else selezioni.ultima_versione(self.piano)
        dopo = proposta.numero if proposta else ADESSO
        return {
            "aggiornamento": aggiornamento,
            "redige": self.poteri.puo("redige_piano"),
            "vota": bool(giri.comuni_di(self.poteri)),
            "versione_proposta": proposta,
            "url_cambia": f"{self.url('confronto')}?da={aggiornamento.parte_da.numero}&a={dopo}",
        }

    def sezioni(self):
        """Le sezioni, ciascuna con quanti commenti aspettano (`aperti`)."""
        aperti = commenti.aperti_per_sezione(self.piano)
        tutte = list(selezioni.sezioni(self.piano))
        for sezione in tutte:
            sezione.aperti = aperti.get(sezione.pk, 0)
        return tutte

    def mancanze(self, sezioni, obiettivi):
        """Ciò che manca per proporre il piano, con quanto è già fatto."""
        obbligatorie = [s for s in sezioni if s.obbligatoria]
        da_scrivere = [s for s in obbligatorie if not s.completa]
        incompleti = [o for o in obiettivi if o.mancanze()]
        return {
            "n_complete": len(obbligatorie) - len(da_scrivere),
            "n_obbligatorie": len(obbligatorie),
            "da_scrivere": da_scrivere,
            "incompleti": incompleti,
            "senza_obiettivi": not obiettivi,
            "pronto": obiettivi and not da_scrivere and not incompleti,
        }

    def cifre(self, obiettivi, aperti):
        importo = sum(o.importo for o in obiettivi)
        return [
            {"etichetta": "Obiettivi", "valore": str(len(obiettivi)), "url": self.url("obiettivi")},
            {
                "etichetta": "Risorse previste",
                "valore": f"{formatta_importo(importo)} €",
                "nota": f"nel triennio {self.piano.triennio}",
            },
            {"etichetta": "Tavoli", "valore": str(selezioni.tavoli(self.piano).count()), "url": self.url("tavoli")},
            {"etichetta": "Commenti da esaminare", "valore": str(aperti), "url": "#sezioni"},
        ]

    def tappe(self):
        """Gli stati del piano come passi: fatto, corrente, da fare. Un piano che si aggiorna è sempre al passo «vigente»."""
        stati = [stato for stato in StatoPiano if stato not in IN_CORSO_DI_AGGIORNAMENTO]
        qui = stati.index(StatoPiano.VIGENTE if self.piano.si_aggiorna else self.piano.stato)
        return [
            {
                "etichetta": self.piano.get_stato_display() if n == qui else stato.label,
                "stato": "fatto" if n < qui else "corrente" if n == qui else "da_fare",
            }
            for n, stato in enumerate(stati)
        ]

    @property
    def titolo_risorse(self):
        return f"Risorse previste per {self.piano.nome_area.lower()}"

    def grafico(self, per_area):
        """Le risorse per area come barre; niente se non c’è ancora un importo."""
        voci = [{"nome": nome, "valore": importo} for nome, importo in per_area]
        return voci and due_misure(barre, voci, self.titolo_risorse, f"Euro nel triennio {self.piano.triennio}.", "euro")


class Passo(VistaPiano):
    """Un passaggio di stato chiesto dalla pagina del piano; la legalità e il diritto li verifica il flusso."""

    permesso_scrittura = "propone_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = PassoForm(request.POST, ammessi=flusso.possibili(self.piano, self.poteri))
        if not form.is_valid():
            self.avverti("Il piano è già passato a un altro stato: guarda qui sotto a che punto è.")
            return redirect(self.url("piano"))
        passo, nota = form.cleaned_data["passo"], form.cleaned_data["nota"]
        if passo in PROPOSTE:
            return self.proponi()
        chi = {"poteri": self.poteri, "adesso": self.adesso}
        if passo in CON_OPERAZIONE:
            compi = partial(CON_OPERAZIONE[passo], self.piano, motivo=nota, **chi)
        else:
            compi = partial(flusso.esegui, self.piano, passo, nota=nota, **chi)
        self.prova(compi, riuscita=RIUSCITE.get(passo, "Fatto."))
        return redirect(self.url("piano"))

    def proponi(self):
        versione = self.prova(lambda: operazioni.proponi(self.piano, poteri=self.poteri, adesso=self.adesso))
        if versione is None:
            return redirect(self.url("piano"))
        che_cosa = "L’aggiornamento è proposto" if versione.aggiorna_id else "Il piano è proposto"
        poi = "Adesso il segretario lo iscrive all’ordine del giorno di una seduta."
        self.riferisci(f"{che_cosa}: è congelato nella versione {versione.numero}, il PDF arriva fra poco. {poi}")
        return redirect(self.url("versione", versione.numero))


class DocumentoBozza(VistaPiano):
    """Chiede il PDF: della bozza, o della versione che leggono tutti."""

    permesso_scrittura = "legge_piano"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = operazioni.richiedi_documento(self.da_leggere, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))


class Proroga(ConModulo, VistaPiano):
    """Allunga la durata di un piano approvato o vigente."""

    permesso = permesso_scrittura = "propone_piano"
    titolo = "Proroga il piano"
    sommario = (
        "Il piano resta quello: cambia fino a quando vale. Obiettivi, risorse e attuativi si possono portare negli anni in più."
    )
    invia, riuscita = "Proroga", "Piano prorogato."

    def get(self, request, *args, **kwargs):
        if not self.piano.prorogabile:
            self.avverti(f"Il piano è {self.piano.stato_in_parole}: si proroga un piano approvato o vigente.")
            return redirect(self.url("piano"))
        return super().get(request, *args, **kwargs)

    def modulo(self, dati=None, file=None):
        fine = self.piano.triennio_fine
        return ProrogaForm(dati, anni=range(fine + 1, fine + 1 + operazioni.ANNI_DI_PROROGA))

    def scrivi(self, form):
        return operazioni.proroga(self.piano, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url("piano")
