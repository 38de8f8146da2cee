from accordo.models.accordo import AccordoDiProgramma, ArticoloAccordo, VersioneAccordo
from accordo.models.adesione import Adesione, AreaTarget, ComuneOperativita, NumeratoreAdesioni, ObiettivoSostenuto, TavoloRichiesto
from accordo.models.allegato import AllegatoAdesione, ContenutoAllegato
from accordo.models.avviso import AreaAvviso, AvvisoAdesione, TavoloAvviso
from accordo.models.documento_ente import DocumentoEnte
from accordo.models.parte import AttoParte, FirmaParte, ParteAccordo, RuoloParte
from accordo.models.proroga import AttoProroga, ProrogaAccordo
from accordo.models.protocollo import NumeratoreProtocollo, SceltaProtocollo
from accordo.models.richiesta import RichiestaEnte
from accordo.models.rilievo import Rilievo
from accordo.models.riparto import ComuneScenario, CriterioScenario, DatoRiparto, PianoRiparto, QuotaComune, Scenario, ValoreDato
from accordo.models.riscossione import PagamentoQuota, RataRiparto
from accordo.models.risorsa import RisorsaOfferta
from accordo.models.subentro import CausaSubentro, Subentro
from accordo.models.vigilanza import AttoCollegio, Impegno, MembroCollegio

__all__ = [
    "AccordoDiProgramma",
    "Adesione",
    "AllegatoAdesione",
    "AreaAvviso",
    "AreaTarget",
    "ArticoloAccordo",
    "AttoCollegio",
    "AttoParte",
    "AttoProroga",
    "AvvisoAdesione",
    "CausaSubentro",
    "ComuneOperativita",
    "ComuneScenario",
    "ContenutoAllegato",
    "CriterioScenario",
    "DatoRiparto",
    "DocumentoEnte",
    "FirmaParte",
    "Impegno",
    "MembroCollegio",
    "NumeratoreAdesioni",
    "NumeratoreProtocollo",
    "ObiettivoSostenuto",
    "PagamentoQuota",
    "ParteAccordo",
    "PianoRiparto",
    "ProrogaAccordo",
    "QuotaComune",
    "RataRiparto",
    "RichiestaEnte",
    "Rilievo",
    "RisorsaOfferta",
    "RuoloParte",
    "SceltaProtocollo",
    "Scenario",
    "Subentro",
    "TavoloAvviso",
    "TavoloRichiesto",
    "ValoreDato",
    "VersioneAccordo",
]
