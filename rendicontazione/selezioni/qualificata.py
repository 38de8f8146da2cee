"""La spesa qualificata (S14): per area e per fonte, per abitante, contro la mediana dell’Ambito e le cifre Istat."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.db.models import Sum

from ambito.nucleo.statistiche import ZERO, mediana, pro_capite, quota
from ambito.riferimenti import leggi_tabella
from rendicontazione import selezioni

ANNO_ISTAT = 2022
ITALIA = "ITALIA"
DEI_COMUNI, DEGLI_UTENTI, DEL_SSN, ALTRE = (
    "Risorse dei Comuni", "Compartecipazione degli utenti", "Servizio sanitario", "Altre entrate, senza un fondo indicato",
)  # fmt: skip


@dataclass(frozen=True)
class Riferimento:
    """La spesa netta dei Comuni in un territorio, secondo Istat: in tutto e per abitante, nidi compresi."""

    territorio: str
    spesa: Decimal
    pro_capite: Decimal

    @property
    def nome(self):
        return self.territorio.capitalize()


@cache
def riferimenti():
    """Le cifre Istat dell’anno, l’Italia per prima."""
    return tuple(
        Riferimento(r["territorio"], Decimal(r["spesa_totale_con_nidi"]), Decimal(r["pro_capite_con_nidi"]))
        for r in leggi_tabella("istat_spesa_sociale_2022")
    )


def italia():
    """Quanto spendono i Comuni italiani per abitante, secondo Istat."""
    return next(r for r in riferimenti() if r.territorio == ITALIA)


def per_fonte(campagna):
    """Chi paga la spesa lorda: Comuni, utenti, servizio sanitario, e le altre entrate fondo per fondo. La somma è la lorda."""
    righe = selezioni.voci(campagna)
    totali = selezioni.totali(righe)
    fisse = [
        (DEI_COMUNI, totali["totale_spesa_netta"]),
        (DEGLI_UTENTI, totali["totale_compartecipazione_utenti"]),
        (DEL_SSN, totali["totale_quota_ssn"]),
    ]
    fondi = (
        righe.order_by().values_list("fondo__nome").annotate(somma=Sum("altre_entrate")).order_by("fondo__ordine", "fondo__codice")
    )
    dai_fondi = [(f"Altre entrate: {nome}" if nome else ALTRE, somma) for nome, somma in fondi if somma]
    tutte = [(nome, importo) for nome, importo in (*fisse, *dai_fondi) if importo]
    return [{"nome": nome, "importo": importo, "quota": quota(importo, totali["totale_spesa_lorda"])} for nome, importo in tutte]


def per_area(campagna, residenti):
    """Ogni area con la quota sulla netta e quanto fa per abitante dei Comuni che hanno inviato."""
    righe = selezioni.per_area(campagna)
    tutto = sum((r["totale_spesa_netta"] for r in righe), ZERO)
    return [
        {**r, "quota": quota(r["totale_spesa_netta"], tutto), "per_abitante": pro_capite(r["totale_spesa_netta"], residenti)}
        for r in righe
    ]


@dataclass(frozen=True)
class SpesaDelComune:
    """Un Comune: la netta per abitante, e quanto si scosta dalla mediana dell’Ambito e dall’Italia."""

    rendiconto: object
    per_abitante: Decimal | None
    dalla_mediana: Decimal | None
    dall_italia: Decimal | None


class SpesaQualificata:
    """Le cifre della campagna, lette una volta: `comuni`, `mediana`, `media`, `aree`, `fonti`."""

    def __init__(self, campagna):
        rendiconti = list(selezioni.quadro(campagna))
        valori = {r.pk: pro_capite(r.totale_spesa_netta, r.residenti) for r in rendiconti}
        self.mediana = mediana(valori.values())
        self.residenti = sum(r.residenti or 0 for r in rendiconti if r.e_consegnato)
        self.inviati = sum(r.e_consegnato for r in rendiconti)
        self.aree, self.fonti = per_area(campagna, self.residenti), per_fonte(campagna)
        self.netta = sum((r["totale_spesa_netta"] for r in self.aree), ZERO)
        self.lorda = sum((r["totale_spesa_lorda"] for r in self.aree), ZERO)
        self.media = pro_capite(self.netta, self.residenti) if self.inviati else None
        paese = italia().pro_capite
        self.comuni = [
            SpesaDelComune(r, v, *((None, None) if v is None else (v - self.mediana, v - paese)))
            for r in rendiconti
            for v in [valori[r.pk]]
        ]
