"""Le pagine dei fascicoli: quello di un ente (per i suoi referenti e per l’Ufficio di Piano) e l’elenco per l’Ufficio."""

from collections import Counter

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from accordo import operazioni
from accordo.filtri import FascicoliFilter
from accordo.forms import DocumentoEnteForm, EscludiForm, TogliForm
from accordo.models import DocumentoEnte
from accordo.parole.fascicoli import (
    IN_FRASE,
    SPIEGAZIONI,
    che_succede_a_toglierlo,
    del_documento,
    del_fascicolo,
    perche_non_si_cancella,
)
from accordo.riepilogo import peso
from accordo.risorse import FascicoliResource
from accordo.selezioni import fascicoli
from accordo.selezioni.indirizzi import indirizzo
from accordo.stati.fascicolo import Genere, StatoFascicolo
from accordo.views.base import VistaAccordo
from ambito.models import Ente
from ambito.nucleo.formati_italiani import formatta_data
from ambito.selezioni import storia
from ambito.views.allegati import scarica
from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco
from ambito.views.modulo import ConModulo

AL_PLURALE = {
    StatoFascicolo.IDONEO: "Idonei",
    StatoFascicolo.IN_SCADENZA: "In scadenza",
    StatoFascicolo.SOSPESO: "Sospesi",
}


class Fascicoli(VistaAccordo, VistaElenco):
    """Gli enti del terzo settore con lo stato del loro fascicolo, che si filtra dall’indirizzo."""

    permesso = "istruisce_adesioni"
    titolo = "Fascicoli degli enti"
    template_name = "accordo/fascicoli.html"
    filtro = FascicoliFilter
    nome_file = "fascicoli"
    risorsa = FascicoliResource

    def da_esportare(self):
        """Lo stato di ciascuno è quello che la pagina ha calcolato."""
        return self.risorsa(self.fascicoli)

    def prepara(self):
        tutti = fascicoli.enti_con_fascicolo(self.oggi).values_list("pk", flat=True)
        self.fascicoli = fascicoli.fascicoli(tutti, self.oggi)

    def righe(self):
        return fascicoli.enti_con_fascicolo(self.oggi)

    def riga(self, ente):
        fascicolo = self.fascicoli[ente.pk]
        return {
            "ente": ente,
            "fascicolo": fascicolo,
            "frase": del_fascicolo(fascicolo, di_casa=False),
            "prossima": fascicolo.prossima_scadenza,
            "url": self.url("fascicolo", ente.pk),
        }

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "cifre": self.cifre()}

    def cifre(self):
        """Quanti enti per stato, qualunque filtro ci sia."""
        conta = Counter(f.stato for f in self.fascicoli.values())
        return [
            {"etichetta": etichetta, "valore": str(conta[stato]), "url": f"{self.request.path}?stato={stato}"}
            for stato, etichetta in AL_PLURALE.items()
        ]


class VistaFascicolo(VistaAmbito):
    """Pagina del fascicolo di `self.ente`. Chi non è dell’ente né dell’Ufficio di Piano trova 404: non deve sapere che c’è."""

    permesso = "entra"
    # Per chi non è dell’ente: il diritto sull’Ambito con cui la pagina si apre.
    per_l_ufficio = "istruisce_adesioni"
    per_l_ente = True

    def autorizza(self):
        self.ente = self.trova(Ente.objects.filter(pk=self.kwargs["ente"]).first(), "Ente")
        self.di_casa = self.ente.pk in self.poteri.enti
        puo = self.poteri.puo(self.per_l_ufficio) or (self.di_casa and self.per_l_ente)
        if not (puo and fascicoli.ha_fascicolo(self.ente)):
            raise Http404("Fascicolo")
        return True

    def url(self, nome, *altri):
        return reverse(f"accordo:{nome}", args=[self.ambito.slug, self.ente.pk, *altri])

    def genitori(self):
        if not self.poteri.puo("istruisce_adesioni"):
            return []
        casa, elenco = (reverse(f"accordo:{n}", args=[self.ambito.slug]) for n in ("panoramica", "fascicoli"))
        return [("Accordo", casa), ("Fascicoli degli enti", elenco)]

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "ente": self.ente, "di_casa": self.di_casa}

    def documento_o_404(self, documenti):
        return self.trova(documenti.filter(ente=self.ente, pk=self.kwargs["pk"]).first(), "Documento")


