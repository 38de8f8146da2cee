from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from accordo import selezioni
from accordo.models import ContenutoAllegato
from accordo.parole import del_ritardo, stato_per
from accordo.riepilogo import riepilogo
from accordo.stati import ETICHETTE, MANCANTE, TONI
from accordo.views.base import VistaAdesione
from accordo.views.passi import stepper
from ambito import documenti
from ambito.nucleo.formati_italiani import formatta_data
from ambito.selezioni import lavori_visibili, storia, ultimo_documento
from ambito.views.lavori import descrivi


class SchedaAdesione(VistaAdesione):
    """L’adesione di un Comune come la vede chi ne ha diritto: stato in parole, che cosa fare, contenuto, ricevuta, storia."""

    template_name = "accordo/adesione.html"

    def prepara(self):
        super().prepara()
        self.titolo = self.comune.nome

    def get_context_data(self, **kwargs):
        stato = self.adesione.stato if self.adesione.pk else MANCANTE
        visibile = self.adesione.pk and (self.del_comune or self.adesione.numero)
        return {
            **super().get_context_data(**kwargs),
            "stato": ETICHETTE[stato],
            "tono": TONI[stato],
            "frase": stato_per(stato, self.poteri, self.comune),
            **self.compilazione(stato),
            "da_correggere": selezioni.in_parole(self.adesione.parti_riaperte),
            "url_istruttoria": self.url("istruttoria") if self.poteri.puo("istruisce_adesioni") and self.adesione.numero else "",
            "riepilogo": riepilogo(self.adesione) if visibile else None,
            "rappresentante_cf": self.adesione.rappresentante_cf if self.vede_il_codice() else "",
            "ricevuta": self.ricevuta(),
            "storia": self.eventi() if self.adesione.pk else [],
        }

    def compilazione(self, stato):
        """I passi per chi compila, se adesso può scrivere; altrimenti perché no."""
        chiusa = selezioni.perche_chiusa(self.adesione, "invio", self.oggi) if self.adesione.in_mano_al_comune else ""
        if chiusa or not (self.compila and self.adesione.in_mano_al_comune):
            return {"chiusa": chiusa}
        return {
            "passi": stepper(self),
            "url_comincia": self.url(self.primo_passo()),
            "azione": {MANCANTE: "Comincia", "bozza": "Riprendi la compilazione"}.get(stato, "Correggi"),
            "ritardo": del_ritardo(self.avviso) if self.in_ritardo else "",
        }

    def vede_il_codice(self):
        return self.compila or self.poteri.puo("istruisce_adesioni")

    def primo_passo(self):
        """Da dove cominciare: il primo passo da correggere, o il primo incompleto."""
        aperti = self.adesione.parti_riaperte if self.adesione.numero else []
        da_fare = [p["nome"] for p in stepper(self) if p["stato"] != "fatto" and p["url"]]
        return next((p for p in selezioni.PARTI if p in aperti), (da_fare or ["dati"])[0])

    def ricevuta(self):
        if not self.adesione.numero:
            return None
        documento = ultimo_documento("adesione", self.adesione.pk)
        if documento is None or documento.dati["dati"].get("inviata_il_iso") != self.adesione.inviata_il.isoformat():
            return {"url_chiedi": self.url("ricevuta"), "lavoro": self.lavoro_in_corso()}
        emessa = formatta_data(localdate(documento.emesso_il))
        nota = f"Versione {documento.versione} del {emessa}, codice di verifica {documento.codice}"
        return {"documento": documento, "nota": nota, "url": reverse("ambito:scarica", args=[self.ambito.slug, documento.pk])}

    def lavoro_in_corso(self):
        miei = lavori_visibili(self.poteri).filter(chiave__startswith=f"documento:adesione:{self.adesione.pk}:", documento=None)
        lavoro = miei.first()
        return descrivi(lavoro, self.ambito.slug) if lavoro else None

    def eventi(self):
        return storia(self.adesione).exclude(verbo="adesione.salva")[:30]


class Ricevuta(VistaAdesione):
    """Chiede la ricevuta PDF di un’adesione inviata (la stessa, se è già stata fatta)."""

    http_method_names = ["post", "options"]

    def prepara(self):
        super().prepara()
        if not self.adesione.numero:
            raise Http404("Ricevuta")

    def post(self, request, *args, **kwargs):
        lavoro = documenti.richiedi("adesione", self.adesione, utente=request.user, adesso=self.adesso)
        return redirect("ambito:lavoro", self.ambito.slug, lavoro.pk)


class ScaricaAllegato(VistaAdesione):
    """Un file allegato: si scarica e non si apre mai dentro il portale."""

    def get(self, request, *args, **kwargs):
        contenuto = (
            ContenutoAllegato.objects.filter(allegato_id=self.kwargs["pk"], allegato__adesione=self.adesione.pk)
            .select_related("allegato")
            .first()
        )
        if contenuto is None or (self.adesione.stato == "bozza" and not self.del_comune):
            raise Http404("Allegato")
        risposta = HttpResponse(bytes(contenuto.byte), content_type=contenuto.allegato.formato)
        risposta["Content-Disposition"] = content_disposition_header(True, contenuto.allegato.nome)
        risposta["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return risposta
