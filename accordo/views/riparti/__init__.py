from accordo.views.riparti.dati import Dati, FoglioDelDato, ModificaDato, NuovoDato, SchedaDato, ValoreDelComune
from accordo.views.riparti.elenco import DocumentoRiparto, ModificaRiparto, NuovoRiparto, Riparti
from accordo.views.riparti.riparto import RegistraAtto, Ritira, SchedaRiparto
from accordo.views.riparti.riscossione import (
    AnnullaPagamento,
    ApriRiscossione,
    DocumentoQuota,
    Estratto,
    NuovoPagamento,
    Riscossione,
)
from accordo.views.riparti.scenari import ModificaScenario, NuovoScenario, PassoScenario, Perimetro, SchedaScenario

__all__ = [
    "AnnullaPagamento",
    "ApriRiscossione",
    "Dati",
    "DocumentoQuota",
    "DocumentoRiparto",
    "Estratto",
    "FoglioDelDato",
    "ModificaDato",
    "ModificaRiparto",
    "ModificaScenario",
    "NuovoDato",
    "NuovoPagamento",
    "NuovoRiparto",
    "NuovoScenario",
    "PassoScenario",
    "Perimetro",
    "RegistraAtto",
    "Riparti",
    "Riscossione",
    "Ritira",
    "SchedaDato",
    "SchedaRiparto",
    "SchedaScenario",
    "ValoreDelComune",
]
