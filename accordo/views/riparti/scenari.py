from datetime import date
from decimal import Decimal

from django.shortcuts import redirect

from accordo import operazioni
from accordo.forms import CriteriFormSet, NuovoScenarioForm, PerimetroForm, ScenarioForm
from accordo.forms.riparti import MASSIMO_CRITERI, iniziali
from accordo.models import Scenario
from accordo.selezioni import riparti, spiegazioni
from accordo.views.riparti.base import ModuloRiparto, VistaScenario
from accordo.views.riparti.fogli import intestazioni, valori
from ambito import mappe
from ambito.errori import ErroreAtteso
from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.grafici import barre, due_misure
from ambito.pagina import indirizzi_dei_comuni
from ambito.selezioni import comuni as comuni_dell_ambito
from ambito.views.base import SOLO_POST


class SchedaScenario(VistaScenario):
    """Uno scenario calcolato: criteri, mappa e barre con la tabella accanto, e perché ogni Comune paga ciò che paga."""

    template_name = "accordo/riparto_scenario.html"

    def prepara(self):
        super().prepara()
        self.titolo = f"Scenario {self.scenario.lettera}"

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI and self.scenario.calcolato_il:
            righe = self.righe()
            nome = f"riparto-{self.riparto.anno}-scenario-{self.scenario.lettera}"
            return da_righe(nome, intestazioni(self.scenario), [valori(r) for r in righe], formato)
        return super().get(request, *args, **kwargs)

    def righe(self):
        """Ogni Comune con quota, differenza dall’anno prima, parti e frase."""
        quote, prima = list(riparti.quote(self.scenario)), riparti.quote_precedenti(self.riparto)
        frasi = spiegazioni.frasi(self.riparto, self.scenario, quote, prima)
        return [
            {
                "quota": q,
                "differenza": riparti.Differenza(q, prima.get(q.comune_id)),
                "abitante": riparti.per_abitante(q),
                "parti": list(spiegazioni.parti(q, self.scenario.colonne).values()),
                "perche": frasi[q.comune_id],
            }
            for q in quote
        ]

    def get_context_data(self, **kwargs):
        copia = f"{self.qui('nuovo_scenario')}?da={self.scenario.pk}"
        scelto = self.scenario.pk == self.riparto.proposto_id
        contesto = {**super().get_context_data(**kwargs), "scelto": scelto, "url_copia": copia, "colonne": self.colonne()}
        if not self.scenario.calcolato_il:
            return contesto
        righe = self.righe()
        fuori = comuni_dell_ambito(self.oggi).exclude(pk__in=[r["quota"].comune_id for r in righe])
        return {**contesto, "righe": righe, "fuori": list(fuori), "precedente": self.precedente(righe), **self.disegni(righe)}

    def colonne(self):
        """I criteri con la parte come numero e il giorno come data."""
        return [
            {**c, "parte": Decimal(c["parte"]), "al": date.fromisoformat(c["al"]) if c["al"] else None}
            for c in self.scenario.colonne
        ]

    def precedente(self, righe):
        return self.riparto.precedente if any(r["differenza"].prima for r in righe) else None

    def disegni(self, righe):
        """Mappa e barre della quota per abitante: la quota in euro dipende soprattutto da quanti si è."""
        indirizzo = indirizzi_dei_comuni(self.ambito)
        noti = [r for r in righe if r["abitante"] is not None]
        punti = [
            mappe.Punto(c.codice_istat, c.nome, r["abitante"], indirizzo(c.codice_istat)) for r in noti for c in [r["quota"].comune]
        ]
        voci = [{"nome": p.nome, "valore": p.valore, "url": p.url} for p in sorted(punti, key=lambda p: (-p.valore, p.nome))]
        frase, unita = "Quanto paga ogni Comune per residente. Le stesse cifre sono nella tabella.", "euro per abitante"
        return {
            "mappa": punti and mappe.quantita(punti, "Quota per abitante", frase, unita, 2),
            "barre": voci and due_misure(barre, voci, "Quota per abitante", frase, unita, decimali=2),
        }


