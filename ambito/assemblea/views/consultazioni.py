"""La consultazione scritta (si apre, si risponde, si chiude) e le richieste di convocazione (si fanno, si firmano)."""

from django.urls import reverse

from ambito.accesso.rinvii import con_ritorno
from ambito.assemblea import selezioni
from ambito.assemblea.forms import ConsultazioneForm, MotivoForm, RichiestaForm, RispostaForm
from ambito.assemblea.models import RegolaVoto, Richiesta
from ambito.assemblea.operazioni import consultazioni as operazioni
from ambito.assemblea.selezioni import consultazioni, deleghe
from ambito.assemblea.stati import CONVOCA, StatoConsultazione
from ambito.assemblea.views.base import ConMotivo, VistaAssemblea
from ambito.errori import ErroreAtteso
from ambito.models import Comune
from ambito.poteri import PotereMancante
from ambito.views.base import SOLO_POST
from ambito.views.modulo import ConModulo


class NuovaConsultazione(ConModulo, VistaAssemblea):
    """Che cosa si chiede per iscritto ai Comuni."""

    permesso = CONVOCA
    titolo = "Consultazione scritta"
    sommario = "I Comuni rispondono dal portale, una volta sola, fino al termine. Se passa, si ratifica in seduta."
    invia, riuscita = "Apri e avvisa i Comuni", "Consultazione aperta: i Comuni la trovano in «Tocca a te»."

    def modulo(self, dati=None, file=None):
        vigenti = RegolaVoto.objects.in_vigore(self.oggi)
        nomi = dict.fromkeys(nome for regola in vigenti for nome in regola.contenuto["maggioranze"]) or ["ordinaria"]
        return ConsultazioneForm(dati, organi=selezioni.organi(), materie=[(m, m.replace("_", " ").capitalize()) for m in nomi])

    def scrivi(self, form):
        dati = dict(form.cleaned_data)
        return operazioni.apri(dati.pop("organo"), **dati, **self.chi)

    def torna(self, esito):
        return self.indirizzo("consultazione", esito.pk) if esito else self.indirizzo("sedute")


class SchedaConsultazione(VistaAssemblea):
    """La proposta, la risposta di chi siede; chiusa, il conto e tutte le risposte."""

    template_name = "assemblea/consultazione.html"
    conferma = frozenset({"POST"})

    def prepara(self):
        self.consultazione = self.trova(consultazioni.consultazione(self.kwargs["pk"]), "Consultazione")
        self.titolo = "Consultazione scritta"

    def dopo_la_conferma(self):
        return self.indirizzo("consultazione", self.consultazione.pk)

    def get_context_data(self, **kwargs):
        date = list(consultazioni.risposte(self.consultazione))
        return {
            **super().get_context_data(**kwargs),
            "consultazione": self.consultazione,
            "scaduta": self.adesso >= self.consultazione.scade_il,
            "schede": self._schede(date, kwargs.get("moduli", {})),
            "quante": len(date),
            "mancano": consultazioni.mancano(self.consultazione),
            "risposte": date if self.consultazione.stato == StatoConsultazione.CHIUSA else [],
            "convoca": self.poteri.puo(CONVOCA),
            "motivo": kwargs.get("motivo") or MotivoForm(auto_id="annulla_%s"),
            "url_conferma": self._url_conferma(),
        }

    def _url_conferma(self):
        """Dove confermare chi si è prima di rispondere; vuoto se si può già."""
        serve = self.consultazione.e_aperta and self.serve_conferma()
        return con_ritorno(reverse("account_conferma"), self.dopo_la_conferma()) if serve else ""

    def _schede(self, date, moduli):
        """Per ogni Comune della persona: la risposta data, o il modulo per darla."""
        fermati = {s["codice"] for s in self.consultazione.seggi}
        comuni = Comune.objects.filter(pk__in=self.poteri.comuni_con("vota"), codice_istat__in=fermati).order_by("nome")
        per_comune = {r.comune_id: r for r in date}
        return [
            {
                "comune": comune,
                "risposta": per_comune.get(comune.pk),
                "impegna": deleghe.impegna_fuori_dalla_sala(self.poteri, comune.pk),
                "form": moduli.get(comune.pk) or RispostaForm(auto_id=f"risposta_{comune.pk}_%s"),
            }
            for comune in comuni
        ]

    def post(self, request, *args, **kwargs):
        scritto = request.POST.get("comune", "")
        comune = int(scritto) if scritto.isdecimal() else None
        if comune not in self.poteri.comuni_con("vota"):
            raise PotereMancante("vota")
        form = RispostaForm(request.POST, auto_id=f"risposta_{comune}_%s")
        if not form.is_valid():
            return self.rimostra(moduli={comune: form})
        dati = {**form.cleaned_data, "poteri": self.poteri, "adesso": self.adesso}
        data = self.prova(lambda: operazioni.rispondi(self.consultazione, comune, **dati))
        return self.vai("consultazione", self.consultazione.pk) if data else self.rimostra(409)


