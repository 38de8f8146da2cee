"""Gli anni, le versioni di un anno, le righe di una versione, il confronto fra due."""

from functools import partial

from django.shortcuts import redirect
from django.urls import reverse

from ambito.nucleo.formati_italiani import formatta_importo
from ambito.nucleo.statistiche import ZERO, quota
from ambito.views.base import VistaAmbito
from ambito.views.elenco import VistaElenco
from ambito.views.modulo import ConModulo
from rendicontazione.filtri.bilancio import DELL_AMBITO, RigheFilter
from rendicontazione.forms.bilancio import AttoForm
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.risorse.bilancio import RigheResource
from rendicontazione.selezioni import bilancio
from rendicontazione.stati.bilancio import LEGGE, TIENE
from rendicontazione.views.bilancio.base import AzioneBilancio, VistaBilancio, VistaVersione


class Bilanci(VistaAmbito):
    """Gli anni con un bilancio, o con un piano da cui farlo."""

    permesso = LEGGE
    titolo = "Bilancio"
    template_name = "rendicontazione/bilancio/anni.html"

    def genitori(self):
        if not (self.poteri.puo("legge_rendiconti") or self.poteri.ha_da_qualche_parte("legge_comune")):
            return []
        return [("Rendicontazione", reverse("rendicontazione:anni", args=[self.ambito.slug]))]

    def get_context_data(self, **kwargs):
        tiene = self.poteri.puo(TIENE)
        anni = bilancio.anni(bozze=tiene)
        righe = [{**r, "url": reverse("rendicontazione:bilancio", args=[self.ambito.slug, r["anno"]])} for r in anni]
        return {**super().get_context_data(**kwargs), "anni": righe, "tiene": tiene, "dimostrativo": self.ambito.dimostrativo}


class Bilancio(VistaBilancio):
    """Il bilancio di un anno: che cosa vale adesso, le sue versioni, che cosa si può fare."""

    template_name = "rendicontazione/bilancio/anno.html"

    def prepara(self):
        super().prepara()
        self.titolo = f"Bilancio {self.anno}"

    def get_context_data(self, **kwargs):
        versioni = list(bilancio.versioni(self.anno, bozze=self.bozze))
        vigore = next((v for v in reversed(versioni) if not v.e_bozza), None)
        mostrata = vigore or (versioni[-1] if versioni else None)
        return {
            **super().get_context_data(**kwargs),
            "versioni": [self.riga(v, prima) for v, prima in zip(versioni, [None, *versioni], strict=False)],
            "vigore": vigore,
            "bozza": next((v for v in versioni if v.e_bozza), None),
            "prossima": "un assestamento" if versioni else "la previsione",
            **(self.insieme(mostrata) if mostrata else {}),
        }

    def riga(self, versione, prima):
        confronto = self.url("confronto_bilancio", prima.numero, versione.numero) if prima else ""
        return {"versione": versione, "url": self.url("versione_bilancio", versione.numero), "confronto": confronto}

    def insieme(self, versione):
        """I totali della versione in vigore (della bozza, se non ce n’è ancora una)."""
        url = self.url("versione_bilancio", versione.numero)
        return {"mostrata": versione, "avvisi": bilancio.oltre_le_assegnazioni(versione), "riparti": ripartizioni(versione, url)}


def ripartizioni(versione, url):
    """I totali per obiettivo, fondo e Comune; ogni nome porta alle sue righe."""
    gruppi = [
        ("obiettivi", "Per obiettivo", "Obiettivo", "obiettivo", bilancio.per_obiettivo(versione)),
        ("fondi", "Per fondo", "Fondo", "fondo", bilancio.per_fondo(versione)),
        ("comuni", "Per Comune", "Comune", "comune", bilancio.per_comune(versione)),
    ]
    return [
        {"id": id_, "titolo": titolo, "prima": prima, "righe": [_con_quota(r, filtro, url, versione.totale) for r in righe]}
        for id_, titolo, prima, filtro, righe in gruppi
    ]