class SchedaFascicolo(VistaFascicolo):
    """Il fascicolo di un ente: lo stato in parole, ogni documento richiesto con ciò che c’è da fare, gli altri, la storia."""

    per_l_ufficio = "legge_ogni_comune"
    template_name = "accordo/fascicolo.html"

    def prepara(self):
        self.titolo = f"Fascicolo di {self.ente}"
        self.fascicolo = fascicoli.fascicolo(self.ente, self.oggi)
        self.tutti = list(fascicoli.documenti_dell_ente(self.ente))
        self.ultima_guardata = fascicoli.ultima_guardata(self.ente.pk)

    def get_context_data(self, **kwargs):
        correnti = {d.pk for d in self.fascicolo.correnti}
        return {
            **super().get_context_data(**kwargs),
            "fascicolo": self.fascicolo,
            "frase": del_fascicolo(self.fascicolo, di_casa=self.di_casa),
            "richiesti": [self.richiesto(voce) for voce in self.fascicolo.voci],
            "altri": [self.descrivi(d) for d in self.fascicolo.altri],
            "di_prima": [self.descrivi(d) for d in self.tutti if d.pk not in correnti],
            "url_altro": self.url("carica_documento", Genere.ALTRO) if self.cura else "",
            "spiegazione_altri": SPIEGAZIONI[Genere.ALTRO],
            **self.dichiarato(),
            "storia": storia(self.ente).filter(verbo__startswith="fascicolo.")[:30],
        }

    @property
    def cura(self):
        """La persona può caricare?"""
        return self.di_casa or self.poteri.puo("istruisce_adesioni")

    def richiesto(self, voce):
        return {
            "voce": voce,
            "frase": del_documento(voce, self.oggi, di_casa=self.di_casa),
            "spiegazione": SPIEGAZIONI[voce.genere],
            "documento": self.descrivi(voce.documento) if voce.documento else None,
            "escluso": self.escluso(voce),
            "url_carica": self.url("carica_documento", voce.genere) if self.cura else "",
            "carica": f"{'Rinnova' if voce.scade_il else 'Aggiorna' if voce.documento else 'Carica'} {IN_FRASE[voce.genere][0]}",
        }

    def escluso(self, voce):
        """L’ultimo caricato, se l’Ufficio di Piano l’ha escluso e nessuno ne ha ancora caricato un altro."""
        ultimo = next((d for d in self.tutti if d.genere == voce.genere and not d.tolto_il), None)
        return ultimo if ultimo and ultimo.non_valido_il else None

    def descrivi(self, documento):
        ufficio = self.poteri.puo("istruisce_adesioni")
        esclude = ufficio and not (documento.non_valido_il or documento.tolto_il)
        toglie = not documento.tolto_il and (ufficio or (self.di_casa and self.suo_e_mai_usato(documento)))
        return {
            "documento": documento,
            "peso": peso(documento.dimensione),
            "url": "" if documento.tolto_il else self.url("documento_ente", documento.pk),
            "url_togli": self.url("togli_documento", documento.pk) if toglie else "",
            "url_escludi": self.url("escludi_documento", documento.pk) if esclude else "",
        }

    def suo_e_mai_usato(self, documento):
        """La persona l’ha caricato, e nessuno l’ha ancora guardato: lo può togliere da sé."""
        usato = fascicoli.c_era_gia(documento, self.ultima_guardata) or documento.non_valido_il
        return documento.caricato_da_id == self.request.user.pk and not usato

    def dichiarato(self):
        """Per chi lavora e dove, come l’ente ha scritto nell’ultima adesione."""
        adesione = fascicoli.ultima_dichiarata(self.ente)
        if adesione is None:
            return {}
        aree, comuni = ([str(x) for x in tutti.all()] for tutti in (adesione.aree_target, adesione.comuni_operativita))
        url = indirizzo(self.ambito.slug, adesione.avviso, self.ente)
        return {"adesione": adesione, "aree": aree, "comuni": comuni, "url_adesione": url}