class ChiudiConsultazione(SchedaConsultazione):
    """Conta le risposte e chiude."""

    permesso = CONVOCA
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        self.prova(lambda: operazioni.chiudi(self.consultazione, **dati), riuscita="Consultazione chiusa: il conto è qui sotto.")
        return self.vai("consultazione", self.consultazione.pk)


class AnnullaConsultazione(ConMotivo, SchedaConsultazione):
    """Annulla, con il motivo."""

    riuscita = "Consultazione annullata."

    def esegui(self, **dati):
        return operazioni.annulla(self.consultazione, **dati)

    def torna(self):
        return self.vai("consultazione", self.consultazione.pk)


class Richieste(VistaAssemblea):
    """Le richieste di convocazione con le loro firme, e il modulo per farne una."""

    titolo = "Richieste di convocazione"
    template_name = "assemblea/richieste.html"

    def autorizza(self):
        return super().autorizza() and (self.request.method != "POST" or self.poteri.ha_da_qualche_parte("vota"))

    def mancante(self):
        return ("vota" if self.poteri.puo(self.permesso) else self.permesso), None

    def miei(self):
        return Comune.objects.filter(pk__in=self.poteri.comuni_con("vota")).order_by("nome")

    def modulo(self, dati=None):
        return RichiestaForm(dati, organi=selezioni.organi(), comuni=self.miei())

    def get_context_data(self, **kwargs):
        miei, servono = list(self.miei()), consultazioni.servono_per_organo(self.oggi)
        return {
            **super().get_context_data(**kwargs),
            "righe": [self._riga(richiesta, servono, miei) for richiesta in consultazioni.richieste()],
            "form": kwargs.get("form") or (self.modulo() if miei and self._si_chiede() else None),
            "siede": bool(miei),
        }

    def _si_chiede(self):
        """Almeno un organo ha una regola che dice quanti Comuni possono chiedere la convocazione."""
        return RegolaVoto.objects.in_vigore(self.oggi).filter(richiesta__isnull=False).exists()

    def _riga(self, richiesta, servono, miei):
        firmatari = {firma.comune_id for firma in richiesta.firme.all()}
        return {
            "r": richiesta,
            "servono": servono.get(richiesta.organo_id),
            "firmabili": [comune for comune in miei if comune.pk not in firmatari] if not richiesta.raggiunta_il else [],
        }

    def post(self, request, *args, **kwargs):
        form = self.modulo(request.POST)
        if not form.is_valid():
            return self.rimostra(form=form)
        dati = dict(form.cleaned_data)
        organo, comune = dati.pop("organo"), dati.pop("comune")
        try:
            operazioni.chiedi(organo, comune.pk, **dati, poteri=self.poteri, adesso=self.adesso)
        except ErroreAtteso as errore:
            form.add_error(None, errore.frase)
            return self.rimostra(form=form)
        self.riferisci("Richiesta fatta: gli altri Comuni ricevono un avviso e possono firmarla.")
        return self.vai("richieste")


class FirmaRichiesta(VistaAssemblea):
    """Un Comune firma la richiesta."""

    permesso = "vota"
    http_method_names = SOLO_POST

    def autorizza(self):
        return self.poteri.ha_da_qualche_parte(self.permesso)

    def post(self, request, *args, **kwargs):
        richiesta = self.trova(Richiesta.objects.filter(pk=self.kwargs["pk"]).first(), "Richiesta")
        comune = request.POST.get("comune", "")
        dati = {"poteri": self.poteri, "adesso": self.adesso}
        if comune.isdecimal():
            self.prova(lambda: operazioni.firma(richiesta, int(comune), **dati), riuscita="Firmata.")
        return self.vai("richieste")
