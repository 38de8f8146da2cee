"""La catena dei soldi di un anno, e le righe dietro ogni cifra: capitoli e movimenti."""

from django.urls import reverse

from ambito.esporta import FORMATI, da_righe
from ambito.nucleo.formati_italiani import formatta_importo, formatta_numero
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.statistiche import quota
from ambito.views.elenco import VistaElenco
from ambito.views.modulo import ConModulo
from piano import selezioni as piano
from rendicontazione import selezioni
from rendicontazione.filtri.bilancio import MovimentiFilter
from rendicontazione.forms.bilancio import MovimentoForm
from rendicontazione.operazioni import bilancio as operazioni
from rendicontazione.risorse.bilancio import MovimentiResource
from rendicontazione.selezioni import bilancio
from rendicontazione.selezioni import catena as letture
from rendicontazione.stati.bilancio import TIENE, Genere
from rendicontazione.views.bilancio.base import VistaBilancio

NOTE = {
    "programmato": "nelle schede obiettivo del piano",
    "stanziato": "nel bilancio in vigore",
    "impegnato": "con un atto",
    "pagato": "liquidato",
    "rendicontato": "dai Comuni, sugli stessi fondi",
}


class Catena(VistaBilancio):
    """Dal programmato al rendicontato, per fondo e per obiettivo."""

    template_name = "rendicontazione/bilancio/catena.html"

    def prepara(self):
        super().prepara()
        self.titolo = f"Dal piano al pagamento {self.anno}"
        self.catena = letture.Catena(self.anno)

    def get(self, request, *args, **kwargs):
        formato = request.GET.get("formato")
        if formato in FORMATI:
            return da_righe(f"catena-{self.anno}", ["obiettivo", "titolo", "fondo", *dict(letture.PASSAGGI)], self.celle(), formato)
        return super().get(request, *args, **kwargs)

    def celle(self):
        return [[a.obiettivo.codice, a.obiettivo.titolo, a.fondo.etichetta, *a.cifre] for a in self.catena.anelli]

    def get_context_data(self, **kwargs):
        self.dove = self.indirizzi()
        return {
            **super().get_context_data(**kwargs),
            "vigore": bilancio.in_vigore(self.anno),
            "passaggi": [nome for _, nome in letture.PASSAGGI],
            "cifre": self.cifre(),
            "fondi": [{"fondo": a.fondo, "celle": self.con_indirizzi(a)} for a in self.catena.fondi],
            "anelli": [{"anello": a, "celle": self.con_indirizzi(a)} for a in self.catena.anelli],
            "totale": self.catena.totale.cifre,
            "barre": self.disegno(),
            "accordo": letture.con_i_riparti(self.anno, self.catena, self.poteri),
        }

    def cifre(self):
        """Le cinque somme, senza centesimi, ciascuna con quanta parte è di quella prima."""
        totale, voci, prima = self.catena.totale, [], None
        for nome, etichetta in letture.PASSAGGI:
            valore = getattr(totale, nome)
            conta = prima and nome != "rendicontato"
            parte = f"; {formatta_numero(quota(valore, prima) * 100, 0)} % del passo prima" if conta else ""
            voci.append({"etichetta": etichetta, "valore": f"{formatta_numero(valore, 0)} €", "nota": f"{NOTE[nome]}{parte}"})
            prima = valore
        return voci

    def disegno(self):
        voci = [{"nome": nome, "valore": valore, "url": self.dove.get(campo, "")}
                for (campo, nome), valore in zip(letture.PASSAGGI, self.catena.totale.cifre, strict=True)]  # fmt: skip
        return due_misure(barre, voci, f"Dal programmato al rendicontato nel {self.anno}", "", "euro", decimali=2)

    def indirizzi(self):
        """Dove stanno le righe dietro ogni passaggio, per chi le può aprire."""
        movimenti, del_piano = self.url("movimenti_bilancio"), piano.piano_dell_anno(self.anno)
        dove = {"impegnato": f"{movimenti}?genere={Genere.IMPEGNO}", "pagato": f"{movimenti}?genere={Genere.LIQUIDAZIONE}"}
        if del_piano and self.poteri.puo("legge_piano"):
            dove["programmato"] = reverse("piano:obiettivi", args=[self.ambito.slug, del_piano.triennio])
        if vigore := bilancio.in_vigore(self.anno):
            dove["stanziato"] = f"{self.url('versione_bilancio', vigore.numero)}?"
        if self.poteri.puo("legge_rendiconti") and selezioni.campagna(self.anno):
            dove["rendicontato"] = f"{self.url('voci')}?"
        return dove

    def con_indirizzi(self, anello):
        """Le cinque cifre dell’anello, ciascuna con l’indirizzo delle sue righe."""
        return [
            {"importo": getattr(anello, nome), "passaggio": etichetta, "url": self.righe_di(anello, nome)}
            for nome, etichetta in letture.PASSAGGI
        ]

    def righe_di(self, anello, nome):
        base = self.dove.get(nome, "")
        if not base or not getattr(anello, nome):
            return ""
        if nome == "programmato":
            return f"{base}{anello.obiettivo.codice}/" if anello.obiettivo else base
        obiettivo = f"&obiettivo={anello.obiettivo.codice}" if anello.obiettivo and nome != "rendicontato" else ""
        return f"{base}&fondo={anello.fondo.codice}{obiettivo}".replace("?&", "?")


