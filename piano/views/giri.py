"""Le pagine dei giri di osservazioni: l’elenco, e un giro con ciò che i Comuni hanno risposto."""

from django.http import Http404

from ambito.nucleo.formati_italiani import conta
from ambito.selezioni import lavori_visibili
from piano.annunci import frase_del_silenzio
from piano.selezioni import giri
from piano.selezioni.lettura import CAMBIATA, NUOVA, UGUALE, cambi_da_leggere
from piano.stati import GUIDA_GIRO, SCRITTE, EsitoOsservazione, StatoGiro
from piano.views.base import VistaPiano


def del_tempo(giro, oggi):
    """Quanto tempo resta per rispondere, in una frase."""
    if not giro.accoglie(oggi):
        return "Tempo scaduto" if giro.e_aperto else giro.get_stato_display()
    giorni = (giro.chiude - oggi).days
    return conta(giorni, "giorno", "giorni") if giorni else "Ultimo giorno"


class VistaGiro(VistaPiano):
    """Pagina di `self.giro`. Un giro in preparazione lo vede soltanto chi scrive il piano."""

    def prepara(self):
        super().prepara()
        self.giro = giri.giro(self.piano, self.kwargs["numero"])
        if self.giro is None or (self.giro.stato == StatoGiro.PREPARATO and not self.poteri.puo("redige_piano")):
            raise Http404("Giro")

    def parti(self):
        return [("Osservazioni", self.url("giri")), (f"{self.giro.numero}º giro", self.del_giro("giro"))]

    def del_giro(self, nome, *argomenti):
        """L’indirizzo di una pagina di questo giro."""
        return self.url(nome, self.giro.numero, *argomenti)

    def linguette(self):
        voci = [("Il giro", "giro"), ("Comuni e sezioni", "quadro_giro"), ("Osservazioni e riscontri", "osservazioni")]
        qui = self.request.resolver_match.url_name
        return [{"etichetta": e, "url": self.del_giro(nome), "attiva": nome == qui} for e, nome in voci]

    def get_context_data(self, **kwargs):
        return {
            **super().get_context_data(**kwargs),
            "giro": self.giro,
            "linguette": self.linguette() if self.giro.versione_id else [],
            "tempo": del_tempo(self.giro, self.oggi),
            "accoglie": self.giro.accoglie(self.oggi),
            "silenzio": frase_del_silenzio(self.giro),
        }


class Giri(VistaPiano):
    """I giri di osservazioni del piano."""

    titolo = "Osservazioni"
    template_name = "piano/giri.html"

    def get_context_data(self, **kwargs):
        righe = [g for g in giri.giri(self.piano) if g.stato != StatoGiro.PREPARATO or self.poteri.puo("redige_piano")]
        in_corso = any(not g.e_chiuso for g in righe)
        return {
            **super().get_context_data(**kwargs),
            "righe": [{"giro": g, "url": self.url("giro", g.numero), "tempo": del_tempo(g, self.oggi)} for g in righe],
            "prepara": self.poteri.puo(GUIDA_GIRO) and self.piano.modificabile and not in_corso,
        }


class Giro(VistaGiro):
    """Un giro: a che punto è, che cosa fare adesso, la lettera, le risposte sezione per sezione."""

    template_name = "piano/giro.html"

    def prepara(self):
        super().prepara()
        self.titolo = self.giro.titolo
        self.quadro = giri.QuadroGiro(self.giro)

    def parti(self):
        return super().parti()[:1]

    def get_context_data(self, **kwargs):
        contesto = {**super().get_context_data(**kwargs), "guida": self.poteri.puo(GUIDA_GIRO)}
        if self.giro.versione_id is None:
            return contesto
        return {
            **contesto,
            "miei": self.miei(),
            "cifre": self.cifre(),
            "espressi": self.quadro.espressi,
            "comuni": len(self.quadro.righe),
            "mancano": len(self.quadro.mancano),
            "sezioni": [self.sezione(voce) for voce in self.quadro.per_sezione()],
            "cambi": cambi(self.giro),
            "url_versione": self.url("versione", self.giro.versione.numero),
            "storia": giri.storia(self.giro)[:10],
            **self.esito(),
        }

    def miei(self):
        """I Comuni per cui la persona risponde, con lo stato in parole."""
        miei = giri.comuni_di(self.poteri)
        return [
            {"nome": r.comune.nome, "url": self.del_giro("risposta", r.comune.codice_istat), "stato": giri.COMUNI[r.stato],
             "mancano": len(r.caselle) - r.risposte}
            for r in self.quadro.righe if r.comune.pk in miei
        ]  # fmt: skip

    def cifre(self):
        da_dare = giri.osservazioni(self.giro).filter(riscontro="").count()
        scritte, contrari = (sum(r.conta[e] for r in self.quadro.righe) for e in SCRITTE)
        elenco = self.del_giro("osservazioni")
        return [
            {"etichetta": "Comuni che hanno risposto", "valore": f"{self.quadro.espressi} su {len(self.quadro.righe)}",
             "url": self.del_giro("quadro_giro")},
            {"etichetta": "Osservazioni", "valore": str(scritte), "url": f"{elenco}?esito=osservazione"},
            {"etichetta": "Contrari", "valore": str(contrari), "url": f"{elenco}?esito=contrario"},
            {"etichetta": "Senza riscontro", "valore": str(da_dare), "url": f"{elenco}?riscontro=da_dare"},
        ]  # fmt: skip

    def sezione(self, voce):
        conti = voce["conta"]
        return {
            **voce,
            **{esito.value: conti[esito] for esito in EsitoOsservazione},
            "silenzio": conti[self.quadro.del_silenzio],
            "url": f"{self.del_giro('osservazioni')}?codice={voce['codice']}",
        }

    def esito(self):
        """Il PDF dell’esito e, se si sta preparando, il suo lavoro."""
        if not self.giro.e_chiuso:
            return {}
        lavori = lavori_visibili(self.poteri).filter(chiave__startswith=f"documento:osservazioni:{self.giro.pk}:", finito_il=None)
        return {"documento": giri.esito_di(self.giro), "lavoro": lavori.first(), **self.gesti()}

    def gesti(self):
        """Ciò che si può ancora fare su un giro chiuso."""
        ultimo = giri.giri(self.piano).first() == self.giro
        return {
            "rifa": self.poteri.puo("redige_piano"),
            "riapre": ultimo and self.piano.modificabile and self.poteri.puo(GUIDA_GIRO),
        }


def cambi(giro):
    """Le sezioni nuove, cambiate e uguali rispetto al testo letto prima; `None` se prima non ce n’era."""
    prima = giri.versione_precedente(giro)
    if prima is None:
        return None
    esiti = cambi_da_leggere(prima.dati, giri.versione_con_testo(giro).dati)
    gruppi = {cambio: [s for s in giro.sezioni if esiti.get(s["codice"]) == cambio] for cambio in (CAMBIATA, NUOVA, UGUALE)}
    in_vigore = prima.pk == giro.versione.aggiorna_id
    return {"esiti": esiti, "prima": prima.numero, "in_vigore": in_vigore, **gruppi}
