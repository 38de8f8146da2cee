from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate

from accordo import operazioni, selezioni
from accordo.forms.accordi import NotaForm
from accordo.forms.fascicolo import TogliForm
from accordo.models import ContenutoAllegato
from accordo.parole.adesioni import che_fare_se_sospesa, del_ritardo, stato_per
from accordo.riepilogo import riepilogo
from accordo.selezioni.accordi import parte_di_un_testo_fermo
from accordo.stati import MANCANTE, etichette, tono_di
from accordo.views.adesioni.passi import stepper
from accordo.views.base import VistaAdesione
from ambito import documenti
from ambito.nucleo.formati_italiani import formatta_data
from ambito.selezioni import lavori_visibili, storia, ultimo_documento
from ambito.views.allegati import scarica
from ambito.views.lavori import descrivi
from ambito.views.modulo import ConModulo


class SchedaAdesione(VistaAdesione):
    """L’adesione di un Comune come la vede chi ne ha diritto: stato in parole, che cosa fare, contenuto, ricevuta, storia."""

    template_name = "accordo/adesione.html"

    def prepara(self):
        super().prepara()
        self.titolo = self.nome
        self.finito = selezioni.triennio_finito(self.avviso, self.oggi)
        # Soltanto per chi potrebbe ritirarla: da un testo già davanti agli enti non si esce così.
        self.testo_fermo = self.compila and self.si_ritira and parte_di_un_testo_fermo(self.adesione)

    def get_context_data(self, **kwargs):
        stato = self.adesione.stato if self.adesione.pk else MANCANTE
        visibile = self.adesione.pk and (self.di_casa or self.adesione.numero)
        return {
            **super().get_context_data(**kwargs),
            "stato": etichette(self.finito)[stato],
            "finito": self.finito,
            "che_fare_se_sospesa": che_fare_se_sospesa(testo_fermo=self.testo_fermo),
            "tono": tono_di(stato, self.finito),
            "frase": stato_per(stato, self.poteri, self.soggetto, finito=self.finito),
            **self.compilazione(stato),
            **self.rilievi(),
            "riepilogo": riepilogo(self.adesione) if visibile else None,
            "rappresentante_cf": self.adesione.rappresentante_cf if self.vede_il_codice() else "",
            "ricevuta": self.ricevuta(),
            "fascicolo": self.fascicolo(),
            "storia": self.eventi() if self.adesione.pk else [],
            **self.azioni(),
        }

    def azioni(self):
        """Dove si va per ciò che la persona, adesso, può farne."""
        istruisce = self.poteri.puo("istruisce_adesioni") and self.adesione.numero
        return {
            "url_istruttoria": self.url("istruttoria") if istruisce else "",
            "annulla": "annulla/" if istruisce else "",
            "url_conferma": self.url("conferma") if self.invia and self.adesione.da_confermare else "",
            "url_riprendi": self.url("riprendi") if self.compila and self.adesione.da_confermare else "",
            **self.sospensione(),
            "url_ritira": self.url("ritira") if self.compila and self.si_ritira and not self.testo_fermo else "",
        }

    def compilazione(self, stato):
        """I passi per chi compila, se adesso può scrivere; altrimenti perché no."""
        chiusa = selezioni.perche_chiusa(self.adesione, self.oggi) if self.adesione.in_compilazione else ""
        if chiusa or not (self.compila and self.adesione.in_compilazione):
            return {"chiusa": chiusa}
        return {
            "passi": stepper(self),
            "url_comincia": self.url(self.primo_passo()),
            "azione": {MANCANTE: "Comincia", "bozza": "Riprendi la compilazione"}.get(stato, "Correggi"),
            "ritardo": del_ritardo(self.avviso) if self.in_ritardo else "",
        }

    def sospensione(self):
        """Dove chi istruisce la sospende o la riattiva, finché il triennio non è finito."""
        if self.finito or not self.poteri.puo("istruisce_adesioni"):
            return {}
        accolta, sospesa = self.adesione.accolta, self.adesione.sospesa
        return {"url_sospendi": self.url("sospendi") if accolta else "", "url_riattiva": self.url("riattiva") if sospesa else ""}

    def vede_il_codice(self):
        return self.compila or self.invia or self.poteri.puo("istruisce_adesioni")

    def rilievi(self):
        """I rilievi da affrontare, con l’indirizzo del campo per chi compila, e quelli dei giri passati."""
        if not self.adesione.pk:
            return {}
        aperti = list(selezioni.rilievi_aperti(self.adesione))
        for rilievo in aperti:
            rilievo.url = f"{self.url(rilievo.passo)}#rilievo-{rilievo.bersaglio}" if self.compila else ""
        return {"da_affrontare": aperti, "chiusi": selezioni.rilievi_chiusi(self.adesione)}

    def primo_passo(self):
        """Da dove cominciare: il primo passo con qualcosa da fare, o l’ultimo."""
        return next((p["nome"] for p in stepper(self) if p["stato"] != "fatto"), "invio")

    def ricevuta(self):
        if not self.adesione.numero:
            return None
        documento = ultimo_documento("adesione", self.adesione.pk)
        if documento is None or not self.aggiornata(documento.dati["dati"]):
            return {"url_chiedi": self.url("ricevuta"), "lavoro": self.lavoro_in_corso()}
        emessa = formatta_data(localdate(documento.emesso_il))
        if self.comune is None and self.compila:
            return {"documento": documento, "nota": "", "url": self.url("ricevuta")}
        nota = f"Versione {documento.versione} del {emessa}, codice di verifica {documento.codice}"
        return {"documento": documento, "nota": nota, "url": reverse("ambito:scarica", args=[self.ambito.slug, documento.pk])}

    def aggiornata(self, dati):
        """La ricevuta emessa dice ciò che l’adesione è adesso: lo stesso invio, lo stesso protocollo."""
        scritto = dati.get("inviata_il_iso"), dati.get("protocollo", "")
        return scritto == (self.adesione.inviata_il.isoformat(), self.adesione.protocollo)

    def lavoro_in_corso(self):
        if self.comune is None:
            return None
        miei = lavori_visibili(self.poteri).filter(chiave__startswith=f"documento:adesione:{self.adesione.pk}:", documento=None)
        lavoro = miei.first()
        return descrivi(lavoro, self.ambito.slug) if lavoro else None

    def eventi(self):
        """La storia dell’adesione; i rilievi in preparazione li vede soltanto chi li scrive."""
        taciuti = ["adesione.salva"]
        if not self.poteri.puo("istruisce_adesioni"):
            taciuti += ["adesione.rilievo", "adesione.togli_rilievo"]
        return storia(self.adesione).exclude(verbo__in=taciuti)[:30]


