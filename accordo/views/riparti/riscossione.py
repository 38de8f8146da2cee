from decimal import Decimal

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from accordo import operazioni
from accordo.forms import MotivoRipartoForm, PagamentoQuotaForm, RateForm
from accordo.selezioni import riscossione
from accordo.selezioni.spiegazioni import dato_scritto
from accordo.stati import ADOTTATI, StatoRiparto
from accordo.views.riparti.base import ModuloRiparto, VistaRiparto
from accordo.views.riparti.fogli import CONTI, celle_conto
from ambito import documenti
from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.formati_italiani import formatta_importo
from ambito.views.base import SOLO_POST, VistaComune

IN_RITARDO = "ritardo"


class Riscossione(VistaRiparto):
    """Chi ha pagato, chi no e da quanto: dovuto, chiesto, pagato, residuo di ogni Comune."""

    permesso = "legge_ogni_comune"
    titolo = "Riscossione"
    template_name = "accordo/riparto_riscossione.html"

    def prepara(self):
        super().prepara()
        if self.riparto.stato not in ADOTTATI:
            raise Http404("Riparto non deliberato")
        self.conti = riscossione.conti(self.riparto)

    def get(self, request, *args, **kwargs):
        if request.GET.get("formato") in FORMATI:
            righe = [celle_conto(c, self.oggi) for c in self.scelti()]
            return da_righe(f"riscossione-{self.riparto.anno}-{self.riparto.pk}", CONTI, righe, request.GET["formato"])
        return super().get(request, *args, **kwargs)

    @property
    def solo_ritardi(self):
        return self.request.GET.get("situazione") == IN_RITARDO

    def scelti(self):
        return [c for c in self.conti if not self.solo_ritardi or c.scaduto(self.oggi)]

    def get_context_data(self, **kwargs):
        totali = {nome: sum(getattr(c, nome) for c in self.conti) for nome in ("dovuto", "pagato", "residuo")}
        fasce = riscossione.per_fascia(self.conti, self.oggi)
        scaduto = sum(fasce.values())
        return {
            **super().get_context_data(**kwargs),
            "righe": [self.riga(c) for c in self.scelti()],
            "cifre": self.cifre(totali, scaduto),
            "fasce": list(fasce.items()) if scaduto else [],
            "saldati": sum(not c.residuo for c in self.conti),
            "comuni": len(self.conti),
            "schede": self.schede(),
            "registra": self.tiene and self.riparto.stato == StatoRiparto.IN_RISCOSSIONE,
            "rate": list(self.riparto.rate.all()),
        }

    def cifre(self, totali, scaduto):
        chiesto = sum(c.chiesto(self.oggi) for c in self.conti)
        voci = [("Dovuto", totali["dovuto"]), ("Chiesto finora", chiesto), ("Pagato", totali["pagato"]),
                ("Residuo", totali["residuo"]), ("Scaduto", scaduto)]  # fmt: skip
        return [{"etichetta": e, "valore": f"{formatta_importo(v)} €"} for e, v in voci]

    def schede(self):
        qui = self.request.path
        return [
            {"etichetta": "Tutti i Comuni", "url": qui, "attiva": not self.solo_ritardi, "numero": len(self.conti)},
            {"etichetta": "In ritardo", "url": f"{qui}?situazione={IN_RITARDO}", "attiva": self.solo_ritardi,
             "numero": sum(bool(c.scaduto(self.oggi)) for c in self.conti)},
        ]  # fmt: skip

    def riga(self, conto):
        parola, tono = conto.situazione(self.oggi)
        istat = conto.quota.comune.codice_istat
        giorni = max((r.ritardo(self.oggi) for r in conto.rate), default=0)
        return {
            "conto": conto,
            "chiesto": conto.chiesto(self.oggi),
            "scaduto": conto.scaduto(self.oggi),
            "giorni": giorni,
            "parola": parola,
            "tono": tono,
            "url": self.url("estratto", istat),
            "url_paga": self.qui("nuovo_pagamento", istat) if conto.residuo else "",
        }


class ApriRiscossione(ModuloRiparto):
    """Rate, termini e come si paga: da qui i Comuni trovano quanto pagare."""

    titolo = "Apri la riscossione"
    sommario = "Scrivi le rate: le percentuali fanno 100. Il portale ricorda ai Comuni 30, 7 e 1 giorno prima e dopo ogni termine."
    invia, riuscita = "Apri la riscossione", "Riscossione aperta: i Comuni trovano rate e termini in «Tocca a te»."

    def modulo(self, dati=None, file=None):
        return RateForm(dati)

    def scrivi(self, form):
        rate, istruzioni = form.rate(), form.cleaned_data["istruzioni"]
        return operazioni.riscuoti(self.riparto, rate=rate, istruzioni=istruzioni, **self.chi)

    def torna(self, esito):
        return self.qui("riscossione") if esito else self.qui()


