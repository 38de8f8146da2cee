from django.db.models import F
from django.shortcuts import redirect
from django.urls import reverse

from ambito import documenti, mappe
from ambito import selezioni as nucleo
from ambito.nucleo.formati_italiani import formatta_data, formatta_importo
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.statistiche import mediana, pro_capite, quota
from ambito.views.base import SOLO_POST
from ambito.views.elenco import VistaElenco
from rendicontazione import selezioni
from rendicontazione.filtri import QuadroFilter, VociFilter
from rendicontazione.models import CIFRE
from rendicontazione.risorse import QuadroResource, VociResource
from rendicontazione.views.base import VistaCampagna

ORDINI = {
    "comune": "comune__nome", "lorda": "totale_spesa_lorda", "netta": "totale_spesa_netta", "abitante": "per_abitante",
}  # fmt: skip


def ordinate(righe, chiesto):
    """Le righe nell’ordine chiesto dall’indirizzo, se è fra quelli ammessi; i valori assenti vanno in fondo."""
    campo = ORDINI.get(chiesto.lstrip("-"))
    if campo is None:
        return righe
    verso = F(campo).desc(nulls_last=True) if chiesto.startswith("-") else F(campo).asc(nulls_last=True)
    return righe.order_by(verso, "comune__nome")


class Quadro(VistaCampagna, VistaElenco):
    """La campagna vista dall’Ufficio: chi ha inviato, la spesa di tutti i Comuni con i totali, il confronto per abitante."""

    template_name = "rendicontazione/quadro.html"
    filtro = QuadroFilter
    risorsa = QuadroResource

    def prepara(self):
        super().prepara()
        self.titolo, self.nome_file = f"Spesa sociale {self.campagna.anno}", f"spesa-{self.campagna.anno}-per-comune"

    def genitori(self):
        return super().genitori()[:1]

    def righe(self):
        return ordinate(selezioni.quadro(self.campagna), self.request.GET.get("ordine", ""))

    def riga(self, rendiconto):
        return {
            "rendiconto": rendiconto,
            "url": self.url("comune", rendiconto.comune.codice_istat),
            "cifre": [getattr(rendiconto, f"totale_{c}") for c in CIFRE[:5]],
            "per_abitante": pro_capite(rendiconto.totale_spesa_netta, rendiconto.residenti),
            "in_ritardo": rendiconto.e_in_ritardo(self.oggi),
        }

    def get_context_data(self, *, scelte, **kwargs):
        scelte = list(scelte)
        contesto = super().get_context_data(scelte=scelte, **kwargs)
        contesto["totali_righe"] = [sum(v for r in scelte if (v := getattr(r, f"totale_{c}")) is not None) for c in CIFRE[:5]]
        if self.request.htmx:
            return contesto
        tutte = list(selezioni.quadro(self.campagna))
        return {**contesto, **self.insieme(tutte), **self.disegni(tutte), "azioni": self.azioni()}

    def insieme(self, tutte):
        """Le cifre di tutti i Comuni che hanno inviato, e le ripartizioni."""
        totali = selezioni.totali(selezioni.voci(self.campagna))
        residenti = sum(r.residenti or 0 for r in tutte if r.e_consegnato)
        self.mediana = mediana(pro_capite(r.totale_spesa_netta, r.residenti) for r in tutte)
        return {
            "totale": len(tutte),
            "consegnati": self.campagna.inviati,
            "in_ritardo": sum(r.e_in_ritardo(self.oggi) for r in tutte),
            "cifre": cifre(totali, residenti, self.mediana),
            "aree": con_quota(selezioni.per_area(self.campagna), self.url("voci"), "area"),
            "interventi": con_quota(selezioni.per_intervento(self.campagna), self.url("voci"), "intervento"),
            "residenti_al": formatta_data(max((r.residenti_al for r in tutte if r.residenti_al), default=None)),
            "ultimo": nucleo.ultimo_documento("rendicontazione", self.campagna.pk),
        }

    def disegni(self, tutte):
        """Barre e mappa della spesa netta per abitante, contro la mediana dell’Ambito."""
        punti = [self.punto(r) for r in tutte]
        noti = [{"nome": p.nome, "valore": p.valore, "url": p.url} for p in punti if p.valore is not None]
        frase = f"La mediana dell’Ambito è {formatta_importo(self.mediana)} euro." if self.mediana is not None else ""
        if self.mediana is not None:
            noti.append({"nome": "Mediana dell’Ambito", "valore": self.mediana})
        noti.sort(key=lambda v: -v["valore"])
        unita = "euro per abitante"
        return {
            "barre": noti and due_misure(barre, noti, "Spesa netta per abitante", frase, unita, decimali=2),
            "mappa": noti and mappe.quantita(punti, "Mappa della spesa netta per abitante", frase, unita, 2),
        }

    def punto(self, rendiconto):
        comune = rendiconto.comune
        valore = pro_capite(rendiconto.totale_spesa_netta, rendiconto.residenti)
        url = self.url("comune", comune.codice_istat)
        return mappe.Punto(comune.codice_istat, comune.nome, valore, url)

    def azioni(self):
        """Ciò che la persona può fare da qui."""
        return {"emette": self.poteri.puo("esporta_rendiconti"), "controlla": self.poteri.puo("controlla_rendiconti"),
                "sollecita": self.campagna.e_aperta and self.campagna.inviati < self.campagna.comuni}  # fmt: skip