class CaricaDocumento(ConModulo, VistaFascicolo):
    """Un documento nuovo di quel genere: da subito vale questo, quello di prima resta in fondo alla pagina."""

    invia = "Carica il documento"

    def prepara(self):
        if self.kwargs["genere"] not in Genere.values:
            raise Http404("Genere")
        self.genere = Genere(self.kwargs["genere"])
        self.titolo, self.sommario = self.genere.label, SPIEGAZIONI[self.genere]

    def genitori(self):
        return [*super().genitori(), (f"Fascicolo di {self.ente}", self.url("fascicolo"))]

    def modulo(self, dati=None, file=None):
        return DocumentoEnteForm(dati, file, genere=self.genere)

    def scrivi(self, form):
        dati = form.cleaned_data
        file = dati.pop("file")
        scelti = {"scade_il": None, **dati}
        operazioni.carica_documento(self.ente, genere=self.genere, **scelti, nome=file.name, byte=file.read(), **self.chi)
        adesso = del_fascicolo(fascicoli.fascicolo(self.ente, self.oggi), di_casa=self.di_casa)
        self.riuscita = f"Documento caricato. {adesso}"

    def torna(self, esito):
        return self.url("fascicolo")


class EscludiDocumento(ConModulo, VistaFascicolo):
    """L’Ufficio di Piano segna un documento come non valido, e scrive perché."""

    per_l_ente = False
    invia, riuscita = "Segna come non valido", "Segnato come non valido: i referenti dell’ente ne leggono il motivo."

    def prepara(self):
        segnabili = DocumentoEnte.objects.filter(non_valido_il__isnull=True, tolto_il__isnull=True)
        self.documento = self.documento_o_404(segnabili.senza_file())
        self.titolo = f"{self.documento}: non è valido"
        del_giorno = f"«{self.documento.nome}» del {formatta_data(self.documento.emesso_il, esteso=True)}"
        self.sommario = f"{del_giorno} non conterà più per lo stato dell’ente. Resta nel fascicolo, con il motivo."

    def genitori(self):
        return [*super().genitori(), (f"Fascicolo di {self.ente}", self.url("fascicolo"))]

    def modulo(self, dati=None, file=None):
        return EscludiForm(dati)

    def scrivi(self, form):
        return operazioni.escludi_documento(self.documento, form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.url("fascicolo")


class TogliDocumento(ConModulo, VistaFascicolo):
    """Toglie un documento caricato per sbaglio; se è già in un’adesione inviata lo annulla, e lo dice."""

    def prepara(self):
        suoi = DocumentoEnte.objects.filter(tolto_il__isnull=True).select_related("ente").senza_file()
        self.documento = self.documento_o_404(suoi)
        if not (self.poteri.puo("istruisce_adesioni") or self.documento.caricato_da_id == self.request.user.pk):
            raise Http404("Documento")
        self.usato = fascicoli.adesione_che_lo_usa(self.documento)
        self.resta = bool(self.usato or self.documento.non_valido_il)
        self.titolo = f"{'Annulla' if self.resta else 'Togli'} «{self.documento.nome}»"
        self.invia, self.sommario = che_succede_a_toglierlo(self.usato, self.documento.non_valido_il)
        self.riuscita = "Documento annullato." if self.resta else "Documento tolto: il file non c’è più."

    def get(self, request, *args, **kwargs):
        if self.resta and not self.poteri.puo("istruisce_adesioni"):
            self.avverti(f"{perche_non_si_cancella(self.usato)} Se è uno sbaglio scrivilo all’Ufficio di Piano.")
            return redirect(self.url("fascicolo"))
        return super().get(request, *args, **kwargs)

    def genitori(self):
        return [*super().genitori(), (f"Fascicolo di {self.ente}", self.url("fascicolo"))]

    def modulo(self, dati=None, file=None):
        return TogliForm(dati)

    def scrivi(self, form):
        return operazioni.togli_documento(self.documento, form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.url("fascicolo")


class ScaricaDocumento(VistaFascicolo):
    """Il file di un documento: si scarica e non si apre mai dentro il portale."""

    per_l_ufficio = "legge_ogni_comune"

    def get(self, request, *args, **kwargs):
        documento = self.documento_o_404(DocumentoEnte.objects.filter(tolto_il__isnull=True))
        return scarica(documento.nome, documento.formato, documento.byte)
