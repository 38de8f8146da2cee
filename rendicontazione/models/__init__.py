from rendicontazione.models.bilancio import CapitoloBilancio, Movimento, RigaBilancio, VersioneBilancio
from rendicontazione.models.campagna import Campagna
from rendicontazione.models.chiusura import ChiusuraCampagna
from rendicontazione.models.corrispondenza import Asse, Corrispondenza, VersioneCorrispondenze
from rendicontazione.models.multifondo import MotivoResiduo
from rendicontazione.models.prova import ProvaSpesa
from rendicontazione.models.rendiconto import CIFRE, Rendiconto
from rendicontazione.models.rilievo import CELLE, RilievoSpesa
from rendicontazione.models.spiegazione import Spiegazione
from rendicontazione.models.voce import IMPORTI, MASSIMO_NOTA, RIPORTATA, FormaGestione, VoceSpesa, chiave_voce

__all__ = [
    "CELLE",
    "CIFRE",
    "IMPORTI",
    "MASSIMO_NOTA",
    "RIPORTATA",
    "Asse",
    "Campagna",
    "CapitoloBilancio",
    "ChiusuraCampagna",
    "Corrispondenza",
    "FormaGestione",
    "MotivoResiduo",
    "Movimento",
    "ProvaSpesa",
    "Rendiconto",
    "RigaBilancio",
    "RilievoSpesa",
    "Spiegazione",
    "VersioneBilancio",
    "VersioneCorrispondenze",
    "VoceSpesa",
    "chiave_voce",
]
