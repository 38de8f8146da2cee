"""Il fascicolo di un ente del terzo settore: che cosa c’è, fino a quando vale, in che stato è l’ente oggi."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Greatest

from accordo.models import Adesione, DocumentoEnte
from accordo.requisiti.adesioni import FA_LE_VECI
from accordo.stati import StatoAdesione
from accordo.stati.categorie import TIPI_TERZO_SETTORE, Categoria, categoria_di
from accordo.stati.fascicolo import (
    RICHIESTI,
    TONI_DOCUMENTO,
    TONI_FASCICOLO,
    Genere,
    StatoDocumento,
    StatoFascicolo,
    stato_del_documento,
    stato_del_fascicolo,
)
from ambito.models import Ente, Evento

# I passi con cui l’Ufficio di Piano decide su un’adesione: fin lì può averne guardato il fascicolo.
DECIDONO = ("accogli_sottoscrittore", "accogli_consultiva", "chiedi_integrazione", "respingi")


@dataclass(frozen=True)
class Voce:
    """Un documento richiesto: quello che vale oggi, se c’è, e il suo stato."""

    genere: Genere
    documento: DocumentoEnte | None
    stato: StatoDocumento

    @property
    def tono(self):
        return TONI_DOCUMENTO[self.stato]

    @property
    def scade_il(self):
        return self.documento and self.documento.scade_il


@dataclass(frozen=True)
class Fascicolo:
    """I documenti correnti di un ente, e ciò che ne segue in quel giorno."""

    correnti: tuple[DocumentoEnte, ...]
    giorno: date

    @cached_property
    def voci(self):
        """Una voce per ogni documento richiesto, nell’ordine in cui si chiedono."""
        per_genere = {d.genere: d for d in self.correnti}
        return [self._voce(genere, per_genere.get(genere)) for genere in RICHIESTI]

    def _voce(self, genere, documento):
        stato = stato_del_documento(documento.scade_il, self.giorno) if documento else StatoDocumento.MANCANTE
        return Voce(genere, documento, stato)

    @property
    def altri(self):
        """I documenti che nessuno chiede."""
        return [d for d in self.correnti if d.genere == Genere.ALTRO]

    @cached_property
    def stato(self):
        return stato_del_fascicolo(v.stato for v in self.voci)

    @property
    def etichetta(self):
        return StatoFascicolo(self.stato).label

    @property
    def tono(self):
        return TONI_FASCICOLO[self.stato]

    @property
    def prossima_scadenza(self):
        """Il primo giorno, da oggi, dopo il quale un documento richiesto non vale più; `None` se non ce n’è."""
        return min((v.scade_il for v in self.voci if v.scade_il and v.scade_il >= self.giorno), default=None)

    def con_stato(self, stato):
        """Le voci in quello stato."""
        return [v for v in self.voci if v.stato == stato]


def ha_fascicolo(ente):
    """Il fascicolo è degli enti del terzo settore."""
    return categoria_di(ente) == Categoria.TERZO_SETTORE


def enti_con_fascicolo(oggi):
    """Gli enti del terzo settore dell’Ambito, per nome; non quelli che non ci sono più."""
    in_vita = Q(al__isnull=True) | Q(al__gte=oggi)
    return Ente.objects.filter(in_vita, tipo__in=TIPI_TERZO_SETTORE).order_by("denominazione")


def fascicolo(ente, oggi):
    """Il fascicolo di un ente."""
    return fascicoli([ente.pk], oggi)[ente.pk]


def fascicoli(enti, oggi):
    """Il fascicolo di ciascuno degli enti (numeri) dati, con una sola interrogazione."""
    enti = list(enti)
    correnti = {}
    for documento in DocumentoEnte.objects.filter(ente__in=enti).correnti().senza_file().select_related("caricato_da"):
        correnti.setdefault(documento.ente_id, []).append(documento)
    return {ente: Fascicolo(tuple(correnti.get(ente, ())), oggi) for ente in enti}


def fascicoli_di(enti, oggi):
    """Coppie (ente, fascicolo) degli enti del terzo settore fra quelli (numeri) dati."""
    miei = list(enti_con_fascicolo(oggi).filter(pk__in=enti)) if enti else []
    trovati = fascicoli([e.pk for e in miei], oggi) if miei else {}
    return [(ente, trovati[ente.pk]) for ente in miei]


def documenti_dell_ente(ente):
    """I documenti caricati, dal più recente: anche sostituiti, esclusi dall’Ufficio di Piano, annullati; non quelli tolti."""
    suoi = DocumentoEnte.objects.filter(ente=ente).non_tolti()
    return suoi.select_related("caricato_da", "non_valido_da", "tolto_da").senza_file()


def adesione_che_lo_usa(documento):
    """L’adesione che l’ente ha inviato, o l’Ufficio deciso, quando quel documento c’era già; `None` se nessuno l’ha usato.

    Chi l’ha esaminata può averlo guardato: conta quando, non che cosa l’avviso chiede adesso, che può cambiare.
    """
    ultima = ultima_guardata(documento.ente_id)
    return ultima if c_era_gia(documento, ultima) else None


def c_era_gia(documento, ultima):
    """Quel documento c’era già quando fu inviata o decisa l’ultima adesione (`ultima_guardata`)?"""
    return ultima is not None and ultima.guardata_il >= documento.caricato_il


def ultima_guardata(ente):
    """L’ultima adesione di quell’ente (numero) inviata o decisa, con `guardata_il`, comunque sia finita; `None` se non c’è."""
    decisa = Evento.objects.filter(
        oggetto_tipo=Adesione._meta.label_lower, oggetto_id=OuterRef("pk"), verbo__in=[f"adesione.{passo}" for passo in DECIDONO]
    )
    quando = Greatest("inviata_il", Subquery(decisa.order_by("-quando").values("quando")[:1]))
    inviate = Adesione.objects.filter(ente=ente, numero__isnull=False).annotate(guardata_il=quando)
    return inviate.select_related("avviso", "ente").order_by("-guardata_il").first()


def che_scadono(giorni):
    """I documenti correnti che scadono in uno di quei giorni, di enti che ci sono ancora."""
    in_quei_giorni = DocumentoEnte.objects.filter(scade_il__in=giorni).correnti().senza_file()
    return in_quei_giorni.select_related("ente", "ambito").order_by("ente__denominazione", "pk")


def dal_fascicolo(adesione):
    """I documenti del fascicolo che fanno le veci di un allegato chiesto dall’avviso, e che l’adesione non ha allegato."""
    chiesti = FA_LE_VECI.keys() & set(adesione.avviso.allegati_richiesti) if adesione.ente_id else set()
    if not chiesti:
        return []
    allegati = set(adesione.allegati.filter(annullato_il__isnull=True).values_list("tipo", flat=True)) if adesione.pk else set()
    mancano = [FA_LE_VECI[tipo] for tipo in chiesti - allegati]
    return list(DocumentoEnte.objects.filter(ente=adesione.ente_id, genere__in=mancano).correnti().senza_file())


def ultima_dichiarata(ente):
    """L’ultima adesione inviata dall’ente e non respinta né ritirata: vi ha detto per chi lavora e dove; `None` se non c’è."""
    fuori = [StatoAdesione.BOZZA, StatoAdesione.RESPINTA, StatoAdesione.RITIRATA]
    inviate = Adesione.objects.filter(ente=ente, numero__isnull=False).exclude(stato__in=fuori)
    return inviate.select_related("avviso").order_by("-avviso__triennio_inizio").first()
