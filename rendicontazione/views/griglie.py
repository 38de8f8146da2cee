"""Le griglie degli altri, riempite con la spesa della campagna: elenco, griglia, righe dietro ogni cella, spesa senza posto."""

from django.http import Http404
from django.shortcuts import redirect

from ambito import documenti
from ambito import selezioni as nucleo
from ambito.esporta import FORMATI, da_righe
from ambito.views.base import SOLO_POST
from rendicontazione.griglie import fogli, letture
from rendicontazione.griglie.elenchi import griglie
from rendicontazione.selezioni.regole import della_campagna
from rendicontazione.views.base import VistaCampagna


class Griglie(VistaCampagna):
    """Le griglie che il portale sa riempire, con quanta spesa non vi trova posto."""

    titolo = "Griglie per gli altri enti"
    template_name = "rendicontazione/griglie/elenco.html"

    def get_context_data(self, **kwargs):
        righe, usate = letture.righe(self.campagna), della_campagna(self.campagna)
        return {
            **super().get_context_data(**kwargs),
            "griglie": [self.riga(g, righe, usate.regole) for g in griglie().values()],
            "usate": usate,
            "emette": self.poteri.puo("esporta_rendiconti"),
            "ultimo": nucleo.ultimo_documento("griglia", self.campagna.pk),
        }

    def riga(self, griglia, righe, regole):
        piena = letture.piena(griglia, griglia.misure[0], righe, regole)
        return {
            "griglia": griglia,
            "url": self.url("griglia", griglia.codice.lower()),
            "righe": len(righe),
            "senza_posto": len(piena.senza_posto),
        }


class EmettiGriglie(VistaCampagna):
    """Mette in coda il PDF di tutte le griglie e porta alla pagina d’avanzamento."""

    permesso = "esporta_rendiconti"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = self.prova(lambda: documenti.richiedi("griglia", self.campagna, utente=request.user, adesso=self.adesso))
        return self.vai("lavoro", lavoro.pk) if lavoro else redirect(self.url("griglie"))


class _DiGriglia(VistaCampagna):
    """Trova `self.griglia` e `self.misura`, e la riempie."""

    def prepara(self):
        super().prepara()
        self.griglia = griglie().get(self.kwargs["griglia"].upper())
        if self.griglia is None or self.kwargs["griglia"] != self.griglia.codice.lower():
            raise Http404("Griglia")
        self.misura = self.griglia.misura(self.request.GET.get("misura", ""))
        self.usate = della_campagna(self.campagna)
        self.piena = letture.piena(self.griglia, self.misura, letture.righe(self.campagna), self.usate.regole)

    def indirizzo(self, nome="griglia", *cella):
        """Una pagina di questa griglia, con la misura scelta."""
        return f"{self.url(nome, self.griglia.codice.lower(), *cella)}?misura={self.misura.codice}"

    def genitori(self):
        return [*super().genitori(), (Griglie.titolo, self.url("griglie"))]

    def mostra(self, valore):
        return letture.mostra(valore, self.misura)

    def riga_di_spesa(self, spesa):
        """Una riga vera, con l’indirizzo della spesa del suo Comune."""
        comune = spesa.origine.rendiconto.comune
        url = f"{self.url('comune', comune.codice_istat)}#v{spesa.origine.pk}"
        return {"voce": spesa.origine, "valore": self.mostra(spesa.valore), "url": url}

    def get_context_data(self, **kwargs):
        dati = {"griglia": self.griglia, "misura": self.misura, "in_euro": self.misura.in_euro, "usate": self.usate}
        return {**super().get_context_data(**kwargs), **dati}


class PaginaGriglia(_DiGriglia):
    """Una griglia piena: si copia cella per cella o si scarica; sotto, la spesa che non vi trova posto."""

    template_name = "rendicontazione/griglie/griglia.html"

    def prepara(self):
        super().prepara()
        self.titolo = self.griglia.titolo

    def get(self, request, *args, **kwargs):
        if (formato := request.GET.get("formato")) in FORMATI:
            nome = fogli.nome_file(self.griglia, self.misura, self.campagna.anno)
            return da_righe(nome, *self.foglio(), formato)
        return super().get(request, *args, **kwargs)

    def foglio(self):
        return fogli.foglio(self.griglia, self.misura, self.piena, letture.note(self.griglia, self.usate))

    def get_context_data(self, **kwargs):
        piena = self.piena
        return {
            **super().get_context_data(**kwargs),
            "misure": [
                {"etichetta": m.nome, "url": f"?misura={m.codice}", "attiva": m == self.misura} for m in self.griglia.misure
            ],
            "righe": [self.riga(voce) for voce in self.griglia.righe],
            "totali": [self.mostra(piena.della_colonna(c.codice)) for c in self.griglia.colonne],
            "cifre": {n: self.mostra(getattr(piena, n)) for n in ("totale_celle", "totale_senza_posto", "totale")},
            "senza_posto": [{**self.riga_di_spesa(s), "motivo": motivo} for s, motivo in piena.senza_posto],
        }

    def riga(self, voce):
        celle = [self.cella(voce, colonna) for colonna in self.griglia.colonne]
        return {"voce": voce, "celle": celle, "totale": self.mostra(self.piena.della_riga(voce.codice))}

    def cella(self, voce, colonna):
        """Il valore, com’è da incollare, e le righe che ci stanno dietro; vuota se non c’è nessuna riga."""
        chiave = (voce.codice, colonna.codice)
        if chiave not in self.piena.parti:
            return {"valore": self.mostra(0), "colonna": colonna, "url": ""}
        url = self.indirizzo("griglia_righe", voce.codice, colonna.codice)
        valore = self.mostra(self.piena.celle[chiave])
        return {"valore": valore, "copia": f"{valore}".replace(".", ","), "colonna": colonna, "url": url}


class RigheDellaCella(_DiGriglia):
    """Le righe di spesa dietro una cella, ciascuna con la parte che vi finisce."""

    template_name = "rendicontazione/griglie/righe.html"

    def prepara(self):
        super().prepara()
        scelte = []
        for voci, parametro in ((self.griglia.righe, "riga"), (self.griglia.colonne, "colonna")):
            scelte.append(self.trova(next((v for v in voci if v.codice == self.kwargs[parametro]), None), "Cella"))
        self.voce, self.colonna = scelte
        self.titolo = f"{self.voce.etichetta}, {self.colonna.nome}"

    def genitori(self):
        return [*super().genitori(), (self.griglia.titolo, self.indirizzo())]

    def get_context_data(self, **kwargs):
        chiave = (self.voce.codice, self.colonna.codice)
        parti = self.piena.parti.get(chiave, [])
        righe = [{**self.riga_di_spesa(s), "parte": self.mostra(parte), "divisa": parte != s.valore} for s, parte in parti]
        totale = self.mostra(sum(parte for _, parte in parti))
        return {**super().get_context_data(**kwargs), "righe": righe, "totale": totale, "url_griglia": self.indirizzo()}