class NuovoPagamento(ModuloRiparto):
    """Registra un pagamento di un Comune."""

    invia, riuscita = "Registra il pagamento", "Pagamento registrato."

    def prepara(self):
        super().prepara()
        self.quota = riscossione.quota_da_pagare(self.riparto, self.kwargs["istat"])
        if self.quota is None:
            raise Http404("Quota")
        self.titolo = f"Pagamento di {self.quota.comune.nome}"
        conto = riscossione.conto(self.riparto, self.quota.comune)
        self.sommario = f"Dovuto {formatta_importo(conto.dovuto)} €, pagato {formatta_importo(conto.pagato)} €."
        self.residuo = conto.residuo

    def genitori(self):
        return [*super().genitori(), ("Riscossione", self.qui("riscossione"))]

    def modulo(self, dati=None, file=None):
        return PagamentoQuotaForm(dati, initial={"importo": self.residuo, "pagato_il": self.oggi})

    def scrivi(self, form):
        return operazioni.registra_pagamento(self.quota, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.qui("riscossione")


class AnnullaPagamento(ModuloRiparto):
    """Annulla un pagamento registrato per errore: resta scritto, con il motivo."""

    titolo = "Annulla un pagamento"
    invia, riuscita = "Annulla il pagamento", "Pagamento annullato: non conta più."

    def prepara(self):
        super().prepara()
        self.pagamento = riscossione.pagamento(self.riparto, self.kwargs["pagamento"])
        if self.pagamento is None:
            raise Http404("Pagamento")
        p = self.pagamento
        self.sommario = f"{p.quota.comune.nome}: {formatta_importo(p.importo)} €, {p.riferimento}. Resterà scritto, con il motivo."

    def genitori(self):
        return [*super().genitori(), ("Riscossione", self.qui("riscossione"))]

    def modulo(self, dati=None, file=None):
        return MotivoRipartoForm(dati)

    def scrivi(self, form):
        return operazioni.annulla_pagamento(self.pagamento, form.cleaned_data["motivo"], **self.chi)

    def torna(self, esito):
        return self.url("estratto", self.pagamento.quota.comune.codice_istat)


class Estratto(VistaComune):
    """L’estratto conto di un Comune: ogni riparto deliberato con rate, termini, pagamenti e come pagare."""

    permesso_comune = "legge_comune"
    template_name = "accordo/riparto_estratto.html"

    def prepara(self):
        self.titolo = f"Quanto paga {self.comune.nome}"

    def genitori(self):
        casa, elenco = (reverse(f"accordo:{nome}", args=[self.ambito.slug]) for nome in ("panoramica", "riparti"))
        return [("Accordo", casa), ("Riparti", elenco)]

    def get_context_data(self, **kwargs):
        conti = riscossione.conti_del_comune(self.comune)
        return {
            **super().get_context_data(**kwargs),
            "comune": self.comune,
            "conti": [self.conto(c) for c in conti],
            "tiene": self.poteri.puo("tiene_riparti"),
            "cifre": self.cifre(conti) if conti else [],
            "dimostrativo": self.ambito.dimostrativo,
        }

    def cifre(self, conti):
        voci = [("Dovuto", sum(c.dovuto for c in conti)), ("Pagato", sum(c.pagato for c in conti)),
                ("Residuo", sum(c.residuo for c in conti)), ("Scaduto", sum(c.scaduto(self.oggi) for c in conti))]  # fmt: skip
        return [{"etichetta": e, "valore": f"{formatta_importo(v)} €"} for e, v in voci]

    def conto(self, conto):
        parola, tono = conto.situazione(self.oggi)
        parti = [
            {**colonna, "importo": Decimal(dettaglio["importo"]), "dato": dato_scritto(dettaglio)}
            for colonna, dettaglio in zip(conto.quota.scenario.colonne, conto.quota.dettaglio, strict=True)
        ]
        return {
            "conto": conto,
            "parola": parola,
            "tono": tono,
            "parti": parti,
            "rate": [(r, r.ritardo(self.oggi)) for r in conto.rate],
            "url_riparto": reverse("accordo:riparto", args=[self.ambito.slug, conto.riparto.pk]),
            "url_pdf": reverse("accordo:documento_quota", args=[self.ambito.slug, self.comune.codice_istat, conto.riparto.pk]),
        }


class DocumentoQuota(VistaComune):
    """Chiede il PDF della quota di un Comune in un riparto deliberato."""

    permesso_comune = "legge_comune"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        conti = riscossione.conti_del_comune(self.comune)
        conto = next((c for c in conti if c.riparto.pk == self.kwargs["pk"]), None)
        if conto is None:
            raise Http404("Quota")
        lavoro = documenti.richiedi("quota-comune", conto, utente=request.user, adesso=self.adesso)
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
