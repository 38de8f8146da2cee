"""La scheda di un servizio: che cos’è, come si chiama altrove, dove c’è, com’è andato, quanto pesa in ogni Comune."""

from decimal import Decimal
from typing import NamedTuple

from ambito import mappe
from ambito.nucleo.formati_italiani import formatta_numero
from ambito.nucleo.grafici import barre, due_misure
from ambito.nucleo.statistiche import mediana, ogni, pro_capite
from ambito.pagina import indirizzi_dei_comuni
from servizi import selezioni
from servizi.controlli import MINIMO_PUBBLICO, in_pubblico
from servizi.forms import ServizioForm
from servizi.models import Natura, Servizio
from servizi.operazioni import offerta as operazioni
from servizi.selezioni import corrispondenze, offerta, reti, rilevazioni
from servizi.views.base import ModuloServizi
from servizi.views.catalogo import TONI, VistaCatalogo


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
