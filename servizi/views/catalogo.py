"""Il catalogo: aree di utenza, obiettivi di servizio, servizi con le loro corrispondenze, fondi."""

from decimal import Decimal
from typing import NamedTuple

from ambito import mappe
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.statistiche import mediana, ogni, pro_capite
from ambito.pagina import indirizzi_dei_comuni
from ambito.views.elenco import VistaElenco
from servizi import selezioni
from servizi.controlli import MINIMO_PUBBLICO, in_pubblico
from servizi.filtri import AreeFilter, FondiFilter, InterventiFilter, ServiziFilter
from servizi.forms import AreaForm, FondoForm, ServizioForm
from servizi.models import AreaUtenza, Fondo, Natura, Servizio, Verifica
from servizi.operazioni import catalogo
from servizi.operazioni import offerta as operazioni
from servizi.operazioni.scrittura import GESTISCE
from servizi.risorse import AreeResource, FondiResource, InterventiResource, ServiziResource
from servizi.selezioni import corrispondenze, offerta, reti, rilevazioni
from servizi.views.base import ModuloServizi, VistaServizi

TONI = {Verifica.SI: "positivo", Verifica.PARTE: "attenzione", Verifica.NO: "neutro"}
PARTI = [("Servizi", "servizi"), ("Aree di utenza", "aree"), ("Interventi", "interventi"), ("Fondi", "fondi")]
LETTURE = {
    "servizi": selezioni.servizi,
    "aree": selezioni.aree,
    "interventi": selezioni.interventi,
    "fondi": selezioni.fondi,
}


class VistaCatalogo(VistaServizi):
    """Pagina del catalogo, con le linguette delle sue parti."""

    stanza = ("Catalogo", "catalogo")

    def get_context_data(self, **kwargs):
        qui = self.request.resolver_match.url_name
        voci = [("In breve", "catalogo"), *PARTI]
        linguette = [{"etichetta": e, "url": self.indirizzo(nome), "attiva": nome == qui} for e, nome in voci]
        return {**super().get_context_data(**kwargs), "linguette": linguette}


class Catalogo(VistaCatalogo):
    """Che cosa c’è nel catalogo e quanto è stato verificato alla fonte."""

    titolo = "Catalogo"
    template_name = "servizi/catalogo.html"

    def get_context_data(self, **kwargs):
        parti = [self.parte(etichetta, nome, list(LETTURE[nome]())) for etichetta, nome in PARTI]
        return {**super().get_context_data(**kwargs), "parti": parti, "elenchi": elenchi(parti[0]["voci"], self.oggi.year)}

    def parte(self, etichetta, nome, voci):
        verificate = sum(v.verificato == Verifica.SI for v in voci)
        return {"etichetta": etichetta, "url": self.indirizzo(nome), "voci": voci, "verificate": verificate}


def elenchi(servizi, anno):
    """Per ogni elenco di altri: quanti servizi vi hanno un posto, quali no, se le sue voci sono verificate."""
    codici = {s.codice: s for s in servizi}
    righe = []
    for schema, nome in corrispondenze.SCHEMI.items():
        voci = [v for (di_chi, _), v in corrispondenze.voci().items() if di_chi == schema]
        senza = corrispondenze.senza_posto(codici, schema, anno)
        righe.append({
            "nome": nome,
            "voci": len(voci),
            "verificato": all(v.e_verificata for v in voci),
            "con_posto": len(codici) - len(senza),
            "senza": [codici[codice] for codice in senza],
        })  # fmt: skip
    return righe


class _Elenco(VistaCatalogo, VistaElenco):
    template_name = "servizi/elenco.html"
    con_norma = False
    nuova = modifica = ""

    def riga(self, voce):
        scrive = self.modifica and self.poteri.puo(GESTISCE)
        url = self.indirizzo(self.modifica, voce.pk) if scrive else ""
        return {"voce": voce, "tono": TONI[voce.verificato], "url": url}

    def get_context_data(self, **kwargs):
        url_nuova = self.indirizzo(self.nuova) if self.nuova and self.poteri.puo(GESTISCE) else ""
        contesto = super().get_context_data(**kwargs)
        return {**contesto, "totale": self.righe().count(), "con_norma": self.con_norma, "url_nuova": url_nuova}


