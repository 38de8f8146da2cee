"""Sedute e atti aperti a tutti: di che cosa si parla, che cosa si è deciso, come ha votato ogni Comune."""

from django.core.paginator import Paginator
from django.urls import reverse

from ambito.assemblea.parole import giorno
from ambito.assemblea.selezioni import pubblica
from ambito.assemblea.selezioni import trasparenza as letture
from ambito.nucleo.codici import senza_codici_di_persona
from ambito.views.base import VistaTrasparenza

PER_PAGINA = 30


class _Elenco(VistaTrasparenza):
    def get_context_data(self, **kwargs):
        pagina = Paginator(self.righe(), PER_PAGINA).get_page(self.request.GET.get("pagina"))
        righe = [self.riga(r) for r in pagina]
        return {**super().get_context_data(**kwargs), "descrizione": self.descrizione, "pagina": pagina, "righe": righe}


class Sedute(_Elenco):
    """Le sedute convocate e tenute."""

    template_name = "assemblea/pubblica/sedute.html"
    titolo = "Sedute"

    @property
    def descrizione(self):
        return f"Quando si riunisce {self.ambito.organo.con_il}, di che cosa parla, com’è andata."

    def righe(self):
        return letture.sedute()

    def riga(self, seduta):
        return {"seduta": seduta, "url": reverse("seduta_pubblica", args=[self.ambito.slug, seduta.pk])}


class SedutaPubblica(VistaTrasparenza):
    """Una seduta: quando e dove, i punti pubblici con il loro esito, gli atti che ne sono usciti."""

    template_name = "assemblea/pubblica/seduta.html"

    def genitori(self):
        return [("Sedute", reverse("sedute_pubbliche", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        seduta = self.trova(letture.sedute().filter(pk=self.kwargs["pk"]).first(), "Seduta")
        self.titolo = str(seduta)
        self.descrizione = f"{seduta}: ordine del giorno ed esito di ogni punto."
        punti = list(letture.punti(seduta))
        atti, respinte = letture.atti_della(seduta, self.oggi), letture.votazioni_dette(seduta)
        titoli = {p.sotto_id for p in punti}
        return {
            **super().get_context_data(**kwargs),
            "seduta": seduta,
            "punti": [
                {"punto": p, "atto": atti.get(p.pk), "respinta": respinte.get(p.pk), "titolo": p.pk in titoli} for p in punti
            ],
            "riservati": letture.non_pubblici(seduta),
        }


class Atti(_Elenco):
    """Le deliberazioni pubblicate."""

    template_name = "assemblea/pubblica/atti.html"
    titolo = "Deliberazioni"

    @property
    def descrizione(self):
        return f"Che cosa ha deciso {self.ambito.organo.con_il}: gli atti pubblicati, con il testo e i voti."

    def righe(self):
        return letture.atti(self.oggi)

    def riga(self, atto):
        parole, tono = letture.situazione(atto, self.oggi)
        url = reverse("atto_pubblico", args=[self.ambito.slug, atto.pk])
        return {"atto": atto, "url": url, "situazione": parole, "tono": tono}


class Atto(VistaTrasparenza):
    """Una deliberazione: il testo, da quando vale, come ha votato ogni Comune."""

    template_name = "assemblea/pubblica/atto.html"

    def genitori(self):
        return [("Deliberazioni", reverse("atti_pubblici", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        atto = self.trova(letture.atti(self.oggi).filter(pk=self.kwargs["pk"]).first(), "Deliberazione")
        self.titolo, self.descrizione = atto.sigla, senza_codici_di_persona(atto.oggetto)
        situazione, tono = letture.situazione(atto, self.oggi)
        return {
            **super().get_context_data(**kwargs),
            **self.voto(letture.votazione_di(atto)),
            "atto": atto,
            "situazione": situazione,
            "tono": tono,
            "seduta": letture.sedute().filter(pk=atto.seduta_id).first(),
        }

    def voto(self, votazione):
        """I totali; se il voto è palese, anche la riga di ogni Comune e la pagina in cui si riconta."""
        conteggi, unita = votazione.esito_calcolo["conteggi"], votazione.seduta.regola_di_voto.unita_di_peso()
        riconta = reverse("votazione_pubblica", args=[votazione.codice]) if votazione.ha_pagina_pubblica else ""
        return {
            "giorno": giorno(votazione.seduta.prima_convocazione),
            "segreta": votazione.e_segreta,
            "cifre": pubblica.cifre(conteggi, unita),
            "voti": letture.voti(votazione),
            "riconta": "" if votazione.e_segreta else riconta,
        }
