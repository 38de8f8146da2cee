"""Dai servizi dell’Ambito agli elenchi degli altri: SIOSS, Fondo nazionale, Istat, Nomenclatore, SIUSS, bilancio.

Le corrispondenze sono dati di riferimento, uguali per tutti gli Ambiti, validi per anni (`ambito/dati/codici/corrispondenze.csv`).
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ambito.nucleo.importi import da_centesimi, in_centesimi, ripartisci
from ambito.riferimenti import leggi_codici
from servizi.models import Verifica

SCHEMI = {
    "FNPS": "Matrice del Fondo nazionale politiche sociali",
    "SIOSS": "SIOSS, interventi",
    "ISTAT": "Istat, spesa sociale dei Comuni",
    "NOMENCLATORE": "Nomenclatore interregionale",
    "SIUSS": "INPS, prestazioni sociali (SIUSS)",
    "BILANCIO": "Bilancio, missione 12",
}


@dataclass(frozen=True)
class VoceEsterna:
    """Una voce di un elenco di altri."""

    schema: str
    codice: str
    nome: str
    verificato: str
    nota_verifica: str

    @property
    def e_verificata(self):
        return self.verificato == Verifica.SI

    @property
    def etichetta(self):
        return f"{self.codice} {self.nome}"


@dataclass(frozen=True)
class Corrispondenza:
    """Un nostro servizio finisce (tutto, o per la parte `peso`) in quella voce, negli anni detti; senza anni, sempre."""

    servizio: str
    voce: VoceEsterna
    anno_da: int | None
    anno_a: int | None
    peso: Fraction

    def vale(self, anno):
        return (self.anno_da is None or anno >= self.anno_da) and (self.anno_a is None or anno <= self.anno_a)


@lru_cache(maxsize=1)
def voci():
    """Tutte le voci degli elenchi esterni, per schema e codice."""
    return {
        (r["schema"], r["codice"]): VoceEsterna(r["schema"], r["codice"], r["nome"], r["verificato"], r["nota_verifica"])
        for r in leggi_codici("elenchi_esterni")
    }


@lru_cache(maxsize=1)
def tutte():
    """Tutte le corrispondenze, nell’ordine del file."""
    return tuple(
        Corrispondenza(
            r["servizio"], voci()[r["schema"], r["codice"]], _anno(r["anno_da"]), _anno(r["anno_a"]), Fraction(r["peso"])
        )
        for r in leggi_codici("corrispondenze")
    )


@lru_cache(maxsize=1)
def _per_servizio():
    indice = {}
    for corrispondenza in tutte():
        indice.setdefault(corrispondenza.servizio, []).append(corrispondenza)
    return indice


def _anno(testo):
    return int(testo) if testo else None


def di(codice, anno, corrispondenze=None):
    """Le corrispondenze di un servizio in quell’anno: schema → elenco, vuoto dove il servizio non ha posto."""
    fra = _per_servizio().get(codice, []) if corrispondenze is None else corrispondenze
    mie = [c for c in fra if c.servizio == codice and c.vale(anno)]
    return {schema: [c for c in mie if c.voce.schema == schema] for schema in SCHEMI}


def senza_posto(codici, schema, anno, corrispondenze=None):
    """I codici dei servizi che in quell’elenco, quell’anno, non hanno una voce."""
    return [codice for codice in codici if not di(codice, anno, corrispondenze)[schema]]


def raggruppa(importi, schema, anno, corrispondenze=None):
    """Gli importi (in euro, codice del servizio → somma) secondo un elenco esterno: voce → somma, `None` per chi non ha posto.

    Il totale è sempre quello di partenza: un servizio diviso fra più voci si divide in centesimi con i resti maggiori.
    """
    centesimi = {}
    for codice, importo in importi.items():
        pesi = {c.voce: c.peso for c in di(codice, anno, corrispondenze)[schema]}
        for voce, quota in _dividi(in_centesimi(importo), pesi).items():
            centesimi[voce] = centesimi.get(voce, 0) + quota
    return {voce: da_centesimi(somma) for voce, somma in centesimi.items()}


def _dividi(somma, pesi):
    if not pesi:
        return {None: somma}
    voci_per_codice = {voce.codice: voce for voce in pesi}
    quote = ripartisci(somma, {voce.codice: peso for voce, peso in pesi.items()})
    return {voci_per_codice[codice]: quota for codice, quota in quote.items()}