class Aree(_Elenco):
    """A chi si rivolgono gli interventi."""

    titolo = "Aree di utenza"
    filtro = AreeFilter
    risorsa = AreeResource
    nome_file = "aree-di-utenza"
    nuova, modifica = "nuova_area", "modifica_area"

    def righe(self):
        return selezioni.aree()


class Interventi(_Elenco):
    """Che cosa si fa: gli obiettivi di servizio del Fondo nazionale."""

    titolo = "Interventi"
    filtro = InterventiFilter
    risorsa = InterventiResource
    nome_file = "interventi"

    def righe(self):
        return selezioni.interventi()


class Fondi(_Elenco):
    """Da dove vengono le risorse."""

    titolo = "Fondi"
    filtro = FondiFilter
    risorsa = FondiResource
    nome_file = "fondi"
    con_norma = True
    nuova, modifica = "nuovo_fondo", "modifica_fondo"

    def righe(self):
        return selezioni.fondi()


class NuovaArea(ModuloServizi):
    """Un’area di utenza in più: `modello` e `form` bastano a dire di quale elenco si tratta."""

    stanza = ("Aree di utenza", "aree")
    titolo, sommario = "Nuova area di utenza", "Oltre a quelle Istat: servirà ricondurla a una di quelle nei prospetti."
    riuscita = "Voce salvata nel catalogo."
    modello, form = AreaUtenza, AreaForm

    def modulo(self, dati=None, file=None):
        return self.form(dati, instance=self.modello(ordine=self.modello.objects.count()))

    def scrivi(self, form):
        return catalogo.salva_voce(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo(self.stanza[1])


class ModificaArea(NuovaArea):
    """Cambia il nome di un’area di utenza."""

    sommario = "Il codice resta quello: i dati lo portano."

    def prepara(self):
        self.voce = self.trova(self.modello.objects.filter(pk=self.kwargs["pk"]).first(), "Voce")
        self.titolo = self.voce.nome

    def modulo(self, dati=None, file=None):
        return self.form(dati, instance=self.voce)


class NuovoFondo(NuovaArea):
    """Un fondo in più, o un paniere che ne raccoglie altri."""

    stanza = ("Fondi", "fondi")
    titolo, sommario = "Nuovo fondo", "Prima controlla che non ci sia già: più annualità sono assegnazioni dello stesso fondo."
    modello, form = Fondo, FondoForm


class ModificaFondo(ModificaArea):
    """Cambia la scheda di un fondo."""

    stanza = NuovoFondo.stanza
    modello, form = Fondo, FondoForm


class Servizi(_Elenco):
    """I tipi di servizio e di struttura."""

    titolo = "Servizi"
    template_name = "servizi/servizi.html"
    filtro = ServiziFilter
    risorsa = ServiziResource
    nome_file = "servizi"

    def righe(self):
        return selezioni.servizi()


class SchedaServizio(VistaCatalogo):
    """Un servizio: che cos’è, dove finisce negli elenchi di altri, dove c’è nell’Ambito, com’è andato negli anni."""

    template_name = "servizi/servizio.html"

    def prepara(self):
        self.servizio = self.trova(selezioni.servizi().filter(pk=self.kwargs["pk"]).first(), "Servizio")
        self.titolo = self.servizio.nome

    def genitori(self):
        return [*super().genitori(), ("Servizi", self.indirizzo("servizi"))]

    def get_context_data(self, **kwargs):
        servizio = self.servizio
        mie = corrispondenze.di(servizio.codice, self.oggi.year)
        return {
            **super().get_context_data(**kwargs),
            "servizio": servizio,
            "tono": TONI[servizio.verificato],
            "elenchi": [{"nome": corrispondenze.SCHEMI[s], "voci": voci} for s, voci in mie.items()],
            "unita": list(offerta.unita().in_esercizio(self.oggi).filter(servizio=servizio)),
            **self.andamento(),
            "valutazioni": list(reti.valutazioni(servizio)),
            **(self.comune_per_comune() if self.vede_i_comuni else {}),
        }

    @property
    def vede_i_comuni(self):
        return self.poteri.puo("legge_ogni_comune")

    def andamento(self):
        """L’andamento negli anni; chi non vede i dati dei Comuni non vede i conteggi di pochissime persone."""
        righe = rilevazioni.andamento(self.servizio)
        self.ultimo = righe[-1]["anno"] if righe else None
        mostra = formatta_conteggio if self.vede_i_comuni else lambda n: formatta_conteggio(in_pubblico(n))
        anni = [{**r, "utenti": mostra(r["somma_utenti"]), "attesa": mostra(r["somma_lista_attesa"])} for r in righe]
        voci = [{"nome": str(r["anno"]), "valore": r["somma_utenti"]} for r in righe if (r["somma_utenti"] or 0) >= MINIMO_PUBBLICO]
        frase = "Le somme di ciò che i Comuni hanno scritto."
        return {"anni": anni, "barre": voci and due_misure(barre, voci, "Utenti anno per anno", frase, "utenti")}

    def comune_per_comune(self):
        """Utenti e costo di ogni Comune nell’ultimo anno, in rapporto ai residenti, contro la mediana dell’Ambito."""
        if self.ultimo is None:
            return {}
        righe = [RigaComune.da(a, m) for a, m in rilevazioni.per_comune(self.servizio, self.ultimo, self.oggi)]
        indirizzo = indirizzi_dei_comuni(self.ambito)
        punti = [mappe.Punto(r.comune.codice_istat, r.comune.nome, r.per_mille, indirizzo(r.comune.codice_istat)) for r in righe]
        mezzo = mediana(r.per_mille for r in righe)
        frase = f"Il Comune di mezzo ne ha {formatta_numero(mezzo, 1)}." if mezzo is not None else ""
        noti = any(p.valore is not None for p in punti)
        return {
            "ultimo": self.ultimo,
            "comuni": righe,
            "mediana_utenti": mezzo,
            "mediana_costo": mediana(r.per_abitante for r in righe),
            "mappa": noti and mappe.quantita(punti, "Utenti ogni mille residenti", frase, "utenti ogni mille residenti", 1),
        }


class RigaComune(NamedTuple):
    """Un Comune nella scheda di un servizio: le sue misure e quanto pesano sui residenti."""

    comune: object
    utenti: int | None
    per_mille: Decimal | None
    costo: Decimal | None
    per_abitante: Decimal | None

    @classmethod
    def da(cls, appartenenza, misura):
        residenti = appartenenza.residenti
        if misura is None:
            return cls(appartenenza.comune, None, None, None, None)
        per_mille, per_abitante = ogni(misura.utenti, residenti), pro_capite(misura.costo, residenti)
        return cls(appartenenza.comune, misura.utenti, per_mille, misura.costo, per_abitante)


def formatta_conteggio(quanti):
    """Un conteggio come si mostra: «–» se manca, la frase se è coperto."""
    if quanti is None:
        return "–"
    return quanti if isinstance(quanti, str) else formatta_numero(quanti)


class NuovoServizio(ModuloServizi):
    """Un servizio che l’Ambito aggiunge al catalogo."""

    stanza = ("Servizi", "servizi")
    titolo = "Nuovo servizio"
    sommario = "Prima controlla che nel catalogo non ci sia già: un nome solo per ogni cosa tiene insieme i dati."
    riuscita = "Servizio aggiunto al catalogo."

    def modulo(self, dati=None, file=None):
        return ServizioForm(dati, instance=Servizio(natura=Natura.SERVIZIO))

    def scrivi(self, form):
        return operazioni.salva_servizio(form.save(commit=False), **self.chi)

    def torna(self, esito):
        return self.indirizzo("servizio", esito.pk) if esito else self.indirizzo("servizi")


class ModificaServizio(NuovoServizio):
    """Cambia la scheda di un servizio."""

    sommario = "Il codice resta quello, se il servizio ha già dati."
    riuscita = "Servizio salvato."

    def prepara(self):
        self.servizio = self.trova(selezioni.servizi().filter(pk=self.kwargs["pk"]).first(), "Servizio")
        self.titolo = f"Modifica: {self.servizio.nome}"

    def modulo(self, dati=None, file=None):
        return ServizioForm(dati, instance=self.servizio)

    def torna(self, esito):
        return self.indirizzo("servizio", self.servizio.pk)