class Movimenti(VistaBilancio, VistaElenco):
    """Gli impegni e le liquidazioni dell’anno: da ogni cifra della catena si torna qui."""

    template_name = "rendicontazione/bilancio/movimenti.html"
    filtro = MovimentiFilter
    risorsa = MovimentiResource

    def prepara(self):
        super().prepara()
        self.titolo, self.nome_file = f"Movimenti {self.anno}", f"movimenti-{self.anno}"

    def righe(self):
        return bilancio.movimenti(self.anno)

    def riga(self, movimento):
        return {"movimento": movimento, "url": self.url("capitolo_bilancio", movimento.capitolo_id)}

    def get_context_data(self, *, scelte, **kwargs):
        return {**super().get_context_data(scelte=scelte, **kwargs), "totale": bilancio.totale(scelte)}


class Capitolo(VistaBilancio):
    """Un obiettivo con un fondo (e un Comune): quanto ha, da quale versione, che cosa se n’è fatto."""

    template_name = "rendicontazione/bilancio/capitolo.html"

    def prepara(self):
        super().prepara()
        self.capitolo = self.trova(bilancio.capitolo(self.anno, self.kwargs["pk"], bozze=self.bozze), "Capitolo")
        self.titolo = str(self.capitolo)

    def get_context_data(self, **kwargs):
        c = self.capitolo
        voci = [("Stanziato", c.stanziato), ("Impegnato", c.impegnato), ("Pagato", c.pagato), ("Da impegnare", c.da_impegnare)]
        return {
            **super().get_context_data(**kwargs),
            "capitolo": c,
            "cifre": [{"etichetta": nome, "valore": f"{formatta_importo(valore)} €"} for nome, valore in voci],
            "versioni": [(v, self.url("versione_bilancio", v.numero)) for v in bilancio.nelle_versioni(c, bozze=self.bozze)],
            "movimenti": c.movimenti.select_related("registrato_da"),
            "url_movimento": self.url("nuovo_movimento", c.pk),
        }


class NuovoMovimento(ConModulo, Capitolo):
    """Un impegno o una liquidazione sul capitolo."""

    permesso = TIENE
    template_name = "ambito/modulo.html"
    invia, riuscita = "Registra il movimento", "Movimento registrato."

    def prepara(self):
        super().prepara()
        c, self.titolo = self.capitolo, "Nuovo movimento"
        self.sommario = (
            f"{c}: restano da impegnare {formatta_importo(c.da_impegnare)} € e da pagare {formatta_importo(c.da_pagare)} €."
        )

    def genitori(self):
        return [*super().genitori(), (str(self.capitolo), self.torna(None))]

    def modulo(self, dati=None, file=None):
        visti = self.capitolo.movimenti.count()
        return MovimentoForm(dati, initial={"giorno": self.oggi, "genere": Genere.IMPEGNO, "visti": visti})

    def scrivi(self, form):
        return operazioni.registra_movimento(self.capitolo, **form.cleaned_data, **self.chi)

    def torna(self, esito):
        return self.url("capitolo_bilancio", self.capitolo.pk)