def _con_quota(riga, filtro, url, totale):
    nome = riga["nome"] or "Tutto l’Ambito"
    if filtro == "obiettivo":
        nome = f"{riga['codice']} {nome}"
    dove = f"{url}?{filtro}={riga['codice'] or DELL_AMBITO}"
    return {"nome": nome, "totale": riga["totale"], "quota": quota(riga["totale"], totale), "url": dove}


class NuovoBilancio(AzioneBilancio, VistaBilancio):
    """Comincia la previsione, o il prossimo assestamento."""

    def post(self, request, *args, **kwargs):
        comincia = partial(operazioni.comincia_versione, self.anno, **self.chi)
        versione = self.prova(comincia, riuscita="Bozza pronta: correggi gli importi, poi approvala con il suo atto.")
        return redirect(self.url("versione_bilancio", versione.numero) if versione else self.url("bilancio"))


class Versione(VistaVersione, VistaElenco):
    """Le righe di una versione."""

    template_name = "rendicontazione/bilancio/versione.html"
    filtro = RigheFilter
    risorsa = RigheResource

    def prepara(self):
        super().prepara()
        self.titolo, self.nome_file = str(self.versione), f"bilancio-{self.anno}-{self.versione.numero}"

    def sopra(self):
        return []

    def righe(self):
        return bilancio.righe(self.versione).select_related("versione")

    def riga(self, riga):
        scrive = self.versione.e_bozza and self.poteri.puo(TIENE)
        return {"riga": riga, "url": self.url_versione("riga_bilancio", riga.pk) if scrive
                else self.url("capitolo_bilancio", riga.capitolo_id)}  # fmt: skip

    def get_context_data(self, *, scelte, **kwargs):
        contesto = {**super().get_context_data(scelte=scelte, **kwargs), "totale": bilancio.totale(scelte)}
        if self.request.htmx:
            return contesto
        return {
            **contesto,
            "avvisi": bilancio.oltre_le_assegnazioni(self.versione),
            "scrive": self.versione.e_bozza and contesto["tiene"],
        }


class ApprovaBilancio(ConModulo, VistaVersione):
    """L’atto con cui la versione entra in vigore."""

    permesso = TIENE
    titolo = "Approva"
    template_name = "rendicontazione/bilancio/approva.html"
    invia, riuscita = "Approva la versione", "Versione approvata: da adesso dice quanto si può impegnare."

    def modulo(self, dati=None, file=None):
        return AttoForm(dati, initial={"atto_del": self.oggi})

    def scrivi(self, form):
        return operazioni.approva_versione(self.versione, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url_versione()

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "avvisi": bilancio.oltre_le_assegnazioni(self.versione)}


class EliminaBilancio(AzioneBilancio, VistaVersione):
    """Elimina una bozza."""

    def post(self, request, *args, **kwargs):
        elimina = partial(operazioni.elimina_versione, self.versione, **self.chi)
        self.prova(elimina, riuscita=f"Bozza «{self.versione}» eliminata.")
        return redirect(self.url("bilancio"))


class ConfrontoBilancio(VistaBilancio):
    """Che cosa cambia fra due versioni dello stesso anno, per obiettivo e fondo."""

    template_name = "rendicontazione/bilancio/confronto.html"

    def prepara(self):
        super().prepara()
        self.prima, self.dopo = (
            self.trova(bilancio.versione(self.anno, self.kwargs[nome], bozze=self.bozze), "Versione") for nome in ("da", "a")
        )
        self.titolo = f"{self.prima.nome} e {self.dopo.nome.lower()}"

    def get_context_data(self, **kwargs):
        differenze = bilancio.confronta(self.prima, self.dopo)
        scarto = self.dopo.totale - self.prima.totale
        cifre = [(v.nome, formatta_importo(v.totale)) for v in (self.prima, self.dopo)]
        cifre.append(("Differenza", f"{'+' if scarto > 0 else ''}{formatta_importo(scarto)}"))
        return {
            **super().get_context_data(**kwargs),
            "prima": self.prima,
            "dopo": self.dopo,
            "differenze": differenze,
            "cambiate": sum(d.in_parole != "uguale" for d in differenze),
            "scarto": sum((d.scarto for d in differenze), ZERO),
            "cifre": [{"etichetta": nome, "valore": f"{valore} €"} for nome, valore in cifre],
        }