def cifre(totali, residenti, mediana_ambito):
    """Le cifre principali della campagna, pronte da mostrare."""
    media = pro_capite(totali["totale_spesa_netta"], residenti)
    voci = [
        ("Spesa lorda", totali["totale_spesa_lorda"], ""),
        ("Spesa netta a carico dei Comuni", totali["totale_spesa_netta"], ""),
        (
            "Netta per abitante",
            media,
            f"mediana dei Comuni {formatta_importo(mediana_ambito)} €" if mediana_ambito is not None else "",
        ),
    ]
    return [{"etichetta": e, "valore": f"{formatta_importo(v)} €" if v is not None else "–", "nota": nota} for e, v, nota in voci]


def con_quota(righe, url, filtro):
    """Aggiunge a ogni riga la quota sulla netta e l’indirizzo delle sue righe di spesa."""
    tutto = sum(r["totale_spesa_netta"] for r in righe)
    return [{**r, "quota": quota(r["totale_spesa_netta"], tutto), "url": f"{url}?{filtro}={r['codice']}"} for r in righe]


class Voci(VistaCampagna, VistaElenco):
    """Le righe di spesa dietro le cifre, di tutti i Comuni che hanno inviato."""

    titolo = "Righe di spesa"
    template_name = "rendicontazione/voci.html"
    filtro = VociFilter
    risorsa = VociResource

    def prepara(self):
        super().prepara()
        self.nome_file = f"spesa-{self.campagna.anno}-righe"

    def righe(self):
        return selezioni.voci(self.campagna)

    def riga(self, voce):
        return {"voce": voce, "url": self.url("comune", voce.rendiconto.comune.codice_istat)}

    def get_context_data(self, *, scelte, **kwargs):
        return {**super().get_context_data(scelte=scelte, **kwargs), "totali": selezioni.totali(scelte)}


class Esporta(VistaCampagna):
    """Mette in coda il PDF della rendicontazione e porta alla pagina d’avanzamento."""

    permesso = "esporta_rendiconti"
    http_method_names = SOLO_POST

    def post(self, request, *args, **kwargs):
        lavoro = self.prova(lambda: documenti.richiedi("rendicontazione", self.campagna, utente=request.user, adesso=self.adesso))
        if lavoro is None:
            return redirect(self.url("quadro"))
        return redirect(reverse("ambito:lavoro", args=[self.ambito.slug, lavoro.pk]))
