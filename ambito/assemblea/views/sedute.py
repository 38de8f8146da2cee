"""Preparare, convocare e leggere una seduta."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from ambito.assemblea import selezioni
from ambito.assemblea.calendario import calendario
from ambito.assemblea.forms import ConvocaForm, MotivoForm, OrganoForm, SedutaForm, SpostaForm
from ambito.assemblea.operazioni import aula, ordine_del_giorno, organi, sedute
from ambito.assemblea.parole import giorno
from ambito.assemblea.selezioni import agenda, consultazioni, presenze, verbali
from ambito.assemblea.stati import CONVOCA, StatoSeduta
from ambito.assemblea.views.base import ConMotivo, VistaAssemblea, VistaSeduta
from ambito.documenti import richiedi
from ambito.errori import ErroreAtteso
from ambito.esporta import da_righe, scarica
from ambito.nucleo.fascicolo import unisci
from ambito.nucleo.nome_organo import DI_NORMA
from ambito.selezioni import ultimo_documento
from ambito.views.base import SOLO_POST
from ambito.views.elenco import VistaElenco
from ambito.views.modulo import ConModulo

# Come si propone di chiamare il primo organo: ogni Ambito scrive il nome del suo.
PRIMO = {"nome": DI_NORMA, "nome_atto": "deliberazione"}


class Sedute(VistaAssemblea, VistaElenco):
    """Le prossime sedute, quelle passate, l’organo e la sua regola in frasi."""

    template_name = "assemblea/sedute.html"

    @property
    def titolo(self):
        return self.ambito.organo.breve

    def genitori(self):
        return []

    def righe(self):
        return selezioni.passate(self.poteri)

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "prossime": selezioni.prossime(self.poteri),
            "organi": selezioni.organi_con_regola(self.oggi),
            "consultazioni": consultazioni.consultazioni()[:5],
            "convoca": self.poteri.puo(CONVOCA),
            "primo_organo": OrganoForm(initial=PRIMO),
        }


class Istituisci(VistaAssemblea):
    """Un Ambito nuovo comincia da qui: l’organo, col nome che gli dà, e la regola di partenza."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = OrganoForm({**PRIMO, **request.POST.dict()})
        if not form.is_valid():
            self.avverti("Scrivi come si chiama l’organo, con al più 120 lettere, e come si chiamano i suoi atti.")
            return self.vai("sedute")
        self.prova(
            lambda: organi.istituisci(**form.cleaned_data, poteri=self.poteri, adesso=self.adesso, dal=self.oggi),
            riuscita="L’organo c’è, con una regola di partenza da verificare.",
        )
        return self.vai("sedute")


class NuovaSeduta(ConModulo, VistaAssemblea):
    """Quando e dove: poi si scrive l’ordine del giorno."""

    permesso = CONVOCA
    titolo = "Nuova seduta"
    sommario = "Prima la data e il luogo, poi l’ordine del giorno. Nessuno riceve nulla finché non convochi."
    riuscita = ""

    @cached_property
    def da(self):
        """La seduta conclusa che questa riprende, se si arriva da lì."""
        scritto = self.request.GET.get("da", "")
        return selezioni.seduta(int(scritto), self.poteri) if scritto.isdecimal() else None

    def modulo(self, dati=None, file=None):
        form = SedutaForm(dati, instance=self.seduta, initial=self._iniziale())
        form.fields["organo"].queryset = selezioni.organi()
        return form

    def _iniziale(self):
        if self.seduta:
            return {"organo": self.seduta.organo_id}
        if self.da:
            return {campo: getattr(self.da, campo) for campo in ("organo", "modalita", "luogo", "collegamento")}
        return {"organo": selezioni.organi().first()}

    @transaction.atomic
    def scrivi(self, form):
        """Una seduta nuova nasce con i punti che tornano ogni volta e, se ne riprende un’altra, con quelli non conclusi."""
        seduta = sedute.prepara(self.seduta, form.cleaned_data, **self.chi)
        if self.seduta is None:
            ordine_del_giorno.iscrivi_ricorrenti(seduta, **self.chi)
            if self.da:
                ordine_del_giorno.riprendi(seduta, self.da, **self.chi)
        return seduta

    def torna(self, esito):
        seduta = esito or self.seduta
        return self.indirizzo("seduta", seduta.pk) if seduta else self.indirizzo("sedute")