class NuovoScenario(ModuloRiparto):
    """Uno scenario in più, da zero o da un altro."""

    titolo = "Nuovo scenario"
    sommario = "Per vedere che cosa cambia con altri criteri, o se un Comune entra o esce."
    invia, riuscita = "Aggiungi lo scenario", "Scenario aggiunto."

    def modulo(self, dati=None, file=None):
        scenari = Scenario.objects.filter(riparto=self.riparto)
        return NuovoScenarioForm(dati, scenari=scenari, initial={"copia": self.request.GET.get("da")})

    def scrivi(self, form):
        return operazioni.aggiungi_scenario(self.riparto, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.qui("scenario", esito.lettera) if esito else self.qui()


class ModificaScenario(VistaScenario):
    """Nome, quota fissa e criteri di uno scenario: salvando si ricalcola. Una riga in più si aggiunge senza JavaScript."""

    permesso = "tiene_riparti"
    titolo = "Criteri"
    template_name = "accordo/riparto_criteri.html"

    def genitori(self):
        return [*super().genitori(), (f"Scenario {self.scenario.lettera}", self.allo_scenario())]

    def get(self, request, *args, **kwargs):
        if not self.scrive:
            return redirect(self.allo_scenario())
        return self.render_to_response(self.get_context_data(**self.moduli()))

    def moduli(self, dati=None):
        salvati = [iniziali(c) for c in self.scenario.criteri.all()] if dati is None else None
        opzioni = {"dati": list(riparti.dati(self.riparto.anno))}
        return {
            "form": ScenarioForm(dati, instance=self.scenario, initial={"revisione": self.scenario.revisione}),
            "criteri": CriteriFormSet(dati, prefix="criteri", initial=salvati, form_kwargs=opzioni),
        }

    def post(self, request, *args, **kwargs):
        moduli = self.moduli(request.POST)
        if request.POST.get("azione") == "riga":
            return self.con_una_riga_in_piu()
        buoni = [modulo.is_valid() for modulo in moduli.values()]
        if all(buoni) and (esito := self.salva(moduli)):
            self.riferisci("Scenario calcolato." if esito.calcolato_il else "Criteri salvati.")
            return redirect(self.allo_scenario())
        return self.render_to_response(self.get_context_data(**moduli), status=422)

    def salva(self, moduli):
        form = moduli["form"]
        try:
            return operazioni.salva_scenario(
                self.scenario, form.cleaned_data["revisione"], campi=form.campi(), criteri=moduli["criteri"].righe(),
                poteri=self.poteri, adesso=self.adesso,
            )  # fmt: skip
        except ErroreAtteso as errore:
            form.add_error(None, errore.frase)
            return None

    def con_una_riga_in_piu(self):
        """Ripresenta tutto com’è scritto con una riga vuota in più: non salva."""
        dati = self.request.POST.copy()
        totale = dati.get("criteri-TOTAL_FORMS", "")
        if totale.isascii() and totale.isdigit() and len(totale) < 4 and int(totale) < MASSIMO_CRITERI:
            dati["criteri-TOTAL_FORMS"] = str(int(totale) + 1)
        else:
            self.avverti(f"I criteri sono al massimo {MASSIMO_CRITERI}.")
        return self.render_to_response(self.get_context_data(**self.moduli(dati)))


class Perimetro(ModificaScenario):
    """I Comuni fra cui lo scenario divide: che cosa succede se uno entra o esce."""

    titolo = "Comuni che partecipano"
    template_name = "accordo/riparto_perimetro.html"

    def moduli(self, dati=None):
        scelti = [c.pk for c in self.scenario.comuni.all()] if dati is None else []
        iniziali_ = {"comuni": scelti, "revisione": self.scenario.revisione}
        return {"form": PerimetroForm(dati, comuni=comuni_dell_ambito(self.oggi), initial=iniziali_)}

    def salva(self, moduli):
        form = moduli["form"]
        try:
            return operazioni.salva_perimetro(
                self.scenario, form.cleaned_data["revisione"], form.cleaned_data["comuni"], poteri=self.poteri, adesso=self.adesso
            )
        except ErroreAtteso as errore:
            form.add_error(None, errore.frase)
            return None


class PassoScenario(VistaScenario):
    """Ricalcola, deposita o elimina lo scenario."""

    permesso = "tiene_riparti"
    http_method_names = SOLO_POST
    PASSI = {
        "ricalcola": (operazioni.ricalcola, "Ricalcolato con i dati di adesso."),
        "deposita": (operazioni.deposita, "Depositato: ora si può mettere all’ordine del giorno. Il prospetto è in preparazione."),
        "elimina": (operazioni.elimina_scenario, "Scenario tolto."),
    }

    def post(self, request, *args, **kwargs):
        passo = request.POST.get("passo")
        if passo not in self.PASSI:
            self.avverti("Questo passo non c’è: scegline uno dalla pagina.")
            return redirect(self.allo_scenario())
        operazione, fatto = self.PASSI[passo]
        esito = self.prova(lambda: operazione(self.scenario, poteri=self.poteri, adesso=self.adesso), riuscita=fatto)
        return redirect(self.allo_scenario() if passo == "ricalcola" or not esito else self.qui())