class RitiraAdesione(ConModulo, VistaAdesione):
    """Chi aderisce ritira ciò che ha inviato, con il motivo."""

    permesso_comune = "compila_adesione"
    titolo = "Ritira l’adesione"
    sommario = "L’adesione non varrà più. L’Ufficio di Piano legge il motivo."
    invia, riuscita = "Ritira l’adesione", "Adesione ritirata."

    def prepara(self):
        super().prepara()
        if not self.si_ritira:
            raise Http404("Adesione")

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    def modulo(self, dati=None, file=None):
        return NotaForm(dati)

    def scrivi(self, form):
        return operazioni.ritira_adesione(self.adesione, form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.url("adesione")


class Ricevuta(VistaAdesione):
    """Chiede la ricevuta PDF di un’adesione inviata (la stessa, se è già stata fatta); con GET la scarica chi è di casa.

    Chi lavora per un ente non entra nell’archivio dei documenti: la ricevuta la prende da qui.
    """

    def prepara(self):
        super().prepara()
        if not self.adesione.numero:
            raise Http404("Ricevuta")

    def get(self, request, *args, **kwargs):
        documento = ultimo_documento("adesione", self.adesione.pk)
        if documento is None:
            return redirect(self.url("adesione"))
        return scarica(documento.nome_file, "application/pdf", documento.contenuto.byte)

    def post(self, request, *args, **kwargs):
        lavoro = documenti.richiedi("adesione", self.adesione, utente=request.user, adesso=self.adesso)
        if self.comune is None:
            self.riferisci("La ricevuta si prepara: ricarica la pagina fra qualche istante.")
            return redirect(self.url("adesione"))
        return redirect("ambito:lavoro", self.ambito.slug, lavoro.pk)


class ScaricaAllegato(VistaAdesione):
    """Un file allegato: si scarica e non si apre mai dentro il portale."""

    def get(self, request, *args, **kwargs):
        contenuto = (
            ContenutoAllegato.objects.filter(allegato_id=self.kwargs["pk"], allegato__adesione=self.adesione.pk)
            .filter(allegato__annullato_il__isnull=True)
            .select_related("allegato")
            .first()
        )
        if contenuto is None or not (self.adesione.numero or self.di_casa):
            raise Http404("Allegato")
        return scarica(contenuto.allegato.nome, contenuto.allegato.formato, contenuto.byte)


class AnnullaAllegato(ConModulo, VistaAdesione):
    """L’Ufficio di Piano annulla un file caricato per sbaglio in un’adesione inviata."""

    permesso = "istruisce_adesioni"
    invia, riuscita = "Annulla il file", "File annullato: chi compila ne legge il motivo."
    sommario = (
        "È in un’adesione inviata: non si cancella. Annullato non vale e non si scarica più; nella sua pagina resta scritto chi "
        "l’ha annullato, quando, perché, e l’impronta. L’adesione resta com’è: se serve il file giusto, rimandala per correggerla."
    )

    def prepara(self):
        super().prepara()
        if not self.adesione.numero:
            raise Http404("Allegato")
        suoi = self.adesione.allegati.filter(pk=self.kwargs["pk"], annullato_il__isnull=True)
        self.allegato = self.trova(suoi.first(), "Allegato")
        self.titolo = f"Annulla «{self.allegato}»"

    def genitori(self):
        return [*super().genitori(), (self.nome, self.url("adesione"))]

    def modulo(self, dati=None, file=None):
        return TogliForm(dati)

    def scrivi(self, form):
        return operazioni.annulla_allegato(self.adesione, self.allegato.pk, form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.url("adesione")