class ModificaSeduta(NuovaSeduta):
    """Cambiare data e luogo di una seduta in preparazione."""

    titolo = "Data e luogo"

    def prepara(self):
        self.seduta = self.trova(selezioni.seduta(self.kwargs["pk"], self.poteri), "Seduta")


class SpostaSeduta(ConModulo, VistaSeduta):
    """Cambiare giorno, ora o luogo dopo la convocazione: chi siede riceve un altro avviso."""

    permesso = CONVOCA
    titolo = "Sposta la seduta"
    sommario = "Chi siede riceve subito un altro avviso, con l’appuntamento aggiornato. I punti restano gli stessi."
    invia, riuscita = "Sposta e avvisa", "Seduta spostata: l’avviso è partito."

    def modulo(self, dati=None, file=None):
        return SpostaForm(dati, instance=self.seduta)

    def scrivi(self, form):
        dati = {nome: form.cleaned_data[nome] for nome in sedute.SPOSTABILI}
        return sedute.sposta(self.seduta, dati, motivo=form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.indirizzo("seduta", self.seduta.pk)


class SchedaSeduta(VistaSeduta):
    """La seduta: quando e dove, ordine del giorno con le carte, chi siede, che cosa manca per andare avanti."""

    template_name = "assemblea/seduta.html"

    def prepara(self):
        super().prepara()
        self.titolo = f"Seduta del {giorno(self.seduta.prima_convocazione)}"

    def genitori(self):
        return super().genitori()[:1]

    def get_context_data(self, **kwargs):
        punti, avviso = selezioni.punti_con_carte(self.seduta), ultimo_documento("convocazione", self.seduta.pk)
        return {
            **super().get_context_data(**kwargs),
            "passi": _passi(self.seduta),
            "quando": sedute.frase_convocazione(self.seduta),
            "punti": punti,
            "fascicolo": bool(avviso) or any(voce["carte"] for voce in punti),
            "appello": selezioni.appello(self.seduta),
            "verbale": getattr(self.seduta, "verbale", None),
            "avviso": avviso,
            "lettere": ultimo_documento("lettere", self.seduta.pk),
            "form": kwargs.get("form") or self._modulo_convoca(),
            "motivo": kwargs.get("motivo") or MotivoForm(auto_id="annulla_%s"),
            "preavviso": self._preavviso(),
            "deposito": selezioni.deposito(self.seduta),
            "delega": self.poteri.ha_da_qualche_parte("delega"),
            "aggiunta": self._aggiunta(),
            **self._da_preparare(),
        }

    def _da_preparare(self):
        """Mentre si prepara, a chi convoca: che cosa partirà, i verbali da approvare, la seduta da cui riprendere punti."""
        if self.seduta.stato != StatoSeduta.BOZZA or not self.poteri.puo(CONVOCA):
            return {}
        approvabili = [(v, f"Metti per primo: approvazione del {v}") for v in verbali.da_iscrivere(self.seduta)]
        partira = selezioni.avviso_di_convocazione(self.seduta, autore=self.request.user, oggi=self.oggi, adesso=self.adesso)
        return {"verbali": approvabili, "partira": partira, "riprendibile": agenda.seduta_da_riprendere(self.seduta)}

    def _aggiunta(self):
        """Entro quando si può ancora aggiungere un punto alla seduta convocata, o `None`."""
        if self.seduta.stato != StatoSeduta.CONVOCATA or not self.poteri.puo(CONVOCA):
            return None
        entro = self.seduta.regola.preavviso.ultima_aggiunta(self.seduta.prima_convocazione)
        return entro if entro and self.adesso <= entro else None

    def _preavviso(self):
        """La frase che dice perché serve il motivo dell’urgenza, solo mentre si prepara."""
        regola = selezioni.regola_di(self.seduta)
        if self.seduta.stato != StatoSeduta.BOZZA or regola is None:
            return ""
        corto = sedute.preavviso_corto(self.seduta, regola, self.adesso)
        return sedute.frase_preavviso(self.seduta, regola, self.adesso) if corto else ""

    def _modulo_convoca(self, dati=None):
        return ConvocaForm(dati, corto=bool(self._preavviso()))


def _passi(seduta):
    """Il percorso della seduta: prepara, convoca, tieni, verbalizza."""
    ordine = [("In preparazione", {"bozza"}), ("Convocata", {"convocata"}),
              ("In sala", {"aperta_prima", "aperta_seconda", "in_corso"}), ("Conclusa", {"chiusa", "deserta"})]  # fmt: skip
    if seduta.stato == StatoSeduta.ANNULLATA:
        return []
    qui = next(i for i, (_, stati) in enumerate(ordine) if seduta.stato in stati)
    finita = qui == len(ordine) - 1
    nomi = [etichetta for etichetta, _ in ordine]
    return [
        {"etichetta": n, "stato": "fatto" if i < qui or finita else "corrente" if i == qui else "da_fare"}
        for i, n in enumerate(nomi)
    ]


class ConvocaSeduta(SchedaSeduta):
    """Convoca; se il preavviso è corto vuole il motivo dell’urgenza."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        form = self._modulo_convoca(request.POST)
        if not form.is_valid():
            return self.rimostra(form=form)
        motivo = form.cleaned_data.get("motivo_urgenza", "")
        try:
            seduta = sedute.convoca(self.seduta, motivo_urgenza=motivo, poteri=self.poteri, adesso=self.adesso)
        except ErroreAtteso as errore:
            form.add_error(None, errore.frase)
            return self.rimostra(form=form)
        self.riferisci(f"Seduta convocata: i {len(seduta.seggi_di())} Comuni la trovano in «Tocca a te».")
        return self.vai("seduta", self.seduta.pk)


class AnnullaSeduta(ConMotivo, SchedaSeduta):
    """Annulla, con il motivo."""

    riuscita = "Seduta annullata."

    def esegui(self, **dati):
        return sedute.annulla(self.seduta, **dati)

    def torna(self):
        return self.vai("seduta", self.seduta.pk)


class Fascicolo(VistaSeduta):
    """Avviso e carte in un PDF solo, da leggere senza rete o da stampare; 404 se non c’è ancora nulla."""

    def get(self, request, *args, **kwargs):
        documenti = selezioni.da_leggere(self.seduta, self.poteri)
        if not documenti:
            raise Http404("Fascicolo")
        giorno_della_seduta = timezone.localdate(self.seduta.prima_convocazione)
        return scarica(unisci(documenti), f"fascicolo-{giorno_della_seduta:%Y-%m-%d}.pdf", "application/pdf")


class FoglioPresenze(VistaSeduta):
    """Chi è stato in sala e per quanto, in un foglio: serve per gettoni e rimborsi."""

    def get(self, request, *args, **kwargs):
        nome = f"presenze-{timezone.localdate(self.seduta.prima_convocazione):%Y-%m-%d}"
        return da_righe(nome, presenze.INTESTAZIONI, presenze.righe(self.seduta), "xlsx")


class EmettiConvocazione(VistaSeduta):
    """Mette in coda il PDF dell’avviso, o delle lettere, e porta alla pagina che ne mostra l’avanzamento."""

    permesso = CONVOCA
    http_method_names = SOLO_POST
    SPECIE = ("convocazione", "lettere")

    def post(self, request, *args, **kwargs):
        if self.seduta.stato == StatoSeduta.BOZZA:
            self.avverti("L’avviso si fa dopo aver convocato la seduta.")
            return self.vai("seduta", self.seduta.pk)
        specie = request.POST.get("specie", self.SPECIE[0])
        if specie not in self.SPECIE:
            raise Http404("Documento")
        lavoro = richiedi(specie, self.seduta, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))


class Calendario(VistaSeduta):
    """La seduta per il calendario del telefono (file .ics)."""

    def get(self, request, *args, **kwargs):
        indirizzo = request.build_absolute_uri(self.indirizzo("seduta", self.seduta.pk))
        return scarica(
            calendario(self.seduta, indirizzo, self.adesso), f"seduta-{self.seduta.pk}.ics", "text/calendar; charset=utf-8"
        )


class ApriSala(VistaSeduta):
    """Apre l’appello in prima o in seconda convocazione."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        convocazione = 2 if request.POST.get("convocazione") == "2" else 1
        aperta = self.prova(lambda: aula.apri(self.seduta, convocazione, poteri=self.poteri, adesso=self.adesso))
        return self.vai("sala" if aperta or self.seduta.in_sala else "seduta", self.seduta.pk)
