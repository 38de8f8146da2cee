from accordo.views.adesioni.adesione import AnnullaAllegato, Ricevuta, RitiraAdesione, ScaricaAllegato, SchedaAdesione
from accordo.views.adesioni.avvisi import ModificaAvviso, NuovoAvviso, StatoDellAvviso
from accordo.views.adesioni.conferma import Conferma, Rimanda, Riprendi
from accordo.views.adesioni.da_firmare import DaFirmare, ScaricaDaFirmare
from accordo.views.adesioni.enti import Enti
from accordo.views.adesioni.inviti import InvitaEnti
from accordo.views.adesioni.istruttoria import Istruttoria, Rilievi
from accordo.views.adesioni.passi import PassoAree, PassoDati, PassoInvio
from accordo.views.adesioni.protocollo import ChiediProtocollo, ChiProtocolla, Protocollo
from accordo.views.adesioni.quadro import Quadro
from accordo.views.adesioni.richieste import EsaminaRichiesta
from accordo.views.adesioni.risorse import PassoRisorse
from accordo.views.adesioni.sollecito import Sollecito
from accordo.views.adesioni.sospensioni import RiattivaAdesione, SospendiAdesione

__all__ = [
    "AnnullaAllegato",
    "ChiProtocolla",
    "ChiediProtocollo",
    "Conferma",
    "DaFirmare",
    "Enti",
    "EsaminaRichiesta",
    "InvitaEnti",
    "Istruttoria",
    "ModificaAvviso",
    "NuovoAvviso",
    "PassoAree",
    "PassoDati",
    "PassoInvio",
    "PassoRisorse",
    "Protocollo",
    "Quadro",
    "RiattivaAdesione",
    "Ricevuta",
    "Rilievi",
    "Rimanda",
    "Riprendi",
    "RitiraAdesione",
    "ScaricaAllegato",
    "ScaricaDaFirmare",
    "SchedaAdesione",
    "Sollecito",
    "SospendiAdesione",
    "StatoDellAvviso",
]
